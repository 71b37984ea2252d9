"""The audit trail in Russian: «plan.approve» is «План: утверждение»."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from organisations.domain.policy import ROLE_NAMES, Role

NOUNS: Mapping[str, str] = MappingProxyType(
    {
        "assignment": "Поручение",
        "certificate": "Сертификат",
        "channel": "Канал",
        "entry": "Отчёт организации",
        "evidence": "Подтверждение",
        "executor": "Связь исполнителя",
        "expectation": "Ожидание отчёта",
        "file": "Файл",
        "import": "Загрузка",
        "invitation": "Приглашение",
        "item": "Мероприятие",
        "job": "Задание",
        "membership": "Роль",
        "organisation": "Организация",
        "period": "Отчётный период",
        "person": "Пользователь",
        "plan": "План",
        "programme": "Программа",
        "progress": "Отчёт организации",
        "publication": "Публикация",
        "report": "Отчёт",
        "section": "Раздел плана",
    }
)
VERBS: Mapping[str, str] = MappingProxyType(
    {
        "accept": "принятие",
        "add": "добавление",
        "approve": "утверждение",
        "assign": "назначение",
        "build": "сборка",
        "cancel": "отмена",
        "close": "закрытие",
        "complete": "завершение",
        "create": "создание",
        "deactivate": "отключение",
        "delete": "удаление",
        "download": "скачивание",
        "export": "выгрузка",
        "import": "загрузка",
        "open": "открытие",
        "reactivate": "возвращение",
        "reopen": "повторное открытие",
        "reorder": "перестановка",
        "restore": "восстановление",
        "retry": "повтор",
        "return": "возврат",
        "reveal": "раскрытие",
        "review": "проверка",
        "revoke": "отзыв",
        "save": "сохранение",
        "submit": "отправка",
        "update": "изменение",
        "withdraw": "отзыв",
    }
)
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "address": "адрес",
        "aliases": "иные названия",
        "code": "код",
        "email": "почта",
        "first_name": "имя",
        "founding_act": "акт о создании",
        "is_active": "действует",
        "kind": "вид",
        "last_name": "фамилия",
        "municipality": "муниципалитет",
        "name": "полное название",
        "organisation": "организация",
        "parent_id": "входит в (номер)",
        "patronymic": "отчество",
        "phone": "телефон",
        "position": "должность",
        "role": "роль",
        "rows": "строк",
        "short_name": "краткое название",
        "site": "сайт",
        "state": "состояние",
        "status": "состояние",
        "timezone": "часовой пояс",
        "title": "название",
        "channel_id": "номер канала",
        "published_on": "дата публикации",
        "reach": "просмотры",
        "url": "ссылка",
        "basis": "основание",
        "reason": "причина",
        "text": "текст",
    }
)


def say_verb(verb: str) -> str:
    """«План: утверждение»; a verb without its word is shown as it was written."""
    noun, _, deed = verb.partition(".")
    if noun not in NOUNS or deed not in VERBS:
        return verb
    return f"{NOUNS[noun]}: {VERBS[deed]}"


def say_details(details: Mapping[str, Any]) -> list[tuple[str, str, str | None]]:
    """Field, value before (or the only value), value after; None where nothing is compared."""
    return [(FIELDS.get(name, name), *_pair(name, value)) for name, value in details.items()]


def _pair(name: str, value: Any) -> tuple[str, str | None]:
    if isinstance(value, list) and len(value) == 2:
        return _say(name, value[0]), _say(name, value[1])
    return _say(name, value), None


def _say(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "да" if value else "нет"
    if name == "role" and isinstance(value, str) and value in set(Role):
        return ROLE_NAMES[Role(value)]
    said = "; ".join(map(str, value)) if isinstance(value, list) else value
    return "—" if said is None or said == "" else str(said)
