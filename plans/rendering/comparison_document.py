"""«Было — стало»: the comparison of two states of a plan as a Word document."""

from collections.abc import Iterator, Sequence

from documents.writers.docx import (
    Block,
    Cell,
    Column,
    Document,
    Paragraph,
    Section,
    Table,
    Title,
    document_bytes,
)
from plans.domain.comparison import CellChange, Change, Comparison, RowChange
from plans.domain.content import Field

_COLUMNS = (
    Column("№ п/п", 14, centred=True),
    Column("Мероприятие", 60),
    Column("Графа", 35),
    Column("Было", 79),
    Column("Стало", 79),
)
_PARTS = (
    (Change.CHANGED, "Изменены"),
    (Change.MOVED, "Перенесены"),
    (Change.ADDED, "Добавлены"),
    (Change.REMOVED, "Исключены"),
)
_NOTHING = "—"


def render(
    comparison: Comparison, title: str, before: str, after: str, facts: Sequence[str] = ()
) -> bytes:
    """`before` and `after` name the two states: «версия 1 от 01.09.2025», «текущая редакция».

    `facts` say why the plan is changed, a paragraph each.
    """
    blocks = _blocks(comparison, title, (before, after), facts)
    return document_bytes(Document(f"Сравнение: {title}", blocks, landscape=True))


def _blocks(
    comparison: Comparison, title: str, states: tuple[str, str], facts: Sequence[str]
) -> Iterator[Block]:
    before, after = states
    yield Title("Сравнительная таблица изменений", [title])
    for fact in facts:
        yield Paragraph(fact, plain=True)
    yield Paragraph(f"Было: {before}. Стало: {after}.", plain=True)
    if comparison:
        yield Table(_COLUMNS, list(_rows(comparison)), points=11)
    else:
        yield Paragraph("Различий нет.", plain=True)


def _rows(comparison: Comparison) -> Iterator[tuple[Cell, ...] | Section]:
    if comparison.heading:
        yield Section("Заголовок плана")
        for cell in comparison.heading:
            yield "", "", cell.header, cell.before or _NOTHING, cell.after or _NOTHING
    for change, name in _PARTS:
        rows = [row for row in comparison.rows if row.change is change]
        if rows:
            yield Section(f"{name}: {len(rows)}")
        for row in rows:
            yield from _item(row)


def _item(row: RowChange) -> Iterator[tuple[Cell, ...]]:
    cells = [*_place(row), *row.cells] or [CellChange("", Field.OTHER, "", "")]
    for place, cell in enumerate(cells):
        number, title = (row.number, row.title) if place == 0 else ("", "")
        yield number, title, cell.header, cell.before or _NOTHING, cell.after or _NOTHING


def _place(row: RowChange) -> Iterator[CellChange]:
    if row.places:
        yield CellChange("Место в плане", Field.OTHER, *row.places)
