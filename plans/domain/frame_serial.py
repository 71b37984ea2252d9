"""How a source document prints a plan, as JSON; older rows know nothing of it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from documents.readers import Look
from plans.domain.frame import (
    Frame,
    FrameBlock,
    Grid,
    GridCell,
    Line,
    Printed,
    Role,
    SectionForm,
    TablePlace,
    Verbatim,
)

Json = dict[str, Any]


def printed_to_json(printed: Printed) -> Json:
    """Only what is not empty: most rows say where they stood and nothing else."""
    said: Json = {}
    if printed.cells:
        said["cells"] = {str(place): list(cell) for place, cell in printed.cells.items()}
    if printed.merged:
        said["merged"] = list(printed.merged)
    if printed.rows:
        said["rows"] = [list(place) for place in printed.rows]
    if printed.form:
        said["form"] = printed.form.value
    if printed.is_bold:
        said["is_bold"] = True
    return said


def printed_from_json(said: Mapping[str, Any]) -> Printed:
    form = said.get("form")
    return Printed(
        {int(place): Verbatim(*cell) for place, cell in said.get("cells", {}).items()},
        tuple(said.get("merged", ())),
        tuple((block, row) for block, row in said.get("rows", ())),
        SectionForm(form) if form else None,
        bool(said.get("is_bold")),
    )


def frame_to_json(frame: Frame) -> Json:
    if frame == Frame():
        return {}
    said = asdict(frame)
    said["look"] = frame.look and list(frame.look)
    said["above"] = [_block(block) for block in frame.above]
    said["below"] = [_block(block) for block in frame.below]
    said["head"] = [[list(asdict(cell).values()) for cell in row] for row in frame.head]
    return said


def frame_from_json(said: Mapping[str, Any]) -> Frame:
    if not said:
        return Frame()
    values = dict(said)
    values["look"] = Look(*said["look"]) if said["look"] else None
    values["above"] = tuple(_block_from(block) for block in said["above"])
    values["below"] = tuple(_block_from(block) for block in said["below"])
    values["head"] = _rows_from(said["head"])
    values["tables"] = tuple(
        TablePlace(
            table["block"], tuple(table["columns"]), (table["header"][0], table["header"][1])
        )
        for table in said["tables"]
    )
    values["rows"] = tuple((block, row) for block, row in said.get("rows", ()))
    return Frame(**values)


def _block(block: FrameBlock) -> Json:
    if isinstance(block, Line):
        return {"line": asdict(block)}
    said = asdict(block)
    said["rows"] = [[list(asdict(cell).values()) for cell in row] for row in block.rows]
    return {"grid": said}


def _block_from(said: Mapping[str, Any]) -> FrameBlock:
    kind, values = next(iter(said.items()))
    values = {**values, "role": Role(values["role"]), "place": tuple(values["place"])}
    if kind == "line":
        return Line(**values)
    return Grid(
        **{**values, "rows": _rows_from(values["rows"]), "widths_mm": tuple(values["widths_mm"])}
    )


def _rows_from(rows: Any) -> tuple[tuple[GridCell, ...], ...]:
    return tuple(tuple(GridCell(*cell) for cell in row) for row in rows)
