"""Headers whose meaning a centre has put right before."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from plans.domain.content import Column, Doubt, Field, PlanContent, PlanDocument, PlanKind
from plans.domain.reading.columns import normal
from plans.domain.remapping import problem_with, remapped

LONGEST_HEADER = 300
Known = Mapping[tuple[PlanKind, str], Field]  # a kind of plan and a folded header
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A column that a person gave another meaning."""

    kind: PlanKind
    header: str
    written: str
    field: Field


def with_known(document: PlanDocument, known: Known, names: Mapping[str, str]) -> PlanDocument:
    """The document with the meanings that are known, each told as a doubt.

    `names` are the fields in words. Meanings that cannot stand together are left alone.
    """
    plans, doubts = [], list(document.doubts)
    for index, plan in enumerate(document.plans):
        fields = _known_fields(plan, known)
        if fields is None:
            plans.append(plan)
            continue
        plans.append(remapped(plan, fields))
        doubts += [
            Doubt(
                f"Графа «{column.header}» понята как «{names[field]}»: так было исправлено раньше",
                index,
                None,
                field,
            )
            for column, field in zip(plan.columns, fields, strict=True)
            if field is not column.field
        ]
    return replace(document, plans=tuple(plans), doubts=tuple(doubts))


def fields_before(before: Json, after: Json) -> dict[str, str]:
    """Folded headers of the columns that mean something else now: what they meant.

    Both are readings as JSON. Plans that were joined or parted tell nothing.
    """
    old, new = before["document"]["plans"], after["document"]["plans"]
    if len(old) != len(new):
        return {}
    pairs = [
        (was, now)
        for one, other in zip(old, new, strict=True)
        if _headers(one) == _headers(other)
        for was, now in zip(one["columns"], other["columns"], strict=True)
    ]
    return {
        normal(was["header"]): was["field"] for was, now in pairs if was["field"] != now["field"]
    }


def corrected(document: PlanDocument, read_fields: Mapping[str, str]) -> Iterator[Corrected]:
    """The columns whose meaning is not what was read; `read_fields` as `fields_before` gives."""
    for plan in document.plans:
        for header, column in _distinct(plan):
            was = read_fields.get(header)
            if was and was != column.field:
                yield Corrected(plan.kind, header, column.header, column.field)


def known_in(document: PlanDocument, known: Known) -> set[tuple[PlanKind, str]]:
    """What of the known stands in the document, and is meant there."""
    return {
        (plan.kind, header)
        for plan in document.plans
        for header, column in _distinct(plan)
        if known.get((plan.kind, header)) is column.field
    }


def _known_fields(plan: PlanContent, known: Known) -> tuple[Field, ...] | None:
    """The meanings of all columns; None where nothing known differs, or cannot be."""
    found = {
        column: known[plan.kind, header]
        for header, column in _distinct(plan)
        if (plan.kind, header) in known
    }
    fields = tuple(found.get(column, column.field) for column in plan.columns)
    is_same = fields == tuple(column.field for column in plan.columns)
    return None if is_same or problem_with(fields) else fields


def _distinct(plan: PlanContent) -> Iterator[tuple[str, Column]]:
    """Columns whose header no other column has."""
    headers = [normal(column.header) for column in plan.columns]
    counts = Counter(headers)
    for header, column in zip(headers, plan.columns, strict=True):
        if 0 < len(header) <= LONGEST_HEADER and counts[header] == 1:
            yield header, column


def _headers(plan: Json) -> list[str]:
    return [column["header"] for column in plan["columns"]]
