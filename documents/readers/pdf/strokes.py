"""The straight rules drawn on a page: strokes of the pen, and bars as thin as a line."""

import ctypes
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from documents.readers.pdf.space import Matrix, Point, joined, matrix_of, moved

MAX_OBJECTS = 60_000
THICKEST_RULE = 3.0
_DEPTH = 6
_SLACK = 0.8
_MOVE_TO = 2
_WHITE = 250


class Rule(NamedTuple):
    """A straight line along an axis: at `at` from `start` to `end`."""

    is_level: bool
    at: float
    start: float
    end: float


class TooMuchOnPageError(Exception):
    """The page holds more than any plan would."""


def rules_on(page: Any, view: Matrix) -> Iterator[Rule]:
    for seen, (page_object, matrix) in enumerate(_objects(page, view)):
        if seen > MAX_OBJECTS:
            raise TooMuchOnPageError
        for shape in _outlines(page_object, matrix):
            yield from _straight(shape)


def _objects(page: Any, view: Matrix) -> Iterator[tuple[Any, Matrix]]:
    """Every path of the page, also those inside forms, each with its way to the view."""
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _with_inner(pdfium.FPDFPage_GetObject(page, index), view, 0)


def _with_inner(page_object: Any, view: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    kind = pdfium.FPDFPageObj_GetType(page_object)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield page_object, view
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
        inner = joined(matrix_of(page_object), view)
        for index in range(pdfium.FPDFFormObj_CountObjects(page_object)):
            yield from _with_inner(
                pdfium.FPDFFormObj_GetObject(page_object, index), inner, depth + 1
            )


class _Outline(NamedTuple):
    """One stroke of the pen, and whether it is the line or the area inside that is seen."""

    points: list[Point]
    is_line: bool


def _outlines(path: Any, view: Matrix) -> Iterator[_Outline]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke):
        return
    is_line = bool(stroke.value) and not _is_white(pdfium.FPDFPageObj_GetStrokeColor, path)
    is_area = bool(fill.value) and not _is_white(pdfium.FPDFPageObj_GetFillColor, path)
    if not (is_line or is_area):
        return
    matrix = joined(matrix_of(path), view)
    points: list[Point] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(path), MAX_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if pdfium.FPDFPathSegment_GetType(segment) == _MOVE_TO and points:
            yield _Outline(points, is_line)
            points = []
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(moved(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield _Outline(points, is_line)


def _is_white(ask: Any, path: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not ask(path, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def _straight(outline: _Outline) -> Iterator[Rule]:
    """The rules of one outline: its own sides, or the whole of it where it is a thin bar."""
    xs, ys = zip(*outline.points, strict=True)
    if not all(map(math.isfinite, (*xs, *ys))):
        return
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if min(width, height) <= THICKEST_RULE:
        is_level = width >= height
        at = (min(ys) + max(ys)) / 2 if is_level else (min(xs) + max(xs)) / 2
        across = xs if is_level else ys
        if max(width, height) > _SLACK:
            yield Rule(is_level, at, min(across), max(across))
    elif outline.is_line:
        for (x0, y0), (x1, y1) in zip(outline.points, outline.points[1:], strict=False):
            if abs(y0 - y1) <= _SLACK < abs(x0 - x1):
                yield Rule(is_level=True, at=(y0 + y1) / 2, start=min(x0, x1), end=max(x0, x1))
            elif abs(x0 - x1) <= _SLACK < abs(y0 - y1):
                yield Rule(is_level=False, at=(x0 + x1) / 2, start=min(y0, y1), end=max(y0, y1))
