"""Plain text pasted from a document: tabs part the cells, and cells run over several lines."""

import codecs
import re
from pathlib import Path

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


def read_text(path: Path, name: str) -> list[Block]:
    """Lines as paragraphs, runs of lines with tabs as tables."""
    lines = _decode(path.read_bytes(), name).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks: list[Block] = []
    index = 0
    while index < len(lines):
        if "\t" in lines[index].strip(" \n"):
            table, index = _read_table(lines, index)
            blocks.append(table)
        else:
            blocks.append(Paragraph(lines[index].strip()))
            index += 1
    return blocks


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


def _read_table(lines: list[str], index: int) -> tuple[Table, int]:
    width = lines[index].count("\t") + 1
    rows: list[Row] = []
    record: list[str] = []
    while index < len(lines):
        line = lines[index]
        if not line.strip() and len(record) in {0, width} and not _goes_on(lines, index, width):
            break
        if "\t" not in line and len(record) == width and _is_section(lines, index):
            rows.append(_row(record))
            rows.append((Cell(line.strip(), 0, width),))
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


def _fields(line: str) -> list[str]:
    return [field.strip().strip('"').replace('""', '"') for field in line.split("\t")]


def _row(record: list[str]) -> Row:
    filled = [column for column, text in enumerate(record) if text.strip()]
    if filled == [0] and len(record) > 1:
        return (Cell(record[0].strip(), 0, len(record)),)
    return tuple(Cell(text.strip(), column) for column, text in enumerate(record))


def _starts_record(line: str, record: list[str], width: int) -> bool:
    """A record is full, or the line brings more cells than are missing."""
    if not record:
        return True
    tabs = line.count("\t")
    return tabs > 0 and (len(record) >= width or len(record) + tabs > width)


def _is_section(lines: list[str], index: int) -> bool:
    following = next((line for line in lines[index + 1 :] if line.strip()), "")
    return bool(_SECTION.match(lines[index].strip())) and "\t" in following


def _goes_on(lines: list[str], index: int, width: int) -> bool:
    """Whether an empty line only parts two records of one table."""
    following = lines[index + 1] if index + 1 < len(lines) else ""
    return following.count("\t") == width - 1
