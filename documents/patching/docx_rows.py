"""The rows of a Word table put into a new order, with the content controls around them."""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from documents.patching.docx_cells import set_cell_text
from documents.patching.docx_copies import Copier, set_merge
from documents.patching.docx_structure import TR, TR_PR, Row, Table, read_row
from documents.readers.docx_stream import W

_REPEATED = f"{W}tblHeader"


def copy_row(row: Row, copier: Copier, above: frozenset[int], texts: Mapping[int, str]) -> Row:
    """A new row that looks like `row`, in a copy of the content control that holds it alone.

    A cell that `row` only shares with the rows above looks like the head of that merge.
    """
    unit = copier.copy(_unit(row), is_blank=True)
    tr = unit if unit.tag == TR else next(unit.iter(TR))
    made = read_row(tr, row.place, row.number)
    made.is_copy, made.above = True, above
    for settings in tr.iterchildren(TR_PR):
        for mark in settings.findall(_REPEATED):
            settings.remove(mark)
    for cell, source in zip(made.cells, row.cells, strict=False):
        if source.merge is not None and source.merge.head is not source:
            head = copier.copy(source.merge.head.element, is_blank=True)
            cell.element[:] = [
                *(child for child in cell.element if child.tag == f"{W}tcPr"),
                *(child for child in head if child.tag != f"{W}tcPr"),
            ]
        set_merge(cell.element, "")
        set_cell_text(cell.element, texts.get(cell.column, ""))
    return made


class RowOrder:
    """Where the rows of all tables hang before they are moved."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._units: dict[Row, etree._Element] = {}
        self._chains: dict[tuple[int, int], list[etree._Element]] = {}
        for table in tables:
            for row in table.rows:
                unit = _unit(row)
                self._units[row] = unit
                chain = list(_wrappers(unit))
                self._chains[(row.place, row.number)] = chain[::-1]

    def rebuild(self, table: Table, rows: Sequence[Row]) -> None:
        """Hang `rows` into the table in this order; other marks go to its start or its end."""
        for row in table.rows:
            _detach(self._units[row])
        chains = {id(link): link for row in table.rows for link in self._chain(row)}
        for link in chains.values():
            _detach(link)
        used: set[etree._Element] = set()
        opened: list[etree._Element] = []
        for row in rows:
            chain = self._chain(row) if row.place == table.place else []
            opened = _open(table.element, chain, opened, used)
            (opened[-1] if opened else table.element).append(self._unit_of(row))
        _end_marks(table.element)

    def _chain(self, row: Row) -> list[etree._Element]:
        """The wrappers from the table down to the row that hold other rows as well."""
        return self._chains[(row.place, row.number)]

    def _unit_of(self, row: Row) -> etree._Element:
        return self._units[row] if row in self._units else _unit(row)


def _open(
    table: etree._Element,
    chain: list[etree._Element],
    opened: list[etree._Element],
    used: set[etree._Element],
) -> list[etree._Element]:
    """Open the wrappers of the next row; one that was closed before is not opened again."""
    same = 0
    while same < min(len(chain), len(opened)) and chain[same] is opened[same]:
        same += 1
    now = opened[:same]
    for link in chain[same:]:
        if link in used:
            break
        (now[-1] if now else table).append(link)
        used.add(link)
        now.append(link)
    return now


def _unit(row: Row) -> etree._Element:
    """The outermost element that holds this row and no other."""
    unit = row.element
    for wrapper in _wrappers(row.element):
        if len(list(_rows(wrapper))) > 1:
            break
        unit = wrapper
    return unit


def _wrappers(element: etree._Element) -> Iterator[etree._Element]:
    for wrapper in element.iterancestors():
        if wrapper.tag == f"{W}tbl":
            return
        yield wrapper


def _rows(wrapper: etree._Element) -> Iterator[etree._Element]:
    for child in wrapper:
        if child.tag == TR:
            yield child
        else:
            yield from _rows(child)


def _end_marks(table: etree._Element) -> None:
    """Ends of ranges go behind the rows, where they cannot come before their starts."""
    for child in list(table):
        if str(child.tag).endswith("End"):
            table.append(child)


def _detach(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
