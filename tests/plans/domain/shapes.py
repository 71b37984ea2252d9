"""Builders of plan documents in shapes that municipalities print, and of their truth."""

from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

UP = "\u2191"  # merged with the cell above
LEFT = "\u2190"  # merged with the cell to the left

ALIGNMENTS = {
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
}


def line(text="", alignment="left", bold=False):
    return ("line", text, alignment, bold)


def title(text):
    return line(text, "center", True)


def table(*rows, bold_rows=(0,)):
    return ("table", rows, bold_rows)


def write_docx(path: Path, *blocks) -> Path:
    document = docx.Document()
    for block in blocks:
        if block[0] == "line":
            paragraph = document.add_paragraph()
            paragraph.alignment = ALIGNMENTS[block[2]]
            paragraph.add_run(block[1]).bold = block[3]
        else:
            add_table(document, block[1], block[2])
    document.save(path)
    return path


def add_table(document, rows, bold_rows=()):
    width = max(len(row) for row in rows)
    made = document.add_table(len(rows), width)
    grid = [list(row) + [LEFT] * (width - len(row)) for row in rows]
    cells = [list(row.cells) for row in made.rows]
    printed = [
        (y, x, text)
        for y, row in enumerate(grid)
        for x, text in enumerate(row)
        if text not in {UP, LEFT}
    ]
    for y, x, text in printed:
        fill(cells[y][x], text, bold=y in bold_rows)
    for y, x, _ in printed:
        right = x + run_of(LEFT, grid[y][x + 1 :])
        down = y + run_of(UP, [row[x] for row in grid[y + 1 :]])
        if (right, down) != (x, y):
            cells[y][x].merge(cells[down][right])
    return made


def run_of(sign, texts):
    return next((count for count, text in enumerate(texts) if text != sign), len(texts))


def fill(cell, text, *, bold=False):
    first, *others = text.split("\n")
    cell.paragraphs[0].add_run(first).bold = bold or None
    for other in others:
        cell.add_paragraph(other)


def number_automatically(paragraph, num_id):
    """Word prints the number; nobody typed it."""
    settings = paragraph._p.get_or_add_pPr()
    numbering = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", "0"), ("w:numId", str(num_id))):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        numbering.append(element)
    settings.append(numbering)


def window(start, end):
    return {"kind": "window", "start": start, "end": end}


def due(end):
    return {"kind": "due", "end": end}


def recurring(every, times=1, day=None):
    return {"kind": "recurring", "every": every, "times": times, "day": day}


CONTINUOUS = {"kind": "continuous"}
ON_REQUEST = {"kind": "on_request"}
UNKNOWN = {"kind": "unknown"}


def item(number, name, text=None, terms=(), responsible=(), **fields):
    return {
        "number": number,
        "title": name,
        "description": None,
        "goal": None,
        "audience": None,
        "channels": [],
        "result": None,
        "deadline": {"text": text, "terms": list(terms)},
        "responsible": list(responsible),
        "steps": [],
    } | fields


def step(name, text, terms, responsible=()):
    return {
        "title": name,
        "deadline": {"text": text, "terms": list(terms)},
        "responsible": list(responsible),
    }


def section(number, name, *items):
    return {"number": number, "title": name, "items": list(items)}


def plan(kind, name, period, columns, *sections):
    return {
        "kind": kind,
        "title": name,
        "period": list(period),
        "columns": columns.split(),
        "sections": list(sections),
    }


def approval(kind, position=None, name=None, date=None, order=None):
    return {"kind": kind, "position": position, "name": name, "date": date, "order": order}


YEAR_2024 = ("2024-01-01", "2024-12-31")
SCHOOL_2023 = ("2023-09-01", "2024-08-31")
