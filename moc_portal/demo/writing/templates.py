"""The region's library: two plans that a centre may start from."""

from collections.abc import Mapping
from dataclasses import dataclass

from organisations.domain.policy import Actor, Permission
from organisations.models import Organisation, User
from plans.actions.templates import create_template
from plans.domain.content import Column, Field, Item, PlanContent, PlanKind, Section
from plans.domain.deadlines import read_deadline
from plans.domain.drafts import Period, context_of

_Row = tuple[str, str, str]  # what is done, its result or audience, its deadline
_Parts = tuple[tuple[str, tuple[_Row, ...]], ...]
_WORK_COLUMNS = (
    Column("№ п/п", Field.NUMBER),
    Column("Мероприятие", Field.TITLE),
    Column("Ожидаемый результат", Field.RESULT),
    Column("Срок исполнения", Field.DEADLINE),
    Column("Ответственный", Field.RESPONSIBLE),
)
_MEDIA_COLUMNS = (
    Column("№ п/п", Field.NUMBER),
    Column("Мероприятие, тема публикации", Field.TITLE),
    Column("Целевая аудитория", Field.AUDIENCE),
    Column("Срок", Field.DEADLINE),
    Column("Ответственный", Field.RESPONSIBLE),
)
_WORK = (
    (
        "Управление",
        (
            ("План и медиаплан на {years} учебный год", "Планы утверждены", "до 10.09.{first}"),
            ("Совещания с ответственными в организациях", "Протоколы", "ежеквартально"),
            ("Отчёт о работе центра за {first} год", "Отчёт сдан", "декабрь {first} года"),
        ),
    ),
    (
        "Навигатор",
        (
            ("Обновление карточек программ", "Программы обновлены", "август {last} г."),
            ("Консультации о сертификатах", "Дети записаны", "сентябрь – октябрь {first} г."),
            ("Мониторинг наполнения групп", "Справка", "до 25 мая {last} г."),
        ),
    ),
    (
        "Кадры и лучшие практики",
        (
            ("Семинар для педагогов", "Не менее 30 участников", "ноябрь {first} года"),
            ("Банк лучших практик", "Не менее 5 практик", "в течение года"),
        ),
    ),
)
_MEDIA = (
    (
        "",
        (
            ("Запись в кружки: как выбрать программу", "родители", "август – сентябрь {first} г."),
            ("Истории педагогов", "педагоги, родители", "ежемесячно"),
            ("Новогодние занятия и выставки", "дети и родители", "декабрь {first} года"),
            ("Итоги {years} учебного года", "родители", "до 31 мая {last} г."),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Card:
    """A template before its years are known."""

    kind: PlanKind
    title: str
    heading: str
    description: str
    columns: tuple[Column, ...]
    sections: _Parts
    responsible: str


_CARDS = (
    _Card(
        PlanKind.WORK_PLAN,
        "План работы муниципального опорного центра: образец",
        "План работы муниципального опорного центра на {years} учебный год",
        "Основа для центра, который составляет план впервые. Добавьте свои мероприятия и имена.",
        _WORK_COLUMNS,
        _WORK,
        "Методист МОЦ",
    ),
    _Card(
        PlanKind.MEDIA_PLAN,
        "Медиаплан на учебный год: образец",
        "Медиаплан муниципального опорного центра на {years} учебный год",
        "Поводы, которые повторяются каждый год. Каналы и даты публикаций укажите свои.",
        _MEDIA_COLUMNS,
        _MEDIA,
        "Ответственный за медиаплан",
    ),
)


def write_templates(region: Organisation, observer: User, period: Period) -> None:
    """A work plan and a media plan, offered to every centre of the region."""
    actor = Actor(observer.pk, Permission.PLAN_TEMPLATE_EDIT, frozenset({region.pk}))
    first, last = period[0].year, period[1].year
    words = {"first": str(first), "last": str(last), "years": f"{first}/{last}"}
    for card in _CARDS:
        writer = _Writer(card.kind, period, words, card.responsible)
        content = PlanContent(
            card.kind,
            card.heading.format(**words),
            period,
            card.columns,
            tuple(writer.section(place, *part) for place, part in enumerate(card.sections, 1)),
        )
        create_template(
            content, card.title, card.description, organisation_id=region.pk, actor=actor
        )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Words of a template in its period."""

    kind: PlanKind
    period: Period
    words: Mapping[str, str]
    responsible: str

    def section(self, place: int, name: str, rows: tuple[_Row, ...]) -> Section:
        items = tuple(
            self._item(f"{place}.{number}" if name else f"{number}.", name, row)
            for number, row in enumerate(rows, 1)
        )
        return Section(str(place) if name else None, name or None, items)

    def _item(self, number: str, section: str, row: _Row) -> Item:
        title, said, deadline = (text.format(**self.words) for text in row)
        is_media = self.kind is PlanKind.MEDIA_PLAN
        return Item(
            number,
            title,
            audience=said if is_media else None,
            result=None if is_media else said,
            deadline=read_deadline(deadline, context_of(self.period, section)),
            responsible=(self.responsible,),
        )
