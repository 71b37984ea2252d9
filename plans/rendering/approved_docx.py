"""A version's Word document with what its approval adds: the dates in its stamps, the sheet."""

import io
import tempfile
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from documents.patching.package import parse_xml, read_part, xml_bytes
from documents.readers import UnreadableDocumentError, read_source
from documents.readers.docx import MAIN_PART
from plans.domain.content import PlanDocument
from plans.domain.passage import Passage
from plans.domain.reading import NoPlanFoundError, understand
from plans.rendering.agreement_sheet import add_sheet
from plans.rendering.filled_stamps import fill_stamps
from plans.rendering.parcels import rewritten

_STYLES_PART = "word/styles.xml"


def with_passage(content: bytes, passage: Passage) -> bytes:
    """The same bytes where the approval adds nothing."""
    document = _read(content)
    with ZipFile(io.BytesIO(content)) as package:
        root = parse_xml(read_part(package, MAIN_PART), MAIN_PART)
        is_filled = document is not None and fill_stamps(root, document, passage)
        if passage.decisions:
            add_sheet(root, passage, _styles(package))
        elif not is_filled:
            return content
        return rewritten(package, {MAIN_PART: xml_bytes(root)})


def _read(content: bytes) -> PlanDocument | None:
    """What a reader finds in the file, by which its stamps are known; None: nothing."""
    with tempfile.TemporaryDirectory(prefix="moc-passage-") as folder:
        path = Path(folder, "plan.docx")
        path.write_bytes(content)
        try:
            return understand(read_source(path, path.name), path.name, fallback_year=2000)
        except (NoPlanFoundError, UnreadableDocumentError):
            return None


def _styles(package: ZipFile) -> etree._Element | None:
    if _STYLES_PART not in package.namelist():
        return None
    return parse_xml(read_part(package, _STYLES_PART), _STYLES_PART)
