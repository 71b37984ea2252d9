"""A zip package in which single parts are replaced; all others keep their bytes and dates."""

import copy
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from documents.patching.model import PatchError
from documents.readers import UnreadableDocumentError
from documents.readers.package import check_part

Target = Path | BinaryIO


@contextmanager
def open_source(source: Path) -> Iterator[ZipFile]:
    """The zip file of the source; what is broken in it raises PatchError."""
    try:
        with ZipFile(source) as package:
            yield package
    except (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise PatchError(f"the source is no whole zip package: {error}") from error
    except (etree.LxmlError, UnreadableDocumentError) as error:
        raise PatchError(f"a part of the source cannot be read: {error}") from error


def read_part(package: ZipFile, part: str) -> bytes:
    """The bytes of a part, if the package has it and it is no bomb."""
    if part not in package.namelist():
        raise PatchError(f"the package has no part {part}")
    check_part(package, part, part)
    return package.read(part)


def read_xml(package: ZipFile, part: str) -> etree._Element:
    """The root of a part."""
    return parse_xml(read_part(package, part), part)


def parse_xml(content: bytes, part: str) -> etree._Element:
    """The root of what a part says; a document type is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    root = etree.parse(io.BytesIO(content), parser).getroot()
    if root.getroottree().docinfo.internalDTD is not None:
        raise PatchError(f"{part} has a document type")
    return root


def xml_bytes(root: etree._Element) -> bytes:
    content: bytes = etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return content


def write_package(package: ZipFile, target: Target, parts: Mapping[str, bytes | None]) -> None:
    """Copy the package in its order, with `parts` replaced; None leaves a part out."""
    with ZipFile(target, "w") as copied:
        for info in package.infolist():
            content = parts.get(info.filename, b"")
            if content is None:
                continue
            entry = copy.copy(info)
            # What a newer zip program noted about sizes belongs to the old bytes.
            entry.extra = b""
            is_new = info.filename in parts
            copied.writestr(entry, content if is_new else package.read(info))
