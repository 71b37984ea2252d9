"""The cells of an HTML table where they lie: spans to the right, spans down, hidden rows."""

from dataclasses import dataclass

from documents.readers.grid import Cell, Row, UnreadableDocumentError

MAX_COLUMNS = 256
MAX_CELLS = 300_000


@dataclass(slots=True)
class _Carried:
    """A cell that goes on downwards, and the rows it still takes, its own among them."""

    cell: Cell
    left: int


class Grid:
    """Rows as they are laid, one after another."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._carried: dict[int, _Carried] = {}
        self._widths: dict[int, float | None] = {}
        self._cells: list[Cell] = []
        self._number = -1
        self._column = 0
        self._laid = 0

    @property
    def widths_mm(self) -> tuple[float | None, ...]:
        """Those of the cells that take one column each; none at all where no cell tells one."""
        if not any(self._widths.values()):
            return ()
        return tuple(self._widths.get(column) for column in range(max(self._widths) + 1))

    def open_row(self) -> None:
        self._number += 1
        self._cells, self._column = [], 0

    def add(self, cell: Cell, *, down: int = 1, width_mm: float | None = None) -> None:
        """The next cell of the row, in the first column that is free."""
        while self._column in self._carried:
            self._lay_covered(self._column)
        if self._column >= MAX_COLUMNS:
            return
        span = max(1, min(cell.span, MAX_COLUMNS - self._column))
        placed = cell._replace(column=self._column, span=span, row=self._number)
        self._lay(placed)
        if down > 1:
            self._carried[placed.column] = _Carried(placed, down)
        if span == 1 and width_mm:
            self._widths.setdefault(placed.column, width_mm)

    def add_empty(self, count: int) -> None:
        """So many cells without text, as far as the grid goes."""
        for _ in range(min(count, MAX_COLUMNS - self._column)):
            self.add(Cell("", 0))

    def close_row(self, *, is_hidden: bool) -> None:
        """Lay what comes down from above at the row's end; a hidden row only passes spans on."""
        for column in sorted(self._carried):
            if column >= self._column:
                self._lay_covered(column)
        for column, carried in list(self._carried.items()):
            carried.left -= 1
            if not carried.left:
                del self._carried[column]
        if not is_hidden:
            self.rows.append(tuple(self._cells))

    def _lay_covered(self, column: int) -> None:
        cell = self._carried[column].cell
        self._lay(cell._replace(is_covered=True, row=self._number))

    def _lay(self, cell: Cell) -> None:
        self._laid += 1
        if self._laid > MAX_CELLS:
            raise UnreadableDocumentError(
                "Во вставленной таблице слишком много ячеек. Вставьте только таблицу плана "
                "или загрузите документ файлом."
            )
        self._cells.append(cell)
        self._column = cell.end
