"""What no office file may carry: macros, objects, self-opening links, too many cells."""

import re
from collections.abc import Iterable, Iterator

from documents.uploads.errors import UploadError
from documents.uploads.packages import Package
from documents.uploads.xml_scan import OnElement, scan_xml
from documents.uploads.zip_directory import bomb

MAX_CELLS = 3_000_000

_MACROS = (
    "В файле есть макросы, такие файлы портал не принимает. Сохраните его без макросов "
    "(«Файл → Сохранить как», тип .docx, .xlsx или .odt) и загрузите снова."
)
_ACTIVE_X = (
    "В файле есть элементы ActiveX. Удалите кнопки и поля ввода из документа, сохраните его и "
    "загрузите снова."
)
_EMBEDDED = (
    "В файл вставлен другой файл или объект. Замените его обычной таблицей или рисунком, "
    "сохраните и загрузите снова."
)
_LINKED_WORKBOOK = (
    "Книга связана с другими книгами. В Excel выберите «Данные → Изменить связи → Разорвать "
    "связь», сохраните файл и загрузите снова."
)
_STRANGER = (
    "В файле лежит программа или сценарий. Скопируйте текст и таблицы в новый документ и "
    "загрузите его."
)
_TEMPLATE = (
    "Документ подключает шаблон из другого места. В Word откройте «Разработчик → Шаблон "
    "документа», выберите «Normal», сохраните файл и загрузите снова."
)
_EXTERNAL = (
    "Документ берёт часть содержимого по внешней ссылке. Вставьте рисунки и данные в сам "
    "документ, сохраните его и загрузите снова."
)

_FORBIDDEN_PARTS = (
    (re.compile(r"vba(?:project|data)|macrosheets?/|^(?:basic|scripts)/"), _MACROS),
    (re.compile(r"(?:^|/)activex/"), _ACTIVE_X),
    (re.compile(r"(?:^|/)embeddings/|oleobject|^object(?:replacements/| \d)"), _EMBEDDED),
    (re.compile(r"(?:^|/)externallinks/"), _LINKED_WORKBOOK),
    (re.compile(r"\.(?:exe|dll|js|vbs|bat|cmd|ps1|lnk|hta|scr|jar|msi)$"), _STRANGER),
)
_CELL = re.compile(rb"<(?:[\w.-]+:)?(?:c|table-cell)[\s/>]")
_LOCAL_TEMPLATE = re.compile(r"^(?:file:///)?[A-Za-z]:[\\/]", re.IGNORECASE)
_MARKUP_SUFFIXES = (".xml", ".rels")
_NEVER_PARSED_SUFFIXES = (".svg", ".vml")  # not well-formed in honest files, and nobody reads them
_LINK_ELEMENTS = {"a", "template"}  # an address a person clicks, and where the style came from


def refuse_forbidden_parts(package: Package) -> None:
    for name in package.names:
        for pattern, sentence in _FORBIDDEN_PARTS:
            if pattern.search(name.lower()):
                raise UploadError(sentence)


def scan_parts(package: Package) -> None:
    """Unpack every part once: sizes and sums hold, the XML is sane, the cells can be counted."""
    cells = 0
    for name in package.names:
        counter = _CellCounter(cells)
        chunks = counter.count(package.chunks(name))
        if is_markup(package, name):
            scan_xml(chunks, _watcher(name))
        else:
            for _ in chunks:
                pass
        cells = counter.cells


def is_markup(package: Package, name: str) -> bool:
    if name.lower().endswith(_MARKUP_SUFFIXES):
        return True
    head = package.read(name, 128).replace(b"\0", b"")
    return b"<?xml" in head and not name.lower().endswith(_NEVER_PARSED_SUFFIXES)


class _CellCounter:
    """Counts table cells in passing; a tag cut by the border of two pieces may be missed."""

    def __init__(self, cells: int) -> None:
        self.cells = cells

    def count(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self.cells += len(_CELL.findall(chunk))
            if self.cells > MAX_CELLS:
                raise bomb()
            yield chunk


def _watcher(name: str) -> OnElement | None:
    if name.endswith(".rels"):
        return _check_relationship
    if name in {"content.xml", "styles.xml"}:
        return _check_open_document_link
    return None


def _check_relationship(_name: str, attributes: dict[str, str]) -> None:
    if attributes.get("TargetMode", "").lower() != "external":
        return
    kind = attributes.get("Type", "").rpartition("/")[2]
    if kind == "hyperlink":
        return
    if kind != "attachedTemplate":
        raise UploadError(_EXTERNAL)
    # Word notes the template a document was born from; on the author's own disk it is harmless.
    if not _LOCAL_TEMPLATE.match(attributes.get("Target", "")):
        raise UploadError(_TEMPLATE)


def _check_open_document_link(name: str, attributes: dict[str, str]) -> None:
    address = attributes.get("xlink:href", "")
    outside = re.match(r"\w+:|//|\\\\|\.\./", address)
    if outside and name.rpartition(":")[2] not in _LINK_ELEMENTS:
        raise UploadError(_EXTERNAL)
    if name in {"office:dde-source", "script:event-listener"}:
        raise UploadError(_MACROS)
