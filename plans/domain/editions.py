"""States of one plan side by side: rows are known by their lasting numbers, moves are told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from plans.domain.approval_words import say_approvals
from plans.domain.comparison import (
    CellChange,
    Change,
    Comparison,
    Heading,
    Key,
    RowChange,
    column_keys,
    compare_paired,
)
from plans.domain.content import Approval, Field, Item, PlanContent
from plans.domain.moves import moved_within
from plans.domain.pairing import Pairs, match, pair_by_place, pair_sections
from plans.domain.table import section_title
from plans.domain.versions import ItemMark, Lasting

ASSIGNED = "Кому поручено"


@dataclass(frozen=True, slots=True)
class Edition:
    """A state of a plan («редакция»), and what the portal knows of it beside its words.

    What was only read from a document has no marks; `lasting` has no sections and columns where
    the version is older than they are.
    """

    content: PlanContent
    approvals: tuple[Approval, ...] | None = None
    marks: tuple[ItemMark, ...] = ()
    lasting: Lasting = field(default_factory=Lasting)

    @property
    def items(self) -> list[Item]:
        return [item for section in self.content.sections for item in section.items]

    @property
    def sections(self) -> list[int]:
        """The section of every item."""
        return [
            place for place, section in enumerate(self.content.sections) for _ in section.items
        ]


def compare_editions(before: Edition, after: Edition) -> Comparison:
    """What differs between two states of one plan.

    Rows that have lasting numbers are paired by them and by nothing else, so that an edited row
    is never another one; rows of a document are known by where they were read.
    """
    pairs = _pair_items(before, after)
    sections = pair_by_uid(before.lasting.sections, after.lasting.sections)
    if not sections:
        sections = pair_sections(before.content, after.content, pairs)
    columns = pair_by_uid(before.lasting.columns, after.lasting.columns)
    compared = compare_paired(
        before.content, after.content, pairs, sections, _keys(before, after, columns)
    )
    assigned = _with_assigned(before, after, compared)
    rows = tuple(_with_moves(before, after, compared, assigned))
    heading = (
        *compared.heading,
        *_sections_changed(before, after, sections),
        *_columns_changed(before, after),
        *_approvals(before, after),
    )
    return replace(compared, heading=heading, rows=rows)


def pair_by_uid(before: Sequence[str], after: Sequence[str]) -> Pairs:
    """Where the rows of the later state were in the earlier one."""
    where = {uid: place for place, uid in enumerate(before)}
    return {place: where[uid] for place, uid in enumerate(after) if uid in where}


def _pair_items(before: Edition, after: Edition) -> Pairs:
    pairs = pair_by_uid(_uids(before), _uids(after))
    if pairs or (before.marks and after.marks):
        return pairs
    old, new = before.items, after.items
    is_same_file = before.content.frame.rows == after.content.frame.rows
    return match(old, new, pair_by_place(old, new) if is_same_file else {})


def _uids(edition: Edition) -> list[str]:
    return [mark.uid for mark in edition.marks]


def _keys(
    before: Edition, after: Edition, columns: Pairs
) -> tuple[Sequence[Key], Sequence[Key]] | None:
    """A column that was renamed, or means something else now, is still the same column."""
    if not columns:
        return None
    old, new = column_keys(before.content.columns), list(column_keys(after.content.columns))
    taken = {old[was] for was in columns.values()}
    for place, key in enumerate(new):
        if place in columns:
            new[place] = old[columns[place]]
        elif key in taken or key in old:
            new[place] = (key[0], f"{key[1]} ", len(old) + place)  # a column of its own
    return old, new


def _with_assigned(before: Edition, after: Edition, compared: Comparison) -> tuple[RowChange, ...]:
    """Rows whose executors differ are changed rows too."""
    if not (before.marks and after.marks):
        return compared.rows
    known = {row.after: row for row in compared.rows if row.after is not None}
    rows = []
    for place, item in enumerate(after.items):
        was = compared.items.get(place)
        names = before.marks[was].assignments if was is not None else ()
        cell = _assigned_cell(names, after.marks[place].assignments)
        row = known.get(place)
        if cell and row is None:
            row = RowChange(Change.CHANGED, was, place, item.number or "", item.title)
        if row is not None:
            rows.append(replace(row, cells=(*row.cells, cell)) if cell else row)
    return (*rows, *(row for row in compared.rows if row.after is None))


def _assigned_cell(before: Sequence[str], after: Sequence[str]) -> CellChange | None:
    if set(before) == set(after):
        return None
    was, now = ("\n".join(sorted(names)) for names in (before, after))
    return CellChange(ASSIGNED, Field.OTHER, was, now)


def _with_moves(
    before: Edition, after: Edition, compared: Comparison, rows: Sequence[RowChange]
) -> Iterator[RowChange]:
    """Rows that stand elsewhere among their neighbours have moved, too; all say from where."""
    stayed = {
        place: was
        for place, was in compared.items.items()
        if compared.sections.get(after.sections[place]) == before.sections[was]
    }
    moved = moved_within(stayed, after.sections)
    known = {row.after: row for row in rows if row.after is not None}
    places = [words_of_places(edition) for edition in (before, after)]
    for place, item in enumerate(after.items):
        row, was = known.get(place), compared.items.get(place)
        if place in moved and row is None:
            row = RowChange(Change.MOVED, was, place, item.number or "", item.title)
        if row is None:
            continue
        if was is not None and (place in moved or row.change is Change.MOVED):
            told = places[0][was], places[1][place]
            row = replace(row, change=Change.MOVED, places=told)
        yield row
    yield from (row for row in rows if row.after is None)


def _sections_changed(before: Edition, after: Edition, pairs: Pairs) -> Iterator[CellChange]:
    """Sections that came, went, or follow each other otherwise."""
    old, new = (list(map(section_title, one.content.sections)) for one in (before, after))
    for place, title in enumerate(new):
        if place not in pairs and title:
            yield CellChange(Heading.SECTION, Field.OTHER, "", title)
    for place, title in enumerate(old):
        if place not in pairs.values() and title:
            yield CellChange(Heading.SECTION, Field.OTHER, title, "")
    order = [pairs[place] for place in sorted(pairs)]
    if order != sorted(order):
        was = "\n".join(old[place] for place in sorted(order))
        now = "\n".join(new[place] for place in sorted(pairs))
        yield CellChange(Heading.SECTIONS, Field.OTHER, was, now)


def _columns_changed(before: Edition, after: Edition) -> Iterator[CellChange]:
    old, new = ([column.header for column in one.content.columns] for one in (before, after))
    if old != new:
        yield CellChange(Heading.COLUMNS, Field.OTHER, "\n".join(old), "\n".join(new))


def _approvals(before: Edition, after: Edition) -> Iterator[CellChange]:
    if before.approvals is None or after.approvals is None:
        return
    old, new = say_approvals(before.approvals), say_approvals(after.approvals)
    if old != new:
        yield CellChange(Heading.APPROVALS, Field.OTHER, old, new)


def words_of_places(edition: Edition) -> list[str]:
    """Where each item stands: «раздел «2. Кадры», строка 3»."""
    words = []
    for section in edition.content.sections:
        title = section_title(section)
        part = f"раздел «{title}», " if title else ""
        words += [f"{part}строка {row}" for row, _ in enumerate(section.items, start=1)]
    return words
