"""The namespaces of OpenDocument, and plain readings of its attributes."""

from lxml import etree

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE = f"{_OASIS}office:1.0}}", f"{_OASIS}text:1.0}}", f"{_OASIS}table:1.0}}"
STYLE, FO = f"{_OASIS}style:1.0}}", f"{_OASIS}xsl-fo-compatible:1.0}}"
DRAW, SVG = f"{_OASIS}drawing:1.0}}", f"{_OASIS}svg-compatible:1.0}}"
LINES = frozenset({f"{TEXT}p", f"{TEXT}h"})
_MM = {"cm": 10.0, "mm": 1.0, "in": 25.4, "pt": 25.4 / 72}


def millimetres(length: str | None) -> float | None:
    """«2.5cm» is 25.0."""
    factor = _MM.get((length or "")[-2:])
    if factor is None or length is None:
        return None
    try:
        value = float(length[:-2]) * factor
    except ValueError:
        return None
    return round(value, 1) if abs(value) < 10_000 else None


def number(element: etree._Element, name: str, default: int = 1) -> int:
    """A whole number, or `default` where there is none."""
    text = element.get(name, "")
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if is_number else default
