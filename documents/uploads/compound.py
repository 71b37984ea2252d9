"""Files of Word and Excel 97–2003: streams in a small file system of their own («OLE»)."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from documents.uploads.errors import UploadError
from documents.uploads.kinds import Kind
from documents.uploads.zip_directory import damaged

_END_OF_CHAIN, _HIGHEST = 0xFFFFFFFE, 0xFFFFFFFA
_HEADER = struct.Struct("<8s16x2x2xHHH6x4xLL4xLLLLL")
_ENTRY = struct.Struct("<64sHB49xLQ")
_STREAM, _ROOT = 2, 5
_SHIFTS = {9: 6, 12: 6}
_MAX_ENTRIES = 20_000
_HEAD_BYTES = 2**20

_LOCKED = (
    "Файл защищён паролем. Откройте его, снимите пароль («Файл → Сведения → Защита»), "
    "сохраните и загрузите снова."
)
_MACROS = (
    "В файле есть макросы, такие файлы портал не принимает. Сохраните его как .docx или .xlsx и "
    "загрузите снова."
)
_EMBEDDED = (
    "В файл вставлен другой файл или объект. Замените его обычной таблицей или рисунком, "
    "сохраните и загрузите снова."
)
_TOO_OLD = (
    "Файл сохранён в Word или Excel до 1997 года. Откройте его, сохраните как .docx или .xlsx и "
    "загрузите снова."
)
_OTHER = (
    "Это файл другой программы (например, презентация или почтовое письмо). Сохраните план как "
    "документ .docx или книгу .xlsx и загрузите снова."
)
_MACRO_NAMES = frozenset({"vba", "macros", "_vba_project", "_vba_project_cur", "xlm"})
_OBJECT_NAME = re.compile(r"_\d{6,}|mbd[0-9a-f]{6,}|\x01ole10native|package|contents")
_WORD_MARK, _WORD_97, _WORD_IS_LOCKED = 0xA5EC, 0xC1, 0x0100
_BOOK_START, _BOOK_END, _BOOK_IS_LOCKED, _SHEET = 0x0809, 0x000A, 0x002F, 0x0085
_BOOK_97 = 0x0600
_MACRO_SHEETS = frozenset({0x01, 0x06})


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


def check(path: Path) -> Kind:
    """What the file is: whole, unlocked, without macros or other files inside, or refused."""
    try:
        return _Compound(path.read_bytes()).checked()
    except (struct.error, IndexError, UnicodeDecodeError):
        raise damaged() from None


class _Compound:
    """The directory of one file, and the beginnings of its streams."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        fields = _HEADER.unpack_from(data)
        _, order, shift, small_shift, _, first, self._cutoff, small, _, more, _ = fields
        if order != 0xFFFE or _SHIFTS.get(shift) != small_shift:
            raise damaged()
        self._sector = 1 << shift
        self._next = self._table(more)
        self._entries = list(self._directory(first))
        self._small_next = self._numbers(b"".join(self._chain(small)))

    def checked(self) -> Kind:
        names = {entry.name for entry in self._entries}
        if "encryptedpackage" in names:
            raise UploadError(_LOCKED)
        if names & _MACRO_NAMES:
            raise UploadError(_MACROS)
        if any(_OBJECT_NAME.fullmatch(name) for name in names):
            raise UploadError(_EMBEDDED)
        return self._kind(names)

    def _kind(self, names: set[str]) -> Kind:
        if "worddocument" in names:
            _check_text(self._head("worddocument"))
            return Kind.DOC
        if "workbook" in names:
            _check_book(self._head("workbook"))
            return Kind.XLS
        raise UploadError(_TOO_OLD if "book" in names else _OTHER)

    def _table(self, more: int) -> list[int]:
        """Which sector follows which; its own sectors are listed in the header and beyond."""
        listed = list(struct.unpack_from("<109L", self._data, 76))
        seen = set[int]()
        while more < _HIGHEST and more not in seen:
            seen.add(more)
            *numbers, more = self._numbers(self._sector_at(more))
            listed.extend(numbers)
        sectors = [number for number in listed if number < _HIGHEST]
        if len(sectors) * self._sector > len(self._data):
            raise damaged()
        return self._numbers(b"".join(map(self._sector_at, sectors)))

    def _numbers(self, data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}L", data[: len(data) // 4 * 4]))

    def _sector_at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        data = self._data[start : start + self._sector]
        if not data:
            raise damaged()
        return data

    def _chain(self, number: int) -> Iterator[bytes]:
        seen = set[int]()
        while number < _HIGHEST:
            if number in seen:
                raise damaged()
            seen.add(number)
            yield self._sector_at(number)
            number = self._next[number]
        if number != _END_OF_CHAIN:
            raise damaged()

    def _directory(self, first: int) -> Iterator[_Entry]:
        data = b"".join(self._chain(first))
        if not data or len(data) > _MAX_ENTRIES * _ENTRY.size:
            raise damaged()
        for at in range(0, len(data), _ENTRY.size):
            raw, length, kind, start, size = _ENTRY.unpack_from(data, at)
            if kind:
                name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                yield _Entry(name.lower(), kind, start, size & 0xFFFFFFFF)

    def _head(self, name: str) -> bytes:
        """The beginning of a stream, up to a megabyte."""
        entry = next(one for one in self._entries if one.name == name)
        if entry.kind != _STREAM:
            raise damaged()
        wanted = min(entry.size, _HEAD_BYTES)
        pieces = self._chain(entry.start) if entry.size >= self._cutoff else self._small(entry)
        head = b""
        for piece in pieces:
            head += piece
            if len(head) >= wanted:
                break
        return head[:wanted]

    def _small(self, entry: _Entry) -> Iterator[bytes]:
        """A stream of a few bytes lives in pieces of 64 inside the root's own stream."""
        root = next((one for one in self._entries if one.kind == _ROOT), None)
        held = b"".join(self._chain(root.start)) if root else b""
        number, seen = entry.start, set[int]()
        while number < _HIGHEST and number not in seen:
            seen.add(number)
            yield held[number * 64 : number * 64 + 64]
            number = self._small_next[number]


def _check_text(head: bytes) -> None:
    mark, version = struct.unpack_from("<HH", head)
    [flags] = struct.unpack_from("<H", head, 10)
    if mark != _WORD_MARK:
        raise UploadError(_TOO_OLD) if mark == 0xA5DC else damaged()
    if version < _WORD_97:
        raise UploadError(_TOO_OLD)
    if flags & _WORD_IS_LOCKED:
        raise UploadError(_LOCKED)


def _check_book(head: bytes) -> None:
    """The records of the book as a whole, up to the end of their part."""
    at, is_first = 0, True
    while at + 4 <= len(head):
        record, length = struct.unpack_from("<HH", head, at)
        if is_first and (record, head[at + 4 : at + 6]) != (_BOOK_START, b"\0\6"):
            raise UploadError(_TOO_OLD) if record & 0xFF == 9 else damaged()
        if record == _BOOK_IS_LOCKED:
            raise UploadError(_LOCKED)
        if record == _SHEET and head[at + 9] in _MACRO_SHEETS:
            raise UploadError(_MACROS)
        if record == _BOOK_END:
            return
        at, is_first = at + 4 + length, False
    if at + 4 > _HEAD_BYTES:
        return
    raise damaged()
