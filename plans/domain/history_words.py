"""What an edit did to a row, in the words of the plan's own columns («было → стало»)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from plans.domain.checkpoints import Checkpoint
from plans.domain.content import Field
from plans.domain.deadlines import terms_from_json
from plans.domain.editing.values import ASSIGNMENTS, COLUMN, PLACE, empty_value
from plans.domain.table import DEADLINE_FIELDS, STEP_FIELDS
from plans.domain.term_words import say_term

Values = Mapping[str, Any]

ITEM, STEP, SECTION, COLUMN_ROW = "item", "step", "section", "column"
_STANDARD: Mapping[str, str] = MappingProxyType(
    {
        "number": "Номер",
        "title": "Мероприятие",
        "description": "Описание",
        "goal": "Цель",
        "audience": "Целевая аудитория",
        "channels": "Каналы",
        "result": "Ожидаемый результат",
        "deadline_text": "Срок",
        "deadline_terms": "Как понят срок",
        "responsible": "Ответственный",
        "note": "Примечание",
        ASSIGNMENTS: "Кому поручено",
        PLACE: "Место",
        "is_public": "На публичной странице",
        "checkpoint": "Контрольные точки",
        "header": "Заголовок графы",
        "field": "Смысл графы",
    }
)
_ORDER = tuple(_STANDARD)
_CHECKPOINTS: Mapping[str, str] = MappingProxyType(
    {
        "": "как у всего плана",
        Checkpoint.EACH: "каждый отчётный период",
        Checkpoint.QUARTER: "раз в квартал",
        Checkpoint.HALF_YEAR: "раз в полугодие",
        Checkpoint.END: "один раз, в конце срока",
    }
)
MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        Field.NUMBER: "номер",
        Field.TITLE: "мероприятие",
        Field.DESCRIPTION: "описание",
        Field.GOAL: "цель",
        Field.AUDIENCE: "целевая аудитория",
        Field.CHANNELS: "каналы",
        Field.RESULT: "ожидаемый результат",
        Field.INTERMEDIATE_RESULT: "промежуточный результат",
        Field.DEADLINE: "срок",
        Field.DEADLINE_START: "начало срока",
        Field.DEADLINE_END: "конец срока",
        Field.RESPONSIBLE: "ответственный",
        Field.NOTE: "примечание",
        Field.MONTH: "месяц",
        Field.OTHER: "прочее",
    }
)


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell: its header, and what it said before and says after; empty where nothing."""

    header: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Names:
    """What numbers are called: headers by field and by column, sections, who carries out."""

    fields: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    executor: Callable[[int, int | None], str] = lambda organisation_id, _user_id: str(
        organisation_id
    )


def field_headers(columns: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Headers by the name of the value, from pairs of meaning and header in printed order."""
    found: dict[str, str] = {}
    for meaning, header in columns:
        if meaning in DEADLINE_FIELDS:
            known = found.get("deadline_text")
            found["deadline_text"] = f"{known} – {header}" if known else header
        elif meaning == Field.INTERMEDIATE_RESULT:
            found["step"] = header
        elif meaning not in {Field.OTHER, Field.MONTH}:
            found.setdefault(meaning, header)
    return found


def keys_of_cell(  # noqa: PLR0911 -- one a meaning
    meaning: str, column: str, *, is_step: bool
) -> tuple[str, ...]:
    """The names of the values that one cell shows."""
    if is_step and meaning == Field.INTERMEDIATE_RESULT:
        return ("title",)
    if meaning in DEADLINE_FIELDS:
        return ("deadline_text", "deadline_terms")
    if meaning == Field.RESPONSIBLE:
        return ("responsible",) if is_step else ("responsible", ASSIGNMENTS)
    if meaning in {Field.OTHER, Field.MONTH, Field.INTERMEDIATE_RESULT}:
        return (f"{COLUMN}{column}",)
    return (meaning,)


def is_of_step(meaning: str) -> bool:
    return meaning in STEP_FIELDS


def cell_changes(
    row: str,
    before: Values | None,
    after: Values | None,
    names: Names,
    keys: Sequence[str] = (),
) -> list[CellChange]:
    """Every cell that differs, or those of some names only."""
    was, now = before or {}, after or {}
    known = [name for name in (*was, *now) if not keys or name in keys]
    is_whole = before is None or after is None
    has_words = was.get("deadline_text") != now.get("deadline_text")
    changes = []
    for name in sorted(dict.fromkeys(known), key=_place):
        if name == "deadline_terms" and has_words and not keys:
            continue  # they follow from the words
        header = _header(row, name, names)
        if header is None or (is_whole and _goes_without_saying(name, was, now)):
            continue
        if name == PLACE:
            changes.append(_moved(row, was.get(name), now.get(name), names))
            continue
        pair = (was.get(name), now.get(name))
        if name == ASSIGNMENTS:
            pair = _differing(*pair)
        old, new = (_say(name, value, names) for value in pair)
        if old != new:
            changes.append(CellChange(header, old, new))
    return changes


def row_title(row: str, before: Values | None, after: Values | None) -> str:
    """What a row that is not there any more was called."""
    for values in (after, before):
        said = values or {}
        title = said.get("header" if row == COLUMN_ROW else "title") or ""
        number = said.get("number") or ""
        if title or number:
            return f"{number} {title}".strip()
    return ""


def _goes_without_saying(name: str, was: Values, now: Values) -> bool:
    """Of a row that came or went nobody needs to know its place, nor what every row says."""
    return name == PLACE or {**was, **now}[name] == empty_value(name)


def _differing(before: Any, after: Any) -> tuple[list[Any], list[Any]]:
    """Who went and who came; those who stay are not told again."""
    was, now = before or [], after or []
    return [one for one in was if one not in now], [one for one in now if one not in was]


def _place(name: str) -> tuple[int, str]:
    return (_ORDER.index(name) if name in _STANDARD else len(_ORDER), name)


def _header(row: str, name: str, names: Names) -> str | None:  # noqa: PLR0911 -- one a kind
    """None for what no person sees."""
    if name.startswith(COLUMN):
        return names.columns.get(name.removeprefix(COLUMN), "Убранная графа")
    if name not in _STANDARD:
        return None
    if row == SECTION:
        return {"number": "Номер раздела", "title": "Название раздела"}.get(name, _STANDARD[name])
    if row == STEP and name == "title":
        return names.fields.get("step", "Промежуточный результат")
    return names.fields.get(name, _STANDARD[name])


def _say(name: str, value: Any, names: Names) -> str:  # noqa: PLR0911 -- one a kind
    if value is None:
        return ""
    match name:
        case "deadline_terms":
            return "; ".join(say_term(term) for term in terms_from_json(value))
        case "assignments":
            return ", ".join(sorted(names.executor(*pair) for pair in value))
        case "is_public":
            return "показывается" if value else "не показывается"
        case "checkpoint":
            return _CHECKPOINTS.get(value, str(value))
        case "field":
            return MEANINGS.get(value, str(value))
        case "place":
            return ""
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _moved(row: str, before: Any, after: Any, names: Names) -> CellChange:
    """Another section by its name; another place in the same one in plain words."""
    old, new = (
        place[0] if isinstance(place, list) and place else None for place in (before, after)
    )
    if old == new or row == SECTION:
        return CellChange(_STANDARD[PLACE], "", "переставлено")
    if row == STEP:
        return CellChange(_STANDARD[PLACE], "", "перенесено в другой пункт")
    return CellChange("Раздел", *(names.sections.get(str(uid), "другой") for uid in (old, new)))
