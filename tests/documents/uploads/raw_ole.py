"""Files of old Word and Excel written sector by sector, so that a test can lie in any field."""

import struct
from dataclasses import dataclass

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5


@dataclass(frozen=True)
class Node:
    """A stream, or a storage where `data` is None; `start` lies about where it begins."""

    name: str
    data: bytes | None = None
    start: int | None = None
    size: int | None = None


def build(nodes: list[Node], **lies: object) -> bytes:
    """`fat` changes single links (sector → next), the others are fields of the header."""
    sectors: list[bytes] = []
    links: dict[int, int] = {}
    entries = [_entry(Node("Root Entry"), ROOT, END, 0)]
    for node in nodes:
        data = b"" if node.data is None else node.data.ljust(4096, b"\0")
        start = _put(data, sectors, links) if data else END
        kind = STORAGE if node.data is None else STREAM
        size = len(data) if node.size is None else node.size
        entries.append(_entry(node, kind, start if node.start is None else node.start, size))
    directory = b"".join(entries)
    first = _put(directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0"), sectors, links)
    links[len(sectors)] = FAT
    links |= lies.get("fat", {})
    table = [links.get(number, FREE) for number in range(SECTOR // 4)]
    header = struct.pack(
        "<8s16xHHHHH6xLLLLLLLLL",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        lies.get("order", 0xFFFE),
        lies.get("shift", 9),
        6,
        0,
        1,
        lies.get("directory", first),
        0,
        4096,
        lies.get("small", END),
        0,
        lies.get("more", END),
        0,
    )
    listed = struct.pack("<109L", lies.get("table", len(sectors)), *[FREE] * 108)
    return header + listed + b"".join(sectors) + struct.pack(f"<{SECTOR // 4}L", *table)


def text_head(*, mark: int = 0xA5EC, version: int = 0xC1, flags: int = 0) -> bytes:
    """The beginning of the stream of a Word document."""
    return struct.pack("<HH6xH", mark, version, flags) + bytes(500)


def book_records(*records: tuple[int, bytes]) -> bytes:
    """The stream of a workbook: its first record, these, and the end."""
    start = (0x0809, b"\0\6\5\0" + bytes(12))
    return b"".join(
        struct.pack("<HH", record, len(data)) + data
        for record, data in (start, *records, (0x000A, b""))
    )


def _put(data: bytes, sectors: list[bytes], links: dict[int, int]) -> int:
    first = len(sectors)
    count = len(data) // SECTOR
    for index in range(count):
        sectors.append(data[index * SECTOR : (index + 1) * SECTOR])
        links[first + index] = first + index + 1 if index + 1 < count else END
    return first


def _entry(node: Node, kind: int, start: int, size: int) -> bytes:
    name = node.name.encode("utf-16-le")[:62]
    return struct.pack(
        "<64sHBBLLL16xL16xLQ", name, len(name) + 2, kind, 1, FREE, FREE, FREE, 0, start, size
    )
