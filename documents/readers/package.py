"""Zip packages of office files, opened with care: size, password, entities."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from documents.readers.grid import UnreadableDocumentError

MAX_PART_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200  # a real document.xml shrinks ten to forty times
SMALL_PART_BYTES = 4 * 1024 * 1024

DAMAGED = (
    "Файл «{name}» повреждён или сохранён не до конца. Откройте его в редакторе, "
    "сохраните ещё раз и загрузите снова."
)
TOO_LARGE = (
    "Файл «{name}» при распаковке слишком велик для плана. Проверьте, тот ли это файл, "
    "уберите из него картинки и лишние листы и загрузите снова."
)


@contextmanager
def open_package(path: Path, name: str) -> Iterator[ZipFile]:
    """The zip file, with every way it may be broken turned into a sentence."""
    try:
        with ZipFile(path) as package:
            yield package
    except (
        BadZipFile,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        etree.LxmlError,
    ) as error:
        raise UnreadableDocumentError(DAMAGED.format(name=name)) from error


def check_part(package: ZipFile, part: str, name: str) -> None:
    """Refuse a part that would unpack into something out of all proportion."""
    info = package.getinfo(part)
    is_bomb = info.file_size > SMALL_PART_BYTES and info.file_size > MAX_RATIO * info.compress_size
    if is_bomb or info.file_size > MAX_PART_BYTES:
        raise UnreadableDocumentError(TOO_LARGE.format(name=name))


def read_part(package: ZipFile, part: str, name: str) -> etree._Element | None:
    """The root of a small part; None where the package has no such part."""
    if part not in package.namelist():
        return None
    check_part(package, part, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    return etree.parse(io.BytesIO(package.read(part)), parser).getroot()
