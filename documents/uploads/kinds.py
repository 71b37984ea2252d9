"""Which kinds of file there are, and which of them each door takes."""

from enum import Enum, StrEnum
from pathlib import PurePath

MAX_BYTES = 20 * 2**20


class Kind(StrEnum):
    """What a file is, whatever it is called; the value is its usual ending."""

    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    ODS = "ods"
    DOC = "doc"
    XLS = "xls"
    RTF = "rtf"
    TXT = "txt"
    CSV = "csv"
    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    SIG = "sig"
    P7S = "p7s"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    Kind.DOCX: f"{_OPEN_XML}.wordprocessingml.document",
    Kind.XLSX: f"{_OPEN_XML}.spreadsheetml.sheet",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Kind.DOC: "application/msword",
    Kind.XLS: "application/vnd.ms-excel",
    Kind.RTF: "application/rtf",
    Kind.TXT: "text/plain; charset=utf-8",
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.SIG: "application/pkcs7-signature",
    Kind.P7S: "application/pkcs7-signature",
}

PACKAGES = frozenset({Kind.DOCX, Kind.XLSX, Kind.ODT, Kind.ODS})
OLD_OFFICE = frozenset({Kind.DOC, Kind.XLS, Kind.RTF})
IMAGES = frozenset({Kind.JPEG, Kind.PNG})
SIGNATURES = frozenset({Kind.SIG, Kind.P7S})


class Accepts(Enum):
    """A door of the portal, by what may pass it."""

    PLAN_DOCUMENT = (
        Kind.DOCX,
        Kind.XLSX,
        Kind.ODT,
        Kind.ODS,
        Kind.TXT,
        Kind.PDF,
        Kind.DOC,
        Kind.XLS,
        Kind.RTF,
    )
    EVIDENCE = (Kind.PDF, Kind.DOCX, Kind.XLSX, Kind.JPEG, Kind.PNG)
    TABLE = (Kind.XLSX, Kind.CSV)
    PLAN_PAPER = (Kind.PDF, Kind.JPEG, Kind.PNG, Kind.SIG, Kind.P7S)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        kinds: tuple[Kind, ...] = self.value
        return kinds

    @property
    def suffixes(self) -> str:
        """For the `accept` attribute of a file field and for sentences: «.docx, .xlsx»."""
        return ", ".join(f".{kind}" for kind in self.kinds)


def kind_by_name(name: str) -> Kind | None:
    """What the ending promises, if it promises anything we know."""
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    suffix = {"jpeg": "jpg", "jpe": "jpg"}.get(suffix, suffix)
    return Kind(suffix) if suffix in set(Kind) else None
