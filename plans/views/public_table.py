"""The table of a public page: parts, rows with their status, and how many of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from plans.domain.calendars import anchor_of
from plans.domain.content import Column, PlanContent
from plans.domain.publishing import NO_REPORTS, mentions, totals
from plans.domain.table import Row, lay_out
from plans.queries.publishing import Execution, PublicEntry


@dataclass(frozen=True, slots=True)
class PublicLine:
    """An item: where it stands, its cells, how far it is, what was reported."""

    anchor: str
    row: Row
    status: str
    report_count: int
    entries: tuple[PublicEntry, ...]


@dataclass(frozen=True, slots=True)
class PublicPart:
    """A section that the page can be opened at."""

    anchor: str
    title: str
    lines: tuple[PublicLine, ...]


@dataclass(frozen=True, slots=True)
class PublicTable:
    """All of it; `totals` counts every item, found or not."""

    columns: tuple[Column, ...]
    widths: tuple[str, ...]
    parts: tuple[PublicPart, ...]
    totals: Mapping[str, int]
    item_count: int
    found_count: int


def table_of(
    content: PlanContent, uids: tuple[str, ...], execution: Execution, words: str
) -> PublicTable:
    """The table, narrowed to the rows that mention what was looked for."""
    table = lay_out(content)
    items = [item for section in content.sections for item in section.items]
    parts = []
    for number, part in enumerate(table.parts, 1):
        lines = tuple(
            _line(uids[row.index], row, execution)
            for row in part.rows
            if not words or mentions(items[row.index], words)
        )
        if lines:
            parts.append(PublicPart(f"section-{number}", part.title, lines))
    statuses = [execution.statuses.get(uid, NO_REPORTS) for uid in uids]
    return PublicTable(
        table.columns,
        table.widths,
        tuple(parts),
        totals(statuses),
        len(items),
        sum(len(part.lines) for part in parts),
    )


def _line(uid: str, row: Row, execution: Execution) -> PublicLine:
    return PublicLine(
        anchor_of(uid),
        row,
        execution.statuses.get(uid, NO_REPORTS),
        execution.counts.get(uid, 0),
        tuple(execution.entries.get(uid, ())),
    )
