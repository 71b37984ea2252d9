"""What a person should look at in one item of a plan."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from plans.domain.content import Deadline, Field, Item, PlanContent
from plans.domain.deadlines import Due, Unknown, Window, print_terms
from plans.domain.reading.columns import DATED
from plans.domain.reading.people import words
from plans.domain.reading.people.names import PERSON
from plans.domain.reading.places import Place, foreign_places
from plans.domain.reading.text import is_ditto, shortened

_BANNED = re.compile(r"instagram|инстаграм\w*|facebook|фейсбук\w*", re.IGNORECASE)
_OLD_PROJECT = re.compile(r"успех\w*\s+каждого\s+реб[её]нка", re.IGNORECASE)
_NEW_PROJECT_SINCE = 2025
_BLANK = re.compile(r"_{2,}")
_BORN = re.compile(
    r"(?:\s*[-–/]\s*20\d\d)?\s*(?:г\.?\s?г?\.?|года?|годов)?\s*(?:р\.|рожд)", re.IGNORECASE
)
_RANGE = re.compile(r"[-–—]\s*$")
_YEAR = re.compile(r"(?<![\d.№/-])(20[0-4]\d)(?!\d|[-–/]?\s*ФЗ)")
# Years of acts and of reports on the time before are no mistakes.
_OF_THE_PAST = re.compile(
    r"(?:(?:от|№)\s[^,;]{0,30}|(?:итог|отч[её]т|анализ|результат|мониторинг|сведени)[^,;.]{0,60})$",
    re.IGNORECASE,
)
# Most items hold nothing of the kind: one search tells.
_WORTH_A_LOOK = re.compile(
    r"__|20[0-4]\d|г\.|[Гг]ород|[Рр]айон|[Оо]круг|[Оо]бласт|[Кк]ра[йяюе]|Республик|"
    r"[Ii]nstagram|INSTAGRAM|[Ии]нстаграм|[Ff]acebook|FACEBOOK|[Фф]ейсбук|[Уу]спех|УСПЕХ"
)
_CUT_OFF = re.compile(r"(?:[-–—,]|(?<![а-яё])(?:и|или|на|в|с|по|для|о|об|от|до|за|к))\s*$")
_QUOTED = re.compile(r"«[^»]*»|\([^()]*\)|\"[^\"]*\"")
_AND = re.compile(r"\s(?:и|/)\s(?P<next>\S+)")
_PAIRED, _COMMA = re.compile(r"[(){}«»]"), re.compile(r"[,;]")
_MAX_ENTRY = 140


class Remark(NamedTuple):
    """A doubt about an item; remarks of one `kind` may be told together."""

    reason: str
    field: Field | None = None
    kind: str = ""


def item_remarks(
    item: Item, plan: PlanContent, approved_on: date | None, home: frozenset[Place]
) -> Iterator[Remark]:
    """Every remark about one item, from its title to its responsible."""
    if _is_blank(item):
        yield Remark("пустая строка с номером: заполните её или не загружайте", Field.TITLE)
        return
    yield from _title_remarks(item)
    yield from _text_remarks(item, plan, home)
    fields = {column.field for column in plan.columns}
    yield from _empty_cells(item, fields)
    for deadline in [step.deadline for step in item.steps] or [item.deadline]:
        if deadline.terms or fields & DATED:
            yield from _deadline_remarks(deadline, plan, approved_on)
    for entries in [step.responsible for step in item.steps] or [item.responsible]:
        yield from _people_remarks(entries)


def _is_blank(item: Item) -> bool:
    """A row left for additions: a number and nothing else."""
    texts = (item.title, item.description, item.goal, item.audience, item.result, item.note)
    lists = (item.channels, item.responsible, item.steps, item.deadline.terms)
    return not any(texts) and not any(lists) and not any(item.extra.values())


def deadline_doubts(
    deadline: Deadline, plan: PlanContent, approved_on: date | None
) -> Iterator[str]:
    """Why a person should look at this deadline."""
    if Unknown() in deadline.terms:
        yield f"срок «{deadline.text or ''}» не прочитан"
    elif not deadline.terms:
        yield "срок не указан"
    if deadline.text and _RANGE.search(deadline.text) and not _is_mark(deadline.text):
        yield f"срок «{deadline.text}» обрывается на тире"
    start, end = plan.period
    dated = [term for term in deadline.terms if isinstance(term, Window | Due)]
    first = [term.start if isinstance(term, Window) else term.end for term in dated]
    named = deadline.text or print_terms(deadline.terms)
    if any(day < start for day in first) or any(term.end > end for term in dated):
        yield f"срок «{named}» выходит за период плана"
    elif approved_on and any(term.end < approved_on for term in dated):
        yield f"срок «{named}» раньше даты утверждения {approved_on:%d.%m.%Y}"


def _deadline_remarks(
    deadline: Deadline, plan: PlanContent, approved_on: date | None
) -> Iterator[Remark]:
    """A grid's marks are told together: none of them has a text of its own."""
    for reason in deadline_doubts(deadline, plan, approved_on):
        kind = reason if reason == "срок не указан" else ""
        if not deadline.text and deadline.terms:
            kind = "отметки по месяцам вне периода плана или раньше его утверждения"
        yield Remark(reason, Field.DEADLINE, kind)


def _is_mark(text: str) -> bool:
    """A dash for an empty cell, or a ditto mark."""
    return not text.strip("-–— ") or is_ditto(text)


def _title_remarks(item: Item) -> Iterator[Remark]:
    if not item.title:
        yield Remark("мероприятие без названия", Field.TITLE)
    elif item.title[:1].islower() and not item.number:
        reason = f"название «{shortened(item.title)}» начинается со строчной буквы: "
        yield Remark(f"{reason}возможно, это продолжение строки выше", Field.TITLE, "строчная")
    elif _CUT_OFF.search(item.title):
        end = item.title[-40:].lstrip()
        yield Remark(f"название обрывается: «…{end}»", Field.TITLE)


def _text_remarks(item: Item, plan: PlanContent, home: frozenset[Place]) -> Iterator[Remark]:
    texts = {
        Field.TITLE: item.title,
        Field.DESCRIPTION: item.description or "",
        Field.CHANNELS: ", ".join(item.channels),
        Field.RESULT: item.result or "",
        Field.RESPONSIBLE: ", ".join(item.responsible),
    }
    if not _WORTH_A_LOOK.search("\n".join(texts.values())):
        return
    for field, text in texts.items():
        yield from _remarks_on(text, field, home)
        if field is not Field.RESPONSIBLE:
            yield from _stale(text, field, plan)


def _remarks_on(text: str, field: Field, home: frozenset[Place]) -> Iterator[Remark]:
    banned = _BANNED.search(text)
    if banned:
        yield Remark(f"названа запрещённая в России сеть «{banned[0]}»", field)
    if _BLANK.search(text):
        yield Remark("в тексте осталось незаполненное место («____»)", field)
    for name in foreign_places(text, home):
        yield Remark(f"«{name}» — не то место, которое названо в заголовке плана", field)


def _stale(text: str, field: Field, plan: PlanContent) -> Iterator[Remark]:
    """Names and years of plans of former years."""
    start = plan.period[0].year
    if start >= _NEW_PROJECT_SINCE and _OLD_PROJECT.search(text):
        reason = "национальный проект сменился: с 2025 года вместо «Успеха каждого ребёнка» "
        yield Remark(f"{reason}действует «Всё лучшее детям»", field)
    for match in _YEAR.finditer(text):
        is_birth = _BORN.match(text, match.end())
        is_past = is_birth or _OF_THE_PAST.search(text[: match.start()])
        if int(match[1]) < start and not is_past:
            yield Remark(f"назван {match[1]} год, а план начинается в {start} году", field)
            return


def _empty_cells(item: Item, columns: set[Field]) -> Iterator[Remark]:
    people = [step.responsible for step in item.steps] or [item.responsible]
    if Field.RESPONSIBLE in columns and not all(people):
        yield Remark("ответственный не указан", Field.RESPONSIBLE, "ответственный не указан")
    if Field.RESULT in columns and not item.result:
        yield Remark("результат не указан", Field.RESULT, "результат не указан")


def _people_remarks(entries: tuple[str, ...]) -> Iterator[Remark]:
    """Entries that may be several, or parts of one."""
    in_small_letters = bool(entries) and entries[0][:1].islower()
    for place, entry in enumerate(entries):
        reason = _entry_doubt(entry, may_go_on=place > 0 and not in_small_letters)
        if reason:
            yield Remark(f"ответственный «{shortened(entry)}»: {reason}", Field.RESPONSIBLE)


@lru_cache(maxsize=4096)
def _entry_doubt(entry: str, *, may_go_on: bool) -> str:
    """`may_go_on`: a small letter at its start would tell that it continues the entry before."""
    plain = _QUOTED.sub(" ", entry)
    signs = (
        (_PAIRED.search(plain) and not _share_a_quote(entry), "скобка или кавычка без пары"),
        (_COMMA.search(plain), "внутри записи осталась запятая, проверьте, одна ли это запись"),
        (len(PERSON.findall(plain)) > 1, "в записи больше одного имени"),
        (_may_be_two(plain), "проверьте, одна ли это запись"),
        (
            may_go_on and plain[:1].islower() and not words.HEADS.match(plain),
            "возможно, это продолжение записи перед ней",
        ),
        (len(entry) > _MAX_ENTRY, "слишком длинная запись, проверьте её"),
    )
    return next((reason for sign, reason in signs if sign), "")


def _share_a_quote(entry: str) -> bool:
    """«Центр «Лучик» им. Иванова И.Т.»: in Russian two names often end with one sign."""
    opened, closed = entry.count("«"), entry.count("»")
    return 0 < closed < opened and entry.count("(") == entry.count(")")


def _may_be_two(entry: str) -> bool:
    """«Завуч и медсестра»: an «и» that may part two entries."""
    found = _AND.search(entry)
    if found is None:
        return False
    following = found["next"]
    return bool(
        following[:1].isupper() or words.ROLES.match(following) or words.ROLES.match(entry)
    )
