"""Zip files written byte by byte, so that a test can lie in any field."""

import struct
import zlib
from dataclasses import dataclass, replace

CENTRAL = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
END = struct.Struct("<4s4H2LH")


@dataclass(frozen=True)
class Part:
    """One entry; the `stated_…` fields are what the headers claim, when they lie."""

    name: str
    data: bytes = b""
    method: int = 8
    flags: int = 0x800
    stated_size: int | None = None
    stated_crc: int | None = None
    local_name: str | None = None
    local_method: int | None = None
    local_size: int | None = None
    gap: bytes = b""
    offset: int | None = None

    def packed(self) -> bytes:
        if self.method == 0:
            return self.data
        deflater = zlib.compressobj(1, zlib.DEFLATED, -15)
        return deflater.compress(self.data) + deflater.flush()


def build(
    parts: list[Part], *, prefix: bytes = b"", suffix: bytes = b"", comment: bytes = b""
) -> bytes:
    body, directory = bytearray(prefix), bytearray()
    for part in parts:
        body += part.gap
        offset = len(body) if part.offset is None else part.offset
        packed, name = part.packed(), part.name.encode()
        size = len(part.data) if part.stated_size is None else part.stated_size
        crc = zlib.crc32(part.data) if part.stated_crc is None else part.stated_crc
        local_name = (part.local_name or part.name).encode()
        local_method = part.method if part.local_method is None else part.local_method
        local_size = size if part.local_size is None else part.local_size
        if part.offset is None:
            body += LOCAL.pack(
                b"PK\3\4",
                20,
                part.flags,
                local_method,
                0,
                33,
                crc,
                len(packed),
                local_size,
                len(local_name),
                0,
            )
            body += local_name + packed
        directory += CENTRAL.pack(
            b"PK\1\2",
            20,
            20,
            part.flags,
            part.method,
            0,
            33,
            crc,
            len(packed),
            size,
            len(name),
            0,
            0,
            0,
            0,
            0,
            offset,
        )
        directory += name
    count = len(parts) % 2**16
    end = END.pack(b"PK\5\6", 0, 0, count, count, len(directory), len(body), len(comment))
    return bytes(body + directory + end + comment + suffix)


def pack(parts: dict[str, bytes]) -> bytes:
    return build([Part(name, data) for name, data in parts.items()])


def tampered(parts: dict[str, bytes], name: str, **lies: object) -> bytes:
    """An honest package but for one entry."""
    entries = [Part(key, data) for key, data in parts.items()]
    return build([replace(part, **lies) if part.name == name else part for part in entries])
