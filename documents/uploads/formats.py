"""What an office package really is, read from its own declarations."""

from documents.uploads.contents import scan_parts
from documents.uploads.errors import UploadError
from documents.uploads.kinds import Kind
from documents.uploads.packages import Package
from documents.uploads.xml_scan import scan_xml
from documents.uploads.zip_directory import damaged

CONTENT_TYPES = "[Content_Types].xml"
_MAIN_TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": Kind.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": Kind.XLSX,
}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_ODF_TYPES = {f"{_OPEN_DOCUMENT}text": Kind.ODT, f"{_OPEN_DOCUMENT}spreadsheet": Kind.ODS}
_MANIFEST = "META-INF/manifest.xml"


def office_kind(package: Package) -> Kind:
    """The kind a package declares; whole, unlocked and free of macros, or refused."""
    names = set(package.names)
    if CONTENT_TYPES in names:
        return _open_xml_kind(package)
    if "mimetype" in names:
        return _open_document_kind(package)
    raise UploadError(
        "Это архив ZIP, а не документ. Распакуйте его и загрузите нужный файл отдельно."
    )


def check_package(package: Package) -> None:
    """Every part is what it says, and there is something to read."""
    scan_parts(package)
    if CONTENT_TYPES in package.names:
        _require_sheets(package)


def _open_xml_kind(package: Package) -> Kind:
    declared = _declared_types(package)
    if any("macroenabled" in kind.lower() for kind in declared):
        raise UploadError(
            "Это файл с поддержкой макросов. Сохраните его как обычный документ .docx или книгу "
            ".xlsx и загрузите снова."
        )
    for kind, part in declared.items():
        if kind in _MAIN_TYPES:
            if part not in package.names:
                raise damaged()
            return _MAIN_TYPES[kind]
    raise UploadError(
        "Это файл другой офисной программы (например, презентация или шаблон). Сохраните его как "
        "документ .docx или книгу .xlsx и загрузите снова."
    )


def _declared_types(package: Package) -> dict[str, str]:
    """Content type → part (without the leading slash; empty for a default by ending)."""
    declared: dict[str, str] = {}

    def note(_name: str, attributes: dict[str, str]) -> None:
        if "ContentType" in attributes:
            part = attributes.get("PartName", "").removeprefix("/")
            declared.setdefault(attributes["ContentType"], part)

    scan_xml(package.chunks(CONTENT_TYPES), note)
    return declared


def _require_sheets(package: Package) -> None:
    declared = _declared_types(package)
    books = [part for kind, part in declared.items() if _MAIN_TYPES.get(kind) is Kind.XLSX]
    for book in books:
        if not _count_elements(package, book, "sheet"):
            raise UploadError(
                "В книге нет ни одного листа. Откройте её в Excel, добавьте лист с таблицей, "
                "сохраните и загрузите снова."
            )


def _open_document_kind(package: Package) -> Kind:
    media_type = package.read("mimetype", 200).decode("ascii", "replace").strip()
    if media_type not in _ODF_TYPES or "content.xml" not in package.names:
        raise UploadError(
            "Это файл LibreOffice другого вида (например, презентация или шаблон). Сохраните его "
            "как документ .odt или таблицу .ods и загрузите снова."
        )
    locked = _MANIFEST in package.names and _count_elements(package, _MANIFEST, "encryption-data")
    if locked:
        raise UploadError("Документ защищён паролем. Сохраните его без пароля и загрузите снова.")
    return _ODF_TYPES[media_type]


def _count_elements(package: Package, part: str, wanted: str) -> int:
    found = 0

    def count(name: str, _attributes: dict[str, str]) -> None:
        nonlocal found
        found += name.rpartition(":")[2] == wanted

    scan_xml(package.chunks(part), count)
    return found
