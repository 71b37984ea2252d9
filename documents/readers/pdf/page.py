"""What a page of a PDF shows: signs of its text and the straight rules drawn on it.

All measures are points on the page as it is looked at: x to the right, y downwards, turned pages
turned back.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from documents.readers.pdf.space import Matrix, joined, matrix_of, moved
from documents.readers.pdf.strokes import Rule, TooMuchOnPageError, rules_on

MAX_SIGNS = 60_000
_ASCENT, _DESCENT = 0.9, 0.25  # of the size of type
_CHECK_MARKS = frozenset({0xF0FC, 0xF0FE, 0xF052, 0xF0D6})  # ticks of Wingdings
_HYPHENS = frozenset({0x02, 0xFFFE})  # how pdfium marks a hyphen at a line's end


class Sign(NamedTuple):
    """A letter or a space; `turn` is how its line runs: 0 right, 90 down, 270 up, in degrees."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    is_bold: bool = False
    turn: int = 0

    @property
    def height(self) -> float:
        return max(self.y1 - self.y0, 1.0)


class Page(NamedTuple):
    """All that is read on one page."""

    width: float
    height: float
    signs: list[Sign]
    rules: list[Rule]


def read_page(document: Any, index: int) -> Page:
    """The page turned so that most of its text runs to the right."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return Page(0, 0, [], [])
    try:
        turn = pdfium.FPDFPage_GetRotation(page) % 4
        seen = _seen(page, turn)
        turns = Counter(sign.turn for sign in seen.signs)
        main = max(turns, key=turns.__getitem__, default=0)
        return _seen(page, (turn - main // 90) % 4) if main else seen
    finally:
        pdfium.FPDF_ClosePage(page)


def _seen(page: Any, turn: int) -> Page:
    view, width, height = _view(page, turn)
    signs = [sign for sign in _signs(page, view) if _is_on(sign, width, height)]
    return Page(width, height, signs, list(rules_on(page, view)))


def _view(page: Any, turn: int) -> tuple[Matrix, float, float]:
    """From the page's own space to what is seen, and the size of what is seen."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    found = pdfium.FPDFPage_GetCropBox(page, left, bottom, right, top)
    if not (found or pdfium.FPDFPage_GetMediaBox(page, left, bottom, right, top)):
        right.value, top.value = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    x0, x1 = sorted((left.value, right.value))
    y0, y1 = sorted((bottom.value, top.value))
    views: tuple[Matrix, ...] = (
        (1, 0, 0, -1, -x0, y1),
        (0, 1, 1, 0, -y0, -x0),
        (-1, 0, 0, 1, x1, -y0),
        (0, -1, -1, 0, y1, x1),
    )
    width, height = (x1 - x0, y1 - y0) if turn % 2 == 0 else (y1 - y0, x1 - x0)
    return views[turn], width, height


def _is_on(sign: Sign, width: float, height: float) -> bool:
    return sign.x1 > 0 and sign.y1 > 0 and sign.x0 < width and sign.y0 < height


def _signs(page: Any, view: Matrix) -> Iterator[Sign]:
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return
    try:
        count = pdfium.FPDFText_CountChars(text_page)
        if count > MAX_SIGNS:
            raise TooMuchOnPageError
        looks: dict[int, _Look] = {}
        for index in range(count):
            text = _text(pdfium.FPDFText_GetUnicode(text_page, index))
            owner = pdfium.FPDFText_GetTextObject(text_page, index) if text else None
            if not owner:
                continue
            address = ctypes.addressof(owner.contents)
            if address not in looks:
                looks[address] = _look(owner, view)
            sign = _sign(text_page, index, text, view, looks[address])
            if sign is not None:
                yield sign
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _text(code: int) -> str:
    """The sign itself; a bullet or a tick for those of symbol fonts."""
    if code in _HYPHENS:
        return "-"
    if code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF or code == 0xFFFD:
        return ""
    if 0xE000 <= code < 0xF900:
        return "+" if code in _CHECK_MARKS else "•"
    return " " if code in {0xA0, 0x2002, 0x2003, 0x2009, 0x202F} else chr(code)


class _Look(NamedTuple):
    """What all signs of one piece of text share; the size is that seen on the page."""

    is_bold: bool
    turn: int
    size: float


def _sign(text_page: Any, index: int, text: str, view: Matrix, look: _Look) -> Sign | None:
    """The sign with its advance along the line, and the full height of its type across it."""
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    if not (
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        and pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
    ):
        return None
    corners = moved(view, box.left, box.top), moved(view, box.right, box.bottom)
    (x0, x1), (y0, y1) = (sorted(pair) for pair in zip(*corners, strict=True))
    across, base = moved(view, x.value, y.value)
    over, under = look.size * _ASCENT, look.size * _DESCENT
    if look.turn in {0, 180}:
        y0, y1 = (base - over, base + under) if look.turn == 0 else (base - under, base + over)
    else:
        before, after = (under, over) if look.turn == 90 else (over, under)
        x0, x1 = across - before, across + after
    if not math.isfinite(x0 + x1 + y0 + y1):
        return None
    return Sign(text, x0, y0, x1, y1, look.is_bold, look.turn)


def _look(text_object: Any, view: Matrix) -> _Look:
    a, b, c, d, _, _ = joined(matrix_of(text_object), view)
    angle = math.degrees(math.atan2(b, a)) if math.isfinite(a + b) else 0
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(text_object, size)
    seen = size.value * math.hypot(c, d)
    return _Look(_is_bold(text_object), round(angle / 90) * 90 % 360, min(max(seen, 1.0), 200.0))


def _is_bold(text_object: Any) -> bool:
    font = pdfium.FPDFTextObj_GetFont(text_object)
    if not font:
        return False
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    plain = name.value.lower()
    return any(word in plain for word in (b"bold", b"black", b"heavy"))
