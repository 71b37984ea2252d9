"""A PDF file from its first page to its last, as blocks."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium  # the import itself starts the library

from documents.readers.grid import Block, Look, Source, UnreadableDocumentError
from documents.readers.pdf.alike import with_common_columns
from documents.readers.pdf.blocks import page_blocks
from documents.readers.pdf.joining import join_broken_rows
from documents.readers.pdf.margins import without_margins
from documents.readers.pdf.page import Page, read_page
from documents.readers.pdf.ruling import find_grids
from documents.readers.pdf.strokes import TooMuchOnPageError

MAX_PAGES = 200

_NO_TEXT = (
    "Файл «{name}» — скан: в нём картинки страниц, а не текст. Загрузите документ, с которого "
    "он напечатан (.docx, .xlsx или .odt), или распознайте скан и сохраните как .docx."
)
_GIBBERISH = (
    "В файле «{name}» текст нельзя прочитать: у шрифтов нет таблицы знаков. Загрузите документ, "
    "с которого он сделан (.docx, .xlsx или .odt)."
)
_TOO_LONG = (
    "В файле «{name}» больше {limit} страниц или они слишком сложны для плана. Оставьте "
    "страницы с планом и загрузите снова."
)
_DAMAGED = (
    "Файл «{name}» повреждён или защищён паролем. Откройте его, сохраните через «Печать → "
    "Сохранить как PDF» и загрузите снова."
)


def read_pdf(path: Path, name: str) -> Source:
    """Tables and paragraphs of every page, in order, and how the first page lies."""
    with _opened(path, name) as document:
        try:
            pages = list(_pages(document, name))
        except TooMuchOnPageError:
            raise _too_long(name) from None
    _require_text(pages, name)
    pages = without_margins(pages)
    grids = with_common_columns([find_grids(page.rules) for page in pages])
    blocks: list[Block] = []
    for page, found in zip(pages, grids, strict=True):
        blocks.extend(page_blocks(page, found))
    whole = join_broken_rows(blocks)
    placed = [block._replace(place=place) for place, block in enumerate(whole)]
    return Source(placed, Look(is_landscape=pages[0].width > pages[0].height))


@contextmanager
def _opened(path: Path, name: str) -> Iterator[Any]:
    document = pdfium.FPDF_LoadDocument(str(path).encode(), None)
    if not document:
        raise UnreadableDocumentError(_DAMAGED.format(name=name))
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _pages(document: Any, name: str) -> Iterator[Page]:
    count = pdfium.FPDF_GetPageCount(document)
    if count > MAX_PAGES:
        raise _too_long(name)
    for index in range(count):
        yield read_page(document, index)


def _too_long(name: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(_TOO_LONG.format(name=name, limit=MAX_PAGES))


def _require_text(pages: Sequence[Page], name: str) -> None:
    signs = [sign.text for page in pages for sign in page.signs if sign.text != " "]
    if not signs:
        raise UnreadableDocumentError(_NO_TEXT.format(name=name))
    if sum(text.isalnum() for text in signs) * 3 < len(signs):
        raise UnreadableDocumentError(_GIBBERISH.format(name=name))
