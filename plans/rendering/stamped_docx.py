"""A Word document with the seal of its version: a block with a QR on page one, a line on all.

Both stand in footers, so nothing above moves. Footers that the document has are copied and go on
below their own text; every part that is not named here keeps its bytes.
"""

import io
import posixpath
from zipfile import ZipFile

from lxml import etree

from documents.patching.model import PatchError
from documents.patching.package import parse_xml, read_part, xml_bytes
from documents.readers.docx import MAIN_PART
from documents.readers.docx_stream import STRICT
from plans.domain.seals import Seal
from plans.rendering.parcels import rewritten
from plans.rendering.qr import qr_png
from plans.rendering.seal_footers import (
    FOOTER_TYPE,
    IMAGE_ID,
    R,
    block_of,
    empty_footer,
    line_of,
)
from plans.rendering.seal_sections import (
    is_set,
    lower_footers,
    open_title_page,
    refer,
    sections_of,
)

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS_PART = "word/_rels/document.xml.rels"
TYPES_PART = "[Content_Types].xml"
SETTINGS_PART = "word/settings.xml"
QR_PART = "word/media/moc-seal.png"


def stamp_docx(content: bytes, seal: Seal) -> bytes:
    """The document with its seal; raises PatchError for one that cannot carry it."""
    with ZipFile(io.BytesIO(content)) as package:
        stamping = _Stamping(package, seal)
        stamping.run()
        return rewritten(package, stamping.changed | stamping.added)


class _Stamping:
    """One document in the making: `changed` parts stand in place of old ones, `added` are new."""

    def __init__(self, package: ZipFile, seal: Seal) -> None:
        self._package = package
        self._seal = seal
        content = read_part(package, MAIN_PART)
        if STRICT in content:
            raise PatchError("a strict document has other names for everything")
        self._root = parse_xml(content, MAIN_PART)
        self._relations = parse_xml(read_part(package, RELATIONS_PART), RELATIONS_PART)
        self._types = parse_xml(read_part(package, TYPES_PART), TYPES_PART)
        self._made: dict[tuple[str, bool], str] = {}
        self.changed: dict[str, bytes] = {}
        self.added: dict[str, bytes] = {}

    def run(self) -> None:
        kinds = ["default", "even"] if self._has_even_pages() else ["default"]
        inherited: dict[str, str] = {}
        for place, section in enumerate(sections_of(self._root)):
            if not any(inherited.values()):
                lower_footers(section)
            if place == 0:
                open_title_page(section)
            for kind in [*kinds, "first"] if section.has_title_page else kinds:
                own = section.own.get(kind)
                original = own.get(f"{R}id", "") if own is not None else inherited.get(kind, "")
                if own is not None or place == 0 or kind == "first":
                    refer(section, kind, self._footer(original, place == 0, kind))
                inherited[kind] = original
        self.added[QR_PART] = qr_png(self._seal.address)
        self._declare_png()
        self.changed = {
            MAIN_PART: xml_bytes(self._root),
            RELATIONS_PART: xml_bytes(self._relations),
            TYPES_PART: xml_bytes(self._types),
        }

    def _has_even_pages(self) -> bool:
        if SETTINGS_PART not in self._package.namelist():
            return False
        settings = parse_xml(read_part(self._package, SETTINGS_PART), SETTINGS_PART)
        return is_set(settings, "evenAndOddHeaders")

    def _footer(self, original: str, is_first_section: bool, kind: str) -> str:  # noqa: FBT001 -- with `kind` it says which page
        """The relationship of a stamped copy of the footer, made once."""
        is_block = is_first_section and kind == "first"
        if (original, is_block) in self._made:
            return self._made[original, is_block]
        number = len(self._made) + 1
        part = f"word/moc-seal-footer{number}.xml"
        root, relations = self._copied(original)
        for element in block_of(self._seal, root) if is_block else [line_of(self._seal)]:
            root.append(element)
        if is_block:
            self._relate(relations, IMAGE_ID, "image", "media/moc-seal.png")
        self.added[part] = xml_bytes(root)
        if len(relations):
            self.added[f"word/_rels/{posixpath.basename(part)}.rels"] = xml_bytes(relations)
        override = etree.SubElement(self._types, f"{{{TYPES}}}Override")
        override.set("PartName", f"/{part}")
        override.set("ContentType", FOOTER_TYPE)
        identifier = f"rIdMocSeal{number}"
        self._relate(self._relations, identifier, "footer", posixpath.basename(part))
        self._made[original, is_block] = identifier
        return identifier

    def _copied(self, original: str) -> tuple[etree._Element, etree._Element]:
        """A footer with its relationships, or an empty one."""
        relations = etree.fromstring(f'<Relationships xmlns="{RELATIONS}"/>')
        if not original:
            return empty_footer(), relations
        part = self._part_of(original)
        known = f"word/_rels/{posixpath.basename(part)}.rels"
        if known in self._package.namelist():
            relations = parse_xml(read_part(self._package, known), known)
        return parse_xml(read_part(self._package, part), part), relations

    def _part_of(self, identifier: str) -> str:
        for relation in self._relations:
            if relation.get("Id") == identifier:
                target = relation.get("Target", "")
                part = target[1:] if target.startswith("/") else posixpath.join("word", target)
                if posixpath.dirname(part) == "word":
                    return part
        raise PatchError(f"the footer {identifier} is not where it should be")

    def _relate(self, relations: etree._Element, identifier: str, kind: str, target: str) -> None:
        if any(one.get("Id") == identifier for one in relations):
            raise PatchError(f"the document has a relationship {identifier} already")
        relation = etree.SubElement(relations, f"{{{RELATIONS}}}Relationship")
        relation.set("Id", identifier)
        relation.set("Type", f"{OFFICE}/{kind}")
        relation.set("Target", target)

    def _declare_png(self) -> None:
        tag = f"{{{TYPES}}}Default"
        if any(one.get("Extension", "").lower() == "png" for one in self._types.iter(tag)):
            return
        default = etree.Element(tag)
        default.set("Extension", "png")
        default.set("ContentType", "image/png")
        self._types.insert(0, default)
