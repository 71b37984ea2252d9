"""The table of contents of a zip file, read so that no two programs could read it differently."""

import re
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO

from documents.uploads.errors import UploadError

MAX_ENTRIES = 1_000
MAX_ENTRY = 64 * 2**20
MAX_UNPACKED = 200 * 2**20
MAX_RATIO = 150  # honest workbooks were measured at 14-15
_RATIO_FROM = 2**20

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _DESCRIPTOR, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_LONGEST_DESCRIPTOR = 24
_UNSTATED = 0xFFFFFFFF  # the real number is in the zip64 field; the data itself is counted later
_ABSOLUTE_OR_UPWARD = re.compile(r"^/|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)|\x00")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file inside the package, as the central directory describes it."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    unpacked: int
    offset: int


def damaged() -> UploadError:
    return UploadError(
        "Файл повреждён или загрузился не полностью. Откройте его на своём компьютере, "
        "сохраните заново и загрузите ещё раз."
    )


def unusual() -> UploadError:
    return UploadError(
        "Файл собран необычно: разные программы увидели бы в нём разное содержимое. "
        "Откройте его в Word, Excel или LibreOffice, сохраните под новым именем и загрузите снова."
    )


def bomb() -> UploadError:
    return UploadError(
        "Файл распаковывается в слишком большой объём, так устроены «архивные бомбы». "
        "Скопируйте нужные данные в новый документ и загрузите его."
    )


def read_directory(file: BinaryIO, size: int) -> list[Entry]:
    """Every entry, or a refusal: the directory must end the file and fit the budget."""
    start, length, count = _end_record(file, size)
    if count > MAX_ENTRIES:
        raise bomb()
    file.seek(start)
    entries = list(_central_records(file.read(length), count))
    _check_budget(entries)
    _check_names(entries)
    return entries


def data_offsets(file: BinaryIO, entries: list[Entry], directory_start: int) -> dict[str, int]:
    """Where each entry's bytes begin; spans must tile the file, each under its own header."""
    offsets: dict[str, int] = {}
    free_from = 0
    for entry in sorted(entries, key=lambda entry: entry.offset):
        gap = entry.offset - free_from
        if gap < 0 or gap > (_LONGEST_DESCRIPTOR if offsets else 0):
            raise unusual()
        offsets[entry.name] = _local_data(file, entry)
        free_from = offsets[entry.name] + entry.packed
    if not 0 <= directory_start - free_from <= _LONGEST_DESCRIPTOR:
        raise unusual()
    return offsets


def directory_start(file: BinaryIO, size: int) -> int:
    return _end_record(file, size)[0]


def _end_record(file: BinaryIO, size: int) -> tuple[int, int, int]:
    if size < _END.size:
        raise damaged()
    file.seek(size - _END.size)
    signature, disk, other, here, count, length, start, comment = _END.unpack(file.read(_END.size))
    if signature != b"PK\5\6":
        raise _end_is_missing(file, size)
    if (disk, other, comment) != (0, 0, 0) or here != count:
        raise unusual()
    if start + length + _END.size != size:
        raise unusual()
    return start, length, count


def _end_is_missing(file: BinaryIO, size: int) -> UploadError:
    file.seek(max(0, size - 2**16 - _END.size))
    return unusual() if b"PK\5\6" in file.read() else damaged()


def _central_records(data: bytes, count: int) -> list[Entry]:
    entries, at = [], 0
    for _ in range(count):
        if at + _CENTRAL.size > len(data):
            raise damaged()
        fields = _CENTRAL.unpack_from(data, at)
        name_at = at + _CENTRAL.size
        raw_name = data[name_at : name_at + fields[10]]
        entries.append(_entry(fields, raw_name))
        at = name_at + fields[10] + fields[11] + fields[12]
    if at != len(data):
        raise unusual()
    return entries


def _entry(fields: tuple[Any, ...], raw_name: bytes) -> Entry:
    _, _, _, flags, method, _, _, crc, packed, unpacked, *rest = fields
    try:
        name = raw_name.decode("utf-8" if flags & _UTF8 else "cp437")
    except UnicodeDecodeError:
        raise unusual() from None
    if fields[0] != b"PK\1\2" or not raw_name:
        raise damaged()
    if flags & _ENCRYPTED:
        raise UploadError(
            "Файл или архив защищён паролем. Снимите пароль, сохраните файл и загрузите снова."
        )
    if method not in {_STORED, _DEFLATED}:
        raise unusual()
    return Entry(name, raw_name, flags, method, crc, packed, unpacked, rest[-1])


def _check_budget(entries: list[Entry]) -> None:
    if sum(entry.unpacked for entry in entries) > MAX_UNPACKED:
        raise bomb()
    for entry in entries:
        swollen = entry.unpacked > max(_RATIO_FROM, entry.packed * MAX_RATIO)
        if entry.unpacked > MAX_ENTRY or swollen:
            raise bomb()


def _check_names(entries: list[Entry]) -> None:
    names = {entry.name.casefold() for entry in entries}
    if len(names) != len(entries) or any(map(_ABSOLUTE_OR_UPWARD.search, names)):
        raise unusual()


def _local_data(file: BinaryIO, entry: Entry) -> int:
    file.seek(entry.offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size:
        raise damaged()
    signature, _, flags, method, _, _, crc, packed, unpacked, name, extra = _LOCAL.unpack(header)
    if signature != b"PK\3\4":
        raise damaged()
    same_kind = (flags & ~_UTF8, method) == (entry.flags & ~_UTF8, entry.method)
    if not same_kind or file.read(name) != entry.raw_name:
        raise unusual()
    if not flags & _DESCRIPTOR:
        stated = (
            crc,
            *(_UNSTATED if value == _UNSTATED else value for value in (packed, unpacked)),
        )
        if not _agrees(stated, entry):
            raise unusual()
    return entry.offset + _LOCAL.size + int(name) + int(extra)


def _agrees(stated: tuple[int, ...], entry: Entry) -> bool:
    known = (entry.crc, entry.packed, entry.unpacked)
    return all(a in {b, _UNSTATED} for a, b in zip(stated, known, strict=True))
