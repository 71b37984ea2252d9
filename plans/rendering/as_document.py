"""Plans as a Word document: laid out as their source was, or by ГОСТ Р 7.0.97-2025."""

from collections.abc import Iterable, Iterator, Sequence

from documents.writers.docx import (
    ABOVE,
    Block,
    Cell,
    Column,
    Document,
    GridCell,
    Margins,
    PageBreak,
    Paragraph,
    Section,
    Table,
    Text,
    Title,
    document_bytes,
)
from plans.domain.content import Approval, Field, PlanContent, PlanDocument
from plans.domain.frame import Frame, SectionForm
from plans.domain.periods import read_period
from plans.domain.printing import ABOVE as JOINED
from plans.domain.printing import PrintedRow, SectionRow, printed_rows
from plans.rendering.frames import FramePrinter
from plans.rendering.stamps import approvals_block

_CENTRED = frozenset({Field.NUMBER, Field.MONTH})
_KINDS = ("план мероприятий", "план работы", "план деятельности", "медиаплан", "дорожная карта")
_LEAST, _MOST = 8, 14
# Where no source says how the page lay, it is turned for this many columns or this wide a table.
_WIDE = 6
_WIDE_MM = 190.0


def render(document: PlanDocument, author: str = "") -> bytes:
    """The bytes depend on the document alone."""
    plans = document.plans
    look = next((plan.frame.look for plan in plans if plan.frame.look), None)
    is_wide = any(map(_is_wide, plans))
    return document_bytes(
        Document(
            title=plans[0].title,
            blocks=_blocks(document),
            landscape=look.is_landscape if look else is_wide,
            author=author,
            margins=Margins(look.left, look.right, look.top, look.bottom) if look else Margins(),
            font=look.font if look else "",
        )
    )


def _is_wide(plan: PlanContent) -> bool:
    width = sum(column.width_mm or 0 for column in plan.columns)
    return len(plan.columns) >= _WIDE or width > _WIDE_MM


def _blocks(document: PlanDocument) -> Iterator[Block]:
    printer = FramePrinter(document.approvals)
    for place, plan in enumerate(document.plans):
        if plan.frame == Frame():
            if place:
                yield PageBreak()
            yield from standard_front(plan, document.approvals if place == 0 else ())
        else:
            yield from printer.above(plan)
        yield from _tables(plan)
        yield from printer.below(plan)


def standard_front(plan: PlanContent, approvals: Sequence[Approval]) -> Iterator[Block]:
    """Stamps, the kind of document in capitals, the heading to the text, the period."""
    if approvals:
        yield approvals_block(approvals)
    kind, rest = _kind_and_rest(plan.title)
    lines = [rest] if rest else []
    if read_period(plan.title) is None:
        start, end = plan.period
        lines.append(f"на период с {start:%d.%m.%Y} по {end:%d.%m.%Y}")
    yield Title(kind, lines)
    yield from (Paragraph(text) for text in plan.introduction.split("\n") if text.strip())


def _kind_and_rest(title: str) -> tuple[str, str]:
    for kind in _KINDS:
        if title.lower().startswith(f"{kind} "):
            return title[: len(kind)], title[len(kind) :].strip()
    return title, ""


def _tables(plan: PlanContent) -> Iterator[Block]:
    """One table; sections that stood as lines between tables part it again."""
    parts: list[list[PrintedRow]] = [[]]
    for row in printed_rows(plan):
        is_line = isinstance(row, SectionRow) and row.form is SectionForm.HEADING
        if is_line and parts[-1]:
            parts.append([])
        parts[-1].append(row)
    for part in parts:
        rows = part
        first = part[0] if part else None
        if isinstance(first, SectionRow) and first.form is SectionForm.HEADING:
            yield Text(first.text, "center", bold=True)
            rows = part[1:]
        yield _table(plan, rows)


def _table(plan: PlanContent, rows: Sequence[PrintedRow]) -> Table:
    columns = [
        Column(column.header, column.width_mm, centred=column.field in _CENTRED)
        for column in plan.columns
    ]
    points = plan.frame.points or (11 if len(columns) >= _WIDE else 12)
    head = plan.frame.head if is_laid(plan) else ()
    return Table(
        columns,
        list(_rows(rows)),
        points=min(max(round(points), _LEAST), _MOST),
        numbered=plan.frame.has_number_row,
        head=[
            [
                GridCell(cell.text, cell.column, cell.span, cell.is_covered, bold=True)
                for cell in row
            ]
            for row in head
        ],
    )


def is_laid(plan: PlanContent) -> bool:
    """Whether the source's heading of several rows still fits the columns."""
    head = plan.frame.head
    printed = " ".join(cell.text for row in head for cell in row)
    known = all(column.header in " ".join(printed.split()) for column in plan.columns)
    width = max((row[-1].column + row[-1].span for row in head if row), default=0)
    return len(head) > 1 and known and width <= len(plan.columns)


def _rows(rows: Iterable[PrintedRow]) -> Iterator[Sequence[Cell] | Section]:
    for row in rows:
        if not isinstance(row, SectionRow):
            yield tuple(ABOVE if cell is JOINED else str(cell) for cell in row.cells)
        elif row.form is SectionForm.CELLS:
            yield row.cells
        else:
            yield Section(row.text)
