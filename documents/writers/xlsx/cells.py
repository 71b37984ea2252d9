"""Cells of a sheet as XML text: typed, and never a formula."""

import re
from datetime import date, datetime
from decimal import Decimal
from html import escape

from documents.writers.text import (
    SEPARATOR,
    Link,
    Value,
    clean_text,
    date_text,
    is_finite,
    text_of,
)
from documents.writers.xlsx.parts import Style

LONGEST_TEXT = 32_767
_CUT = "…"
EXACT = 10**15  # Excel keeps fifteen digits
DAY_ZERO = 693_594  # the ordinal of 1899-12-30, from which Excel counts
FIRST_DATE = date(1900, 3, 1)  # before it Excel believes in 29 February 1900
_FORMULA_LIKE = ("=", "+", "-", "@")
CARE = ("_x", *(SEPARATOR + sign for sign in _FORMULA_LIKE))
_CODE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def text_cell(text: str, style: Style) -> str:
    """A cell that no program takes for a formula, today or after it was edited."""
    if style is Style.TEXT and text.startswith(_FORMULA_LIKE):
        style = Style.QUOTED
    # Excel reads «_x0041_» as a character code unless the underscore is itself written so.
    coded = _CODE_LIKE.sub("_x005F_", escape(_cut(clean_text(text)), quote=False))
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{coded}</t></is></c>'


def cell(value: Value, number_style: Style) -> str:
    """One cell of any type; what Excel cannot hold as a number or a date is written as text."""
    if value is None:
        return f'<c s="{Style.TEXT}"/>'
    if isinstance(value, str | bool | Link):
        is_link = isinstance(value, Link) and value.address
        return text_cell(text_of(value), Style.LINK if is_link else Style.TEXT)
    return _date_cell(value) if isinstance(value, date) else _number_cell(value, number_style)


def _date_cell(value: date) -> str:
    day = value.date() if isinstance(value, datetime) else value
    if day < FIRST_DATE:
        return text_cell(date_text(value), Style.TEXT)
    serial = day.toordinal() - DAY_ZERO
    if not isinstance(value, datetime):
        return f'<c s="{Style.DATE}"><v>{serial}</v></c>'
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    return f'<c s="{Style.MOMENT}"><v>{serial + seconds / 86_400!r}</v></c>'


def _number_cell(value: float | Decimal, style: Style) -> str:
    if not is_finite(value):
        return f'<c s="{Style.TEXT}"/>'
    if not isinstance(value, float) and not -EXACT < value < EXACT:
        return text_cell(str(value), Style.TEXT)
    return f'<c s="{style}"><v>{value}</v></c>'


def _cut(text: str) -> str:
    """At most 32,767 UTF-16 units, as Excel counts; a longer text says so by its last sign."""
    if len(text) * 2 <= LONGEST_TEXT:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= LONGEST_TEXT * 2:
        return text
    return units[: (LONGEST_TEXT - 1) * 2].decode("utf-16-le", "ignore") + _CUT
