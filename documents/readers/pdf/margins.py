"""Page numbers and running headers are no part of the text, and would part a table in two."""

import re
from collections import Counter
from collections.abc import Sequence

from documents.readers.pdf.lines import Line, lines_of
from documents.readers.pdf.page import Page

_NUMBER = re.compile(
    r"[-–—\s]*(?:стр(?:аница|\.)?\s*)?\d{1,4}(?:\s*(?:из|/)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE
)
_BAND = 0.12  # of the height of a page, above and below
_RARE = 3


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """The pages without their numbers and without lines that stand at one place on most."""
    edges = [_edges(page) for page in pages]
    seen = Counter((line.text, round(line.y0)) for lines in edges for line in set(lines))
    cleaned, told = [], set[str]()
    for page, lines in zip(pages, edges, strict=True):
        dropped = []
        for line in lines:
            runs = seen[line.text, round(line.y0)] >= max(_RARE, len(pages) * 0.6)
            if _is_number(line, page) or (runs and line.text in told):
                dropped.append(line)
            told.add(line.text)
        cleaned.append(_without(page, dropped))
    return cleaned


def _edges(page: Page) -> list[Line]:
    band = page.height * _BAND
    return [
        line for line in lines_of(page.signs) if line.y1 < band or line.y0 > page.height - band
    ]


def _is_number(line: Line, page: Page) -> bool:
    """Digits alone, above or below all else."""
    if not _NUMBER.fullmatch(line.text) or _is_ruled(line, page):
        return False
    others = [sign for sign in page.signs if sign.text != " " and not _covers(line, sign.y0)]
    return all(sign.y0 > line.y0 for sign in others) or all(sign.y1 < line.y1 for sign in others)


def _is_ruled(line: Line, page: Page) -> bool:
    """Inside a table: between two upright rules of its height."""
    beside = [
        rule.at
        for rule in page.rules
        if not rule.is_level and rule.start <= line.y1 and rule.end >= line.y0
    ]
    return any(at < line.x0 for at in beside) and any(at > line.x1 for at in beside)


def _covers(line: Line, y: float) -> bool:
    return line.y0 - 1 <= y <= line.y1 + 1


def _without(page: Page, lines: Sequence[Line]) -> Page:
    if not lines:
        return page
    kept = [
        sign
        for sign in page.signs
        if not any(_covers(line, (sign.y0 + sign.y1) / 2) for line in lines)
    ]
    return page._replace(signs=kept)
