"""The audit trail in Russian: «plan.approve» is «План: утверждение»."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from organisations.domain.policy import ROLE_NAMES, Role

NOUNS: Mapping[str, str] = MappingProxyType(
    {
        "amendment": "Изменение плана",
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
        "notice": "Сообщение о плане",
        "organisation": "Организация",
        "period": "Отчётный период",
        "person": "Пользователь",
        "plan": "План",
        "programme": "Программа",
        "progress": "Отчёт организации",
        "publication": "Публикация",
        "remark": "Замечание",
        "report": "Отчёт",
        "section": "Раздел плана",
        "template": "Образец плана",
        "version": "Версия плана",
    }
)
VERBS: Mapping[str, str] = MappingProxyType(
    {
        "accept": "принятие",
        "add": "добавление",
        "agree": "согласование",
        "approve": "утверждение",
        "assign": "назначение",
        "attach": "приложение файла",
        "build": "сборка",
        "cancel": "отмена",
        "checkpoint": "контрольные точки",
        "close": "закрытие",
        "complete": "завершение",
        "create": "создание",
        "deactivate": "отключение",
        "delete": "удаление",
        "download": "скачивание",
        "export": "выгрузка",
        "import": "загрузка",
        "open": "открытие",
        "publish": "публикация",
        "reactivate": "возвращение",
        "reopen": "повторное открытие",
        "purge": "очистка корзины",
        "rows": "правка таблицы",
        "reorder": "перестановка",
        "restore": "восстановление",
        "retire": "больше не предлагается",
        "retry": "повтор",
        "return": "возврат",
        "reveal": "раскрытие",
        "review": "проверка",
        "revoke": "отзыв",
        "save": "сохранение",
        "submit": "отправка",
        "unpublish": "снятие с публикации",
        "update": "изменение",
        "reject": "отклонение",
        "read": "прочтение",
        "tell": "сообщение исполнителям",
        "withdraw": "отзыв",
    }
)
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "checkpoint": "контрольные точки",
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
        "hidden": "скрытые графы",
        "is_indexed": "видна поисковикам",
        "is_on": "страница открыта",
        "is_public": "на публичной странице",
        "shows_names": "ФИО на публичной странице",
        "slug": "адрес страницы",
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
        "edit": "правка №",
        "grounds": "что меняется",
        "words": "что сделано",
        "answer": "ответ",
        "approved_on": "дата утверждения",
        "dropped": "ожиданий снято",
        "files": "файлы",
        "note": "слова",
        "place": "место",
        "plan": "план",
        "remarks": "замечаний",
        "round": "согласование №",
        "settled": "снято",
        "sha256": "хеш",
        "signers": "согласующие",
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
