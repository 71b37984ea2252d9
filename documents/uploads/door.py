"""The door itself: every uploaded file passes `inspect` before anyone reads it."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path, PurePath

from documents.uploads import child, compound, detached, formats, plain_text, signatures
from documents.uploads.contents import refuse_forbidden_parts
from documents.uploads.errors import UploadError
from documents.uploads.kinds import (
    IMAGES,
    MAX_BYTES,
    OLD_OFFICE,
    PACKAGES,
    SIGNATURES,
    Accepts,
    Kind,
    kind_by_name,
)
from documents.uploads.names import clean_file_name
from documents.uploads.packages import open_package
from documents.uploads.receiving import sync_directory, too_large

_OLD_SUFFIXES = {".doc", ".xls", ".rtf", ".dot", ".xlt"}
_MACRO_SUFFIXES = {".docm", ".xlsm", ".xlsb", ".dotm", ".xltm"}


@dataclass(frozen=True, slots=True, weakref_slot=True)
class InspectedFile:
    """A file that may be stored and read; `sha256` and `size` are those of what now lies there."""

    path: Path
    name: str
    kind: Kind
    size: int
    sha256: str

    @property
    def media_type(self) -> str:
        return self.kind.media_type


def inspect(path: Path, name: str, accepts: Accepts) -> InspectedFile:
    """Let the file in, or raise `UploadError` with the reason and the way out.

    Order: size, first bytes, zip budget, parts, DTD and tokens, format; pictures and PDF in a
    child process. Pictures are drawn anew in place. Readers go through `child.call` afterwards.
    """
    clean = clean_file_name(name)
    try:
        kind = _inspected_kind(path, clean, accepts)
    except UploadError as error:
        error.args = (f"Файл «{clean}» не принят. {error}",)
        raise
    return InspectedFile(path, _name_of(clean, kind), kind, path.stat().st_size, _digest(path))


def _inspected_kind(path: Path, name: str, accepts: Accepts) -> Kind:
    size = path.stat().st_size
    if not size:
        raise UploadError(
            "Он пуст (0 байт). Проверьте файл на своём компьютере и загрузите снова."
        )
    if size > MAX_BYTES:
        raise too_large(MAX_BYTES)
    promised = kind_by_name(name)
    if promised is None or promised not in accepts.kinds:
        raise _wrong_ending(name, accepts)
    if promised in PACKAGES:
        return _inspect_package(path, promised)
    return _inspect_other(path, promised)


def _inspect_other(path: Path, promised: Kind) -> Kind:
    if promised in IMAGES:
        return _inspect_image(path)
    if promised in OLD_OFFICE:
        return _inspect_old_office(path, promised)
    if promised in SIGNATURES:
        detached.check(path)
        return promised
    return _inspect_pdf(path) if promised is Kind.PDF else _inspect_text(path, promised)


def _wrong_ending(name: str, accepts: Accepts) -> UploadError:
    suffix = PurePath(name).suffix.lower()
    if suffix in _MACRO_SUFFIXES:
        return UploadError(
            f"Файлы {suffix} могут содержать макросы. Сохраните его как .docx или .xlsx и "
            "загрузите снова."
        )
    if suffix in _OLD_SUFFIXES:
        return UploadError(
            f"Формат {suffix} устарел. Откройте файл, выберите «Сохранить как» и тип .docx или "
            ".xlsx, затем загрузите снова."
        )
    if suffix == ".pdf":
        return UploadError(
            "Из PDF и сканов таблицы не читаются без ошибок. Загрузите исходный документ: "
            f"{accepts.suffixes}."
        )
    return UploadError(f"Здесь принимаются файлы {accepts.suffixes}. Выберите такой файл.")


def _inspect_package(path: Path, promised: Kind) -> Kind:
    found = signatures.signature(path)
    if found != "zip":
        raise signatures.mismatch(path, found)
    with open_package(path) as package:
        refuse_forbidden_parts(package)
        kind = formats.office_kind(package)
        if kind is not promised:
            raise UploadError(
                f"По содержанию это .{kind}, а имя кончается на .{promised}. Верните файлу "
                f"расширение .{kind} и загрузите снова."
            )
        formats.check_package(package)
    return kind


def _inspect_old_office(path: Path, promised: Kind) -> Kind:
    """By content between .doc and .rtf: Word itself saves RTF under either name."""
    found = signatures.signature(path)
    if found == "rtf" and promised is not Kind.XLS:
        child.call("documents.uploads.rtf:check", path)
        return Kind.RTF
    if found != "ole":
        raise signatures.mismatch(path, found)
    kind = compound.check(path)
    if kind is promised or promised is Kind.RTF:
        return kind
    raise UploadError(
        f"По содержанию это .{kind}, а имя кончается на .{promised}. Верните файлу "
        f"расширение .{kind} и загрузите снова."
    )


def _inspect_image(path: Path) -> Kind:
    """By content: a PNG that is called .jpg is a common, honest slip."""
    found = signatures.signature(path)
    if found not in {Kind.JPEG, Kind.PNG}:
        raise _not_an_image(path, found)
    redrawn = path.with_name(f"{path.name}.redrawn")
    try:
        child.call("documents.uploads.images:redraw", path, str(redrawn.resolve()))
        with redrawn.open("rb") as file:
            os.fsync(file.fileno())
        redrawn.replace(path)
    finally:
        redrawn.unlink(missing_ok=True)
    sync_directory(path.parent)
    return Kind(found)


def _not_an_image(path: Path, found: str) -> UploadError:
    if found in {"picture", "svg", "program", "archive"}:
        return signatures.mismatch(path, found)
    return UploadError("Это не снимок: внутри файла нет JPEG или PNG. Выберите другой файл.")


def _inspect_pdf(path: Path) -> Kind:
    if signatures.signature(path) != Kind.PDF:
        raise UploadError("Внутри не PDF, хотя имя так говорит. Выберите другой файл.")
    child.call("documents.uploads.pdf:check", path)
    return Kind.PDF


def _inspect_text(path: Path, kind: Kind) -> Kind:
    found = signatures.signature(path)
    if found not in {"text", "unknown"}:
        raise signatures.mismatch(path, found)
    plain_text.check(path)
    return kind


def _name_of(name: str, kind: Kind) -> str:
    """The name with the ending of what was found inside."""
    if kind_by_name(name) is kind:
        return name
    return clean_file_name(f"{PurePath(name).stem}.{kind}")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
