"""A zip package whose bytes depend on what is written and on nothing else."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from documents.writers.text import xml_text

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Target = Path | BinaryIO
Write = Callable[[str], None]


class PackageWriter:
    """Puts XML parts into a zip, whole or piece by piece; every date is that of the zip epoch."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive

    def parts(self, parts: Mapping[str, str]) -> None:
        for name, xml in parts.items():
            with self.stream(name) as write:
                write(xml)

    @contextmanager
    def stream(self, name: str) -> Iterator[Write]:
        """A function that appends text to the part; nothing is kept in memory."""
        # Opened by name, a part gets 1980-01-01 and not the clock.
        with self._archive.open(name, "w") as part:

            def write(xml: str) -> None:
                part.write(xml.encode("utf-8"))

            write(XML)
            yield write


@contextmanager
def open_package(target: Target, *, level: int) -> Iterator[PackageWriter]:
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=level) as archive:
        yield PackageWriter(archive)


def core_properties(title: str, author: str) -> str:
    """Title, author and language; no dates, so that equal contents give equal bytes."""
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{xml_text(title)}</dc:title>'
        f"<dc:creator>{xml_text(author)}</dc:creator><dc:language>ru-RU</dc:language>"
        "</cp:coreProperties>"
    )


def package_relations(main_part: str) -> str:
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="{main_part}"/>'
        f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>'
    )
