"""Honest files of every kind, made by the programs' own libraries."""

from io import BytesIO
from zipfile import ZipFile

from docx import Document
from openpyxl import Workbook
from PIL import Image

ODF_MANIFEST = (
    b'<?xml version="1.0"?><manifest:manifest '
    b'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)
ODF_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>'
    '<text:p>План <text:a xlink:href="https://navigator.example/">Навигатор</text:a></text:p>'
    "</office:text></office:body></office:document-content>"
)


def docx() -> bytes:
    document = Document()
    document.add_heading("План работы на 2025 год")
    table = document.add_table(2, 3)
    table.cell(0, 0).text = "№ п/п"
    return _saved(document)


def xlsx() -> bytes:
    book = Workbook()
    book.active.append(["№ п/п", "Мероприятие", "Срок"])
    book.active.append([1, "Совещание", "сентябрь"])
    book.active["B2"].hyperlink = "https://navigator.example/"
    return _saved(book)


def parts(package: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def odf_parts(kind: str = "text") -> dict[str, bytes]:
    return {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
        "content.xml": ODF_CONTENT.encode(),
        "META-INF/manifest.xml": ODF_MANIFEST,
    }


def ods_parts() -> dict[str, bytes]:
    """A sheet of two rows, whose names every attack may use."""
    cells = "".join(
        f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"
        for text in ("№ п/п", "Мероприятие", "Срок")
    )
    row = f"<table:table-row>{cells}</table:table-row>"
    sheet = f'<table:table table:name="План">{row}{row}</table:table>'
    content = ODF_CONTENT.replace(
        "xmlns:draw=", 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw='
    )
    start, end = content.index("<office:text>"), content.index("</office:body>")
    body = f"<office:spreadsheet>{sheet}</office:spreadsheet>"
    return odf_parts("spreadsheet") | {
        "content.xml": f"{content[:start]}{body}{content[end:]}".encode()
    }


def pdf(objects: bytes = b"", pages: int = 1, extra: bytes = b"") -> bytes:
    leaves = b"".join(
        b"%d 0 obj<</Type/Page/Parent 2 0 R>>endobj\n" % (10 + i) for i in range(pages)
    )
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R" + extra + b">>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1>>endobj\n"
        + leaves
        + objects
        + b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def picture(kind: str, **options: object) -> bytes:
    return _saved(Image.new("RGB", (40, 30), "teal"), kind, **options)


def _saved(thing: object, *arguments: object, **options: object) -> bytes:
    buffer = BytesIO()
    thing.save(buffer, *arguments, **options)
    return buffer.getvalue()
