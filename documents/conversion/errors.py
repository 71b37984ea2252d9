"""Why a document could not be converted, each time with the way out."""

from pathlib import PurePath

from documents.uploads.errors import UploadError

_OLD_TEXT = (
    "Откройте файл в Word, выберите «Файл → Сохранить как», тип «Документ Word (.docx)», и "
    "загрузите снова."
)
_OLD_BOOK = (
    "Откройте файл в Excel, выберите «Файл → Сохранить как», тип «Книга Excel (.xlsx)», и "
    "загрузите снова."
)
_WAYS_OUT = {".doc": _OLD_TEXT, ".rtf": _OLD_TEXT, ".xls": _OLD_BOOK}
_SAVE_YOURSELF = (
    "Скачайте документ в своём формате и сохраните его в нужном через «Сохранить как»."
)


class ConversionError(UploadError):
    """No converted document; the text says why and what to do."""


def no_office(name: str, to: str) -> ConversionError:
    return ConversionError(f"На сервере портала нет LibreOffice: {_vain(name, to)}")


def busy(name: str, to: str) -> ConversionError:
    return ConversionError(
        f"Портал занят другими документами, повторите через минуту. Сейчас {_vain(name, to)}"
    )


def too_slow(name: str, to: str) -> ConversionError:
    return ConversionError(f"Документ слишком велик или сложен: {_vain(name, to)}")


def failed(name: str, to: str) -> ConversionError:
    return ConversionError(f"LibreOffice не открывает этот документ: {_vain(name, to)}")


def _vain(name: str, to: str) -> str:
    way_out = _WAYS_OUT.get(PurePath(name).suffix.lower())
    if way_out is None:
        return f"сделать из «{name}» файл .{to} не удалось. {_SAVE_YOURSELF}"
    return f"файл «{name}» прочитать не удалось. {way_out}"
