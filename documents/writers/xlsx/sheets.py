"""One sheet, written from its first row to its print settings as the format demands."""

from collections.abc import Sequence

from documents.writers.batches import batches, sampled
from documents.writers.package import Write
from documents.writers.text import Section, Value, text_of
from documents.writers.xlsx.cells import text_cell
from documents.writers.xlsx.model import Column, Sheet
from documents.writers.xlsx.parts import Ranges, Style
from documents.writers.xlsx.rows import LINE_POINTS, RowWriter, wrapped_lines
from organisations.domain.errors import RuleError

MAX_ROWS = 1_048_576
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NARROWEST, _WIDEST = 7.0, 48.0
_BOLD = 1.2  # how much wider the heading's letters are


def write_sheet(write: Write, sheet: Sheet, name: str, *, first: bool) -> Ranges:
    """Write the sheet; what it returns goes into the workbook's list of names."""
    sample, rows = sampled(sheet.rows, len(sheet.columns))
    widths = column_widths(sheet.columns, sample)
    header = len(sheet.title) + (2 if sheet.title else 1)
    write(_opening(widths, header, first=first))
    page = _Page(write, widths)
    for number, line in enumerate(sheet.title, 1):
        page.wide_row(line, Style.TITLE if number == 1 else Style.NOTE)
    page.number = header
    page.header_row([column.header for column in sheet.columns])
    row_writer = RowWriter([column.format.value for column in sheet.columns], widths)
    for batch in batches(rows):
        if isinstance(batch, Section):
            page.wide_row(batch.title, Style.SECTION)
        else:
            write(row_writer.xml(batch, page.number))
            page.number += len(batch)
    last_table_row = page.number - 1
    page.number += bool(sheet.footer)
    for line in sheet.footer:
        page.wide_row(line, Style.NOTE)
    if page.number - 1 > MAX_ROWS:
        raise RuleError(
            f"На лист «{name}» не помещается столько строк: Excel показывает не больше "
            f"{MAX_ROWS}. Выберите меньший период или меньше организаций."
        )
    ranges = Ranges(header, last_table_row, page.number - 1, column_letters(len(widths)))
    write(_closing(sheet, ranges, page.merged))
    return ranges


def column_widths(columns: Sequence[Column], sample: Sequence[Sequence[Value]]) -> list[float]:
    """Widths in characters: as asked, or fitted to the heading's words and the first rows."""
    return [
        column.width or _fitted([_printed(row[index]) for row in sample], column.header)
        for index, column in enumerate(columns)
    ]


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


class _Page:
    """Where the writing has got to: the number of the next row, and the merged rows so far."""

    def __init__(self, write: Write, widths: Sequence[float]) -> None:
        self._write = write
        self._widths = widths
        self.number = 1
        self.merged: list[int] = []

    def row(self, cells: str, height: str = "") -> None:
        self._write(f'<row r="{self.number}"{height}>{cells}</row>')
        self.number += 1

    def header_row(self, headers: Sequence[str]) -> None:
        lines = max(map(wrapped_lines, headers, [width / _BOLD for width in self._widths]))
        cells = "".join(text_cell(header, Style.HEADER) for header in headers)
        self.row(cells, f' ht="{lines * LINE_POINTS + 6}" customHeight="1"')

    def wide_row(self, text: str, style: Style) -> None:
        """Text over the whole width; its height is set, for programs do not fit merged cells."""
        if len(self._widths) > 1:
            self.merged.append(self.number)
        scale = 1.4 if style is Style.TITLE else 1.0
        lines = wrapped_lines(text, sum(self._widths) / scale)
        height = lines * LINE_POINTS * scale + 4
        rest = f'<c s="{style}"/>' * (len(self._widths) - 1)
        self.row(text_cell(text, style) + rest, f' ht="{height:.0f}" customHeight="1"')


def _printed(value: Value) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else text_of(value)


def _fitted(texts: Sequence[str], header: str) -> float:
    lines = [len(line) for text in texts for line in text.split("\n")]
    words = [len(word) * _BOLD for word in header.split()]
    return min(max([*lines, *words, _NARROWEST - 2]) + 2, _WIDEST)


def _opening(widths: Sequence[float], header: int, *, first: bool) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width:.2f}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )
    selected = ' tabSelected="1"' if first else ""
    below = f"A{header + 1}"
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{selected} workbookViewId="0"><pane ySplit="{header}" '
        f'topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/></sheetView>'
        '</sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>"
    )


def _closing(sheet: Sheet, ranges: Ranges, merged: Sequence[int]) -> str:
    last = ranges.last_column
    cells = "".join(f'<mergeCell ref="A{row}:{last}{row}"/>' for row in merged)
    merges = f'<mergeCells count="{len(merged)}">{cells}</mergeCells>' if merged else ""
    orientation = "landscape" if sheet.landscape else "portrait"
    return (
        f'</sheetData><autoFilter ref="A{ranges.header}:{last}{ranges.last_table_row}"/>{merges}'
        '<pageMargins left="0.59" right="0.39" top="0.79" bottom="0.59" header="0.39" '
        f'footer="0.3"/><pageSetup paperSize="9" orientation="{orientation}" fitToWidth="1" '
        'fitToHeight="0"/><headerFooter differentFirst="1"><oddHeader>&amp;C&amp;P</oddHeader>'
        "</headerFooter></worksheet>"
    )
