"""A zip package opened with care: each part is counted and checked as it is unpacked."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from documents.uploads import zip_directory
from documents.uploads.zip_directory import Entry

_CHUNK = 2**16


class Package:
    """The parts of one office file, by name."""

    def __init__(self, file: BinaryIO, entries: list[Entry], offsets: dict[str, int]) -> None:
        self._file = file
        self._entries = {entry.name: entry for entry in entries if not entry.name.endswith("/")}
        self._offsets = offsets

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked part, piece by piece; refused at the first byte beyond its stated size."""
        entry = self._entries[name]
        crc = size = 0
        for piece in self._unpack(entry):
            crc, size = zlib.crc32(piece, crc), size + len(piece)
            if size > entry.unpacked:
                raise zip_directory.bomb()
            yield piece
        if (crc, size) != (entry.crc, entry.unpacked):
            raise zip_directory.damaged()

    def read(self, name: str, limit: int) -> bytes:
        """The first `limit` bytes of a part."""
        data = b""
        for piece in self.chunks(name):
            data += piece
            if len(data) >= limit:
                break
        return data[:limit]

    def _packed(self, entry: Entry) -> Iterator[bytes]:
        at, left = self._offsets[entry.name], entry.packed
        while left:
            self._file.seek(at)
            data = self._file.read(min(left, _CHUNK))
            if not data:
                raise zip_directory.damaged()
            at, left = at + len(data), left - len(data)
            yield data

    def _unpack(self, entry: Entry) -> Iterator[bytes]:
        if not entry.method:
            yield from self._packed(entry)
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for data in self._packed(entry):
                yield inflater.decompress(data, _CHUNK)
                while inflater.unconsumed_tail and not inflater.eof:
                    yield inflater.decompress(inflater.unconsumed_tail, _CHUNK)
        except zlib.error:
            raise zip_directory.damaged() from None
        yield inflater.flush()
        if not inflater.eof:
            raise zip_directory.damaged()
        if inflater.unused_data:
            raise zip_directory.unusual()


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """The package at `path`, its table of contents already checked."""
    size = path.stat().st_size
    with path.open("rb") as file:
        entries = zip_directory.read_directory(file, size)
        start = zip_directory.directory_start(file, size)
        yield Package(file, entries, zip_directory.data_offsets(file, entries, start))
