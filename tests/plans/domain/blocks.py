"""Blocks of a document made by hand, for rules of reading that need no file."""

from documents.readers import Cell, Paragraph, Table
from plans.domain.reading import understand_blocks
from plans.domain.serial import to_format

HEADER = ("№", "Мероприятие", "Срок", "Ответственный")
TITLE = "План работы МОЦ Заречного района на 2025 год"
YEAR = 2025


def heading(text, *, alignment="center", bold=True):
    return Paragraph(text, alignment, bold)


def grid(*rows, bold=(0,), place=1):
    """A table; «^» before a text says that it is merged from above, (text, n) spans n columns."""
    return Table(
        [tuple(_cells(row, number, number in bold)) for number, row in enumerate(rows)],
        place=place,
    )


def _cells(row, number, bold):
    column = 0
    for printed in row:
        text, span = printed if isinstance(printed, tuple) else (printed, 1)
        covered = text.startswith("^")
        yield Cell(text.removeprefix("^"), column, span, covered, bold, row=number)
        column += span


def read(*blocks, name="plan.docx"):
    return understand_blocks(blocks, name, fallback_year=YEAR)


def plan_of(*blocks):
    """The only plan of a document with a title, in the shape of the format."""
    (plan,) = to_format(read(heading(TITLE), *blocks))["plans"]
    return plan


def fields_of(plan):
    return " ".join(plan["columns"])


def rows_of(plan):
    """Section titles, and the numbers and titles of their items."""
    return [
        (section["title"], [(item["number"], item["title"]) for item in section["items"]])
        for section in plan["sections"]
    ]


def doubts_of(*blocks):
    document = read(heading(TITLE), *blocks)
    return [
        (doubt.item, doubt.field and doubt.field.value, doubt.reason) for doubt in document.doubts
    ]
