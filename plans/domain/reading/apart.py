"""Reading a document apart from the web server: plain JSON goes back to it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from documents.readers import Block, Cell, Paragraph, Table, read_source
from documents.readers.html import read_html
from documents.readers.text import print_text, read_text
from plans.domain.reading.document import NoPlanFoundError, read_document, understand_blocks
from plans.domain.serial import Json, to_dict


def read_file(path: Path, name: str) -> Json:
    """What was read in the file, as `document_from_dict` takes it."""
    return to_dict(read_document(path, name))


def read_pasted_text(path: Path, name: str) -> Json:
    """What was read in pasted text; `name` without its ending titles a plan that has no title."""
    return _understood(read_text(path, name), path, name)


def read_pasted_html(path: Path, name: str) -> Json:
    """The same for HTML in UTF-8, under «document»; under «text» its cells parted by tabs."""
    blocks = read_html(path)
    return {"document": _understood(blocks, path, name), "text": print_text(blocks)}


def read_looks(path: Path, name: str) -> list[Json]:
    """The blocks of the file as people see them, for a page that shows the document itself.

    A paragraph: `place`, `text`, `align`, `bold`. A table: `place`, `widths` of its columns in per
    cent (none where not known) and `rows`, each with its number in the file and its cells; a cell
    is its text, its column span, its row span and whether it is bold. Covered cells are left out.
    """
    blocks = read_source(path, name).blocks
    return [_paragraph(one) if isinstance(one, Paragraph) else _table(one) for one in blocks]


def _paragraph(block: Paragraph) -> Json:
    return {
        "place": block.place,
        "text": _labelled(block),
        "align": block.alignment,
        "bold": block.is_bold,
    }


def _labelled(block: Paragraph | Cell) -> str:
    return f"{block.label} {block.text}".strip() if block.label else block.text


def _table(table: Table) -> Json:
    widths = [width or 0 for width in table.widths_mm]
    whole = sum(widths)
    known = bool(whole) and all(widths)
    heights = _heights(table)
    rows = [
        {
            "number": row[0].row,
            "cells": [
                [_labelled(cell), cell.span, heights[place, order], cell.is_bold]
                for order, cell in enumerate(row)
                if (place, order) in heights
            ],
        }
        for place, row in enumerate(table.rows)
        if row
    ]
    return {
        "place": table.place,
        "widths": [round(100 * width / whole, 1) for width in widths] if known else [],
        "rows": rows,
    }


def _heights(table: Table) -> dict[tuple[int, int], int]:
    """How many rows each cell takes, by its row and its order in it; the covered have none."""
    heights: dict[tuple[int, int], int] = {}
    above: dict[int, tuple[int, int]] = {}  # the cell that stands over a column
    for place, row in enumerate(table.rows):
        for order, cell in enumerate(row):
            if cell.is_covered and cell.column in above:
                heights[above[cell.column]] += 1
            else:
                heights[place, order] = 1
                above[cell.column] = (place, order)
    return heights


def _understood(blocks: Sequence[Block], path: Path, name: str) -> Json:
    pasted_on = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    try:
        return to_dict(understand_blocks(blocks, name, fallback_year=pasted_on.year))
    except NoPlanFoundError:
        raise NoPlanFoundError(
            "Во вставленном не найден план: нужна таблица вместе с её шапкой, где есть графа с "
            "мероприятиями и хотя бы одна из граф «Срок», «Ответственный», «Результат». "
            "Скопируйте таблицу целиком и вставьте снова."
        ) from None
