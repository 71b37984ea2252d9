"""What a row says, by lasting names: the same whatever the order of the plan's columns.

The text of a column that no field names goes by `column:<uid>`; all of it is plain JSON, as edits
keep it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from plans.domain.content import Deadline, Item, Step
from plans.domain.deadlines import terms_from_json, terms_to_json
from plans.domain.editing.cells import GridColumn
from plans.domain.frame_serial import printed_from_json, printed_to_json

Values = dict[str, Any]

TEXTS = ("number", "title", "description", "goal", "audience", "result", "note")
COLUMN = "column:"
PLACE, VERSION, PRINTED, ASSIGNMENTS = "place", "version", "printed", "assignments"
# Who saw what, and how the source prints it: neither is a change that somebody could lose.
SILENT = frozenset({VERSION, PRINTED})
# Which column's field a value belongs to, where their names differ.
LISTS_OF = {"deadline_text": "deadline", "deadline_terms": "deadline"}
EMPTY_STEP: Values = {
    "title": "",
    "deadline_text": "",
    "deadline_terms": [],
    "responsible": [],
    PRINTED: {},
}
EMPTY_ITEM: Values = {
    **dict.fromkeys(TEXTS, ""),
    "channels": [],
    "deadline_text": "",
    "deadline_terms": [],
    "responsible": [],
    PRINTED: {},
    "is_public": True,
    "checkpoint": "",
    ASSIGNMENTS: [],
}
EMPTY_SECTION: Values = {"number": "", "title": "", PRINTED: {}}


def empty_value(name: str) -> Any:
    """What a value is that nobody has given: a column's text is then empty."""
    if name == PLACE:
        return None
    return EMPTY_ITEM.get(name, "")


def column_texts(extra: Mapping[str, str], columns: Sequence[GridColumn]) -> Values:
    """`extra` of an item, which counts columns, by their numbers."""
    return {
        COLUMN + columns[int(place)].uid: text
        for place, text in extra.items()
        if text and int(place) < len(columns)
    }


def extra_of(values: Mapping[str, Any], columns: Sequence[GridColumn]) -> dict[str, str]:
    """The way back."""
    named = ((str(place), values.get(COLUMN + one.uid)) for place, one in enumerate(columns))
    return {place: text for place, text in named if text}


def printed_by_column(printed: Mapping[str, Any], columns: Sequence[GridColumn]) -> Values:
    said: Values = dict(printed)
    if isinstance(said.get("cells"), dict):
        said["cells"] = {
            columns[int(place)].uid: cell
            for place, cell in said["cells"].items()
            if int(place) < len(columns)
        }
    if "merged" in said:
        said["merged"] = [columns[place].uid for place in said["merged"] if place < len(columns)]
    return said


def printed_by_place(printed: Mapping[str, Any], columns: Sequence[GridColumn]) -> Values:
    places = {column.uid: place for place, column in enumerate(columns)}
    said: Values = dict(printed)
    if isinstance(said.get("cells"), dict):
        said["cells"] = {
            str(places[uid]): cell for uid, cell in said["cells"].items() if uid in places
        }
    if "merged" in said:
        said["merged"] = sorted(places[uid] for uid in said["merged"] if uid in places)
    return {name: value for name, value in said.items() if value}


def item_of(
    values: Mapping[str, Any], steps: Sequence[Mapping[str, Any]], columns: Sequence[GridColumn]
) -> Item:
    """The row as the domain's content."""
    texts: Values = {name: values[name] or None for name in TEXTS}
    texts["title"] = values["title"]
    extra = {int(place): text for place, text in extra_of(values, columns).items()}
    return Item(
        **texts,
        channels=tuple(values["channels"]),
        deadline=_deadline(values),
        responsible=tuple(values["responsible"]),
        steps=tuple(step_of(step, columns) for step in steps),
        extra=extra,
        printed=printed_from_json(printed_by_place(values[PRINTED], columns)),
    )


def step_of(values: Mapping[str, Any], columns: Sequence[GridColumn]) -> Step:
    return Step(
        values["title"],
        _deadline(values),
        tuple(values["responsible"]),
        printed_from_json(printed_by_place(values[PRINTED], columns)),
    )


def values_of_item(item: Item, columns: Sequence[GridColumn]) -> Values:
    """What content says of an item; who does it and what is shown of it are not in it."""
    extra = {str(place): text for place, text in item.extra.items()}
    return {
        **{name: getattr(item, name) or "" for name in TEXTS},
        "channels": list(item.channels),
        "deadline_text": item.deadline.text or "",
        "deadline_terms": terms_to_json(item.deadline.terms),
        "responsible": list(item.responsible),
        PRINTED: printed_by_column(printed_to_json(item.printed), columns),
        **column_texts(extra, columns),
    }


def values_of_step(step: Step, columns: Sequence[GridColumn]) -> Values:
    return {
        "title": step.title,
        "deadline_text": step.deadline.text or "",
        "deadline_terms": terms_to_json(step.deadline.terms),
        "responsible": list(step.responsible),
        PRINTED: printed_by_column(printed_to_json(step.printed), columns),
    }


def _deadline(values: Mapping[str, Any]) -> Deadline:
    return Deadline(values["deadline_text"] or None, terms_from_json(values["deadline_terms"]))
