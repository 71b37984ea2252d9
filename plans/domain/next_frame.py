"""How the next plan is printed: like last year's, with the dates of this one."""

from collections.abc import Mapping
from dataclasses import replace

from plans.domain.frame import Frame, Grid, Line, Role, digest
from plans.domain.next_year import Cell
from plans.domain.year_shift import Verdict, YearShift, marks_in, shifted


def frame_cells(frame: Frame) -> list[Cell]:
    """Texts above and below the table that are neither title, introduction nor stamp."""
    cells = []
    for side, header, blocks in (
        ("above", "Текст над таблицей", frame.above),
        ("below", "Текст под таблицей", frame.below),
    ):
        for place, block in enumerate(blocks):
            if block.role is not Role.TEXT:
                continue
            if isinstance(block, Line):
                cells.append(Cell(f"f.{side}.{place}", header, block.text))
                continue
            cells += [
                Cell(f"f.{side}.{place}.{row}.{at}", header, cell.text)
                for row, line in enumerate(block.rows)
                for at, cell in enumerate(line)
                if cell.text and not cell.is_covered
            ]
    return cells


def moved_frame(
    frame: Frame,
    texts: Mapping[str, str],
    shift: YearShift,
    *,
    title: tuple[str, str],
    introduction: tuple[str, str],
) -> Frame:
    """The frame with its texts moved.

    `title` and `introduction` are what they said and what they say. Their printed lines move with
    them where both moved alike; otherwise the digest no longer fits, and the new words are
    printed in their place. So it is with stamps: a blank «_____ 2022 г.» moves, a stamp that had
    a date or an order is printed anew.
    """
    sides = {
        side: tuple(
            _moved_block(block, f"f.{side}.{place}", texts, shift)
            for place, block in enumerate(getattr(frame, side))
        )
        for side in ("above", "below")
    }
    moved = replace(frame, above=sides["above"], below=sides["below"])
    if frame.title == digest(title[0]) and _moved_alike(frame, Role.TITLE, title, shift):
        moved = replace(moved, title=digest(title[1]))
    is_alike = _moved_alike(frame, Role.INTRODUCTION, introduction, shift)
    if frame.introduction == digest(introduction[0]) and is_alike:
        moved = replace(moved, introduction=digest(introduction[1]))
    return moved


def _moved_alike(frame: Frame, role: Role, said: tuple[str, str], shift: YearShift) -> bool:
    """Whether the printed lines, once moved, say what the text says now."""
    before, after = said
    return after == shifted(before, shift) and _moves(frame, role, shift) == _count(before, shift)


def _count(text: str, shift: YearShift) -> int:
    return sum(mark.verdict is Verdict.MOVE for mark in marks_in(text, shift))


def _moves(frame: Frame, role: Role, shift: YearShift) -> int:
    """How many dates move in the printed lines of this role."""
    return sum(
        _count(text, shift)
        for block in frame.above
        if block.role is role
        for text in (
            [block.text]
            if isinstance(block, Line)
            else [cell.text for row in block.rows for cell in row if not cell.is_covered]
        )
    )


def _moved_block(
    block: Line | Grid, key: str, texts: Mapping[str, str], shift: YearShift
) -> Line | Grid:
    is_text = block.role is Role.TEXT
    if isinstance(block, Line):
        said = texts.get(key, block.text) if is_text else shifted(block.text, shift)
        return replace(block, text=said)
    rows = tuple(
        tuple(
            replace(
                cell,
                text=texts.get(f"{key}.{row}.{at}", cell.text)
                if is_text
                else shifted(cell.text, shift),
            )
            for at, cell in enumerate(line)
        )
        for row, line in enumerate(block.rows)
    )
    return replace(block, rows=rows)
