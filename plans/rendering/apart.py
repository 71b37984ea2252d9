"""A changed copy of the source file, made in a process of its own: the file is a stranger's."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from documents.patching import PatchError, patch_docx, patch_xlsx
from documents.readers import UnreadableDocumentError, read_source
from plans.domain.content import PlanDocument
from plans.domain.printing import ABOVE, SectionRow, printed_rows
from plans.domain.reading import NoPlanFoundError, understand
from plans.domain.serial import document_from_dict
from plans.rendering.changed_lines import CannotFollowError
from plans.rendering.patched import patch_for

_PATCHERS = {".docx": patch_docx, ".xlsx": patch_xlsx}


def patched(
    path: Path,
    name: str,
    target: str,
    said: Mapping[str, Any],
    alone: bool,  # noqa: FBT001 -- what comes through JSON comes by its place
) -> bool:
    """`patched_file`, with what goes between two processes: plain JSON."""
    document = document_from_dict(said)
    return patched_file(path, Path(target), document, alone=alone, name=name)


def patched_file(
    path: Path, target: Path, document: PlanDocument, *, alone: bool, name: str = ""
) -> bool:
    """Write the source, changed to what the plans say, to `target`; False where it cannot be.

    The copy is read again: it counts only if every cell then says what it should.
    """
    known = name or path.name
    try:
        patch = patch_for(document, read_source(path, known).blocks, alone=alone)
        _PATCHERS[Path(known).suffix.lower()](path, target, patch)
        return _says(document, target, alone=alone)
    except (CannotFollowError, PatchError, UnreadableDocumentError, NoPlanFoundError):
        return False


def _says(document: PlanDocument, copy: Path, *, alone: bool) -> bool:
    again = understand(read_source(copy, copy.name), copy.name, fallback_year=2000)
    wanted = [_texts(document, place) for place in range(len(document.plans))]
    found = [_texts(again, place) for place in range(len(again.plans))]
    return found == wanted if alone else all(one in found for one in wanted)


def _texts(document: PlanDocument, place: int) -> list[str]:
    """Every header and cell of a plan in order, white space apart."""
    texts = ["".join(column.header.split()) for column in document.plans[place].columns]
    for row in printed_rows(document.plans[place]):
        cells = [row.text] if isinstance(row, SectionRow) else row.cells
        texts += ["".join(str(cell).split()) for cell in cells if cell is not ABOVE]
    return [text for text in texts if text]
