"""Plain text pasted from a document: tabs part the cells, and cells run over several lines."""

import codecs
import re
from collections.abc import Sequence
from pathlib import Path

from documents.readers.drawn import drawn_tables
from documents.readers.grid import Block, Cell, Paragraph, Row, Table, UnreadableDocumentError

_SECTION = re.compile(
    r"(раздел|этап|блок|направление|модуль|часть|задача|приоритет|цель)\b"
    r"|\d{1,2}\.\s+[«А-ЯЁ]"
    r"|[IVXІХ]{1,5}[.)]?\s+[«А-ЯЁ]"
    r"|[IVX1-4]{1,3}\s+(квартал|полугодие)\s*$"
    r"|(январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь)"
    r"(\s+20\d\d(\s*(г\.?|года?))?)?\s*$"
    r"|(\S+\s+){1,5}этап\s*$",
    re.IGNORECASE,
)
# A field in quotes as Excel writes it: they begin it and end it, those inside are doubled.
_QUOTED = re.compile(r'(?:^|(?<=\t))"(?>[^"\t]*)(?:""(?>[^"\t]*))*"(?=\t|$)', re.MULTILINE)
_NEEDS_QUOTES = re.compile(r'["\x1e,]')
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,6})*\.?")
MAX_LINES = 200_000
_BREAK = "\x1e"  # a line break inside a cell, which does not end its row
_STAMPS = 2  # columns of a table above the plan: «УТВЕРЖДАЮ» beside «СОГЛАСОВАНО»


def read_text(path: Path, name: str) -> list[Block]:
    """Lines as paragraphs, runs of lines with tabs as tables, and tables drawn with signs."""
    text = _decode(path.read_bytes(), name).replace("\r\n", "\n").replace("\r", "\n")
    lines = _QUOTED.sub(_on_one_line, text.replace("\v", _BREAK)).split("\n")
    if len(lines) > MAX_LINES:
        raise UnreadableDocumentError(
            f"В тексте «{name}» слишком много строк. Оставьте в нём только план и загрузите снова."
        )
    blocks: list[Block] = []
    drawn = drawn_tables(lines)
    index = 0
    while index < len(lines):
        if index in drawn:
            table, index = drawn[index]
            blocks.append(table)
        elif "\t" in lines[index]:
            table, index = _read_table(lines, index)
            blocks.append(table)
        else:
            blocks.append(Paragraph(_fields(lines[index])[0]))
            index += 1
    return [_placed(block, place) for place, block in enumerate(blocks)]


def _placed(block: Block, place: int) -> Block:
    """The block with the places that the other readers give."""
    if isinstance(block, Paragraph):
        return block._replace(place=place)
    rows = [
        tuple(cell._replace(row=number) for cell in row) for number, row in enumerate(block.rows)
    ]
    return block._replace(rows=rows, place=place)


def _decode(data: bytes, name: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise UnreadableDocumentError(
            f"Файл «{name}» — не текст и не документ известного вида. Сохраните план "
            "в формате .docx, .xlsx, .odt или .txt и загрузите снова."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


def _on_one_line(quoted: re.Match[str]) -> str:
    return quoted[0].replace("\n", _BREAK)


def _read_table(lines: list[str], index: int) -> tuple[Table, int]:
    width = _width(lines, index)
    rows: list[Row] = []
    record: list[str] = []
    while index < len(lines) and not _ends_table(lines, index, record, width):
        line = lines[index]
        if "\t" not in line and _is_section(lines, index, record, width):
            rows.append(_row(record))
            rows.append((Cell(_fields(line)[0], 0, width),))
            record = []
        elif _starts_record(line, record, width):
            if record:
                rows.append(_row(record))
            record = _fields(line)
        else:
            first, *others = _fields(line)
            record[-1] = f"{record[-1]}\n{first}"
            record.extend(others)
        index += 1
    if record:
        rows.append(_row(record))
    return Table(rows), index


def _width(lines: list[str], index: int) -> int:
    """The cells of the first row with text; rows of blanks above it may be cut short."""
    said = index
    while said < len(lines) and "\t" in lines[said] and not lines[said].strip():
        said += 1
    is_row = said < len(lines) and "\t" in lines[said]
    return lines[said if is_row else index].count("\t") + 1


def _ends_table(lines: list[str], index: int, record: list[str], width: int) -> bool:
    line = lines[index]
    if not line.strip() and "\t" not in line and len(record) in {0, width}:
        return not _goes_on(lines, index, width)
    is_full = len(record) == width == _STAMPS
    return is_full and line.count("\t") > _STAMPS


def _fields(line: str) -> list[str]:
    """The cells of a line; quotes are dropped where they had to be, or where all cells have them.

    Excel puts them only around cells with a line break, a comma or quotes of their own.
    """
    fields = [field.strip() for field in line.split("\t")]
    filled = [field for field in fields if field]
    is_usual = len(filled) > 1 and all(map(_QUOTED.fullmatch, filled))
    return [_unquoted(field, is_usual=is_usual).replace(_BREAK, "\n").strip() for field in fields]


def _unquoted(field: str, *, is_usual: bool) -> str:
    inner = field[1:-1]
    if not _QUOTED.fullmatch(field) or not (is_usual or _NEEDS_QUOTES.search(inner)):
        return field
    return inner.replace('""', '"')


def _row(record: list[str]) -> Row:
    texts = [text.strip() for text in record]
    if len(texts) > 1 and not any(texts[1:]) and texts[0]:
        return (Cell(texts[0], 0, len(texts)),)
    return tuple(Cell(text, column) for column, text in enumerate(texts))


def _starts_record(line: str, record: list[str], width: int) -> bool:
    """A record is full, or the line brings more cells than are missing, or counts on."""
    if not record:
        return True
    tabs = line.count("\t")
    is_full = len(record) >= width or len(record) + tabs > width
    return tabs > 0 and (is_full or _counts_on(line, record))


def _counts_on(line: str, record: list[str]) -> bool:
    """Whether the line bears the next number: the record's last empty cells were cut off."""
    numbers = [record[0], line.partition("\t")[0].strip()]
    if len(record) < 2 or not all(map(_NUMBER.fullmatch, numbers)):
        return False
    before, after = ([int(part) for part in number.rstrip(".").split(".")] for number in numbers)
    return after == [*before[:-1], before[-1] + 1]


def _is_section(lines: list[str], index: int, record: list[str], width: int) -> bool:
    if len(record) < 2 or not _SECTION.match(lines[index].strip()):
        return False
    rest = (lines[below] for below in range(index + 1, len(lines)))
    following = next((line for line in rest if line.strip()), "")
    return "\t" in following and (len(record) == width or _counts_on(following, record))


def _goes_on(lines: list[str], index: int, width: int) -> bool:
    """Whether an empty line only parts two records of one table."""
    following = lines[index + 1] if index + 1 < len(lines) else ""
    return following.count("\t") == width - 1


def print_text(blocks: Sequence[Block]) -> str:
    """The same paragraphs and tables as `read_text` takes them, quoted as Excel quotes."""
    lines: list[str] = []
    is_table_above = False
    for block in blocks:
        printed = (
            [_printed_row(row) for row in block.rows]
            if isinstance(block, Table)
            else [_labelled(block.label, block.text)]
        )
        if is_table_above and any(printed[:1]):
            lines.append("")  # without it the line would go on with the last cell
        lines.extend(printed)
        is_table_above = isinstance(block, Table)
    return "\n".join(lines)


def _printed_row(row: Row) -> str:
    """What a merged cell covers is empty, as in Excel's own text."""
    fields: list[str] = []
    for cell in row:
        fields.extend([""] * (cell.column - len(fields)))
        text = "" if cell.is_covered else _labelled(cell.label, cell.text)
        fields.extend([_quoted(text), *[""] * (cell.span - 1)])
    return "\t".join(fields)


def _labelled(label: str, text: str) -> str:
    return f"{label} {text}".strip()


def _quoted(text: str) -> str:
    if not text.startswith('"') and not any(sign in text for sign in "\n\t"):
        return text
    inner = text.replace("\t", " ").replace('"', '""')
    return f'"{inner}"'
