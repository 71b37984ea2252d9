"""Word documents built cell by cell, and read again."""

import zipfile
from pathlib import Path

from lxml import etree

from documents.readers import Table, read_blocks
from documents.readers.docx_stream import W

NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{rest}"'
    for prefix, rest in (
        ("w", "openxmlformats.org/wordprocessingml/2006/main"),
        ("w14", "microsoft.com/office/word/2010/wordml"),
        ("mc", "openxmlformats.org/markup-compatibility/2006"),
        ("r", "openxmlformats.org/officeDocument/2006/relationships"),
    )
)
DOCUMENT = "word/document.xml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def run(text, settings=""):
    look = f"<w:rPr>{settings}</w:rPr>" if settings else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def line(content="", settings=""):
    look = f"<w:pPr>{settings}</w:pPr>" if settings else ""
    return f"<w:p>{look}{content}</w:p>"


def cell(content, merge="", span=1):
    """A cell; `content` is a text or paragraphs, `merge` «restart» or «continue»."""
    down = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    blocks = content if content.startswith("<") else line(run(content) if content else "")
    return f"<w:tc><w:tcPr>{across}{down}</w:tcPr>{blocks}</w:tc>"


def row(*cells, settings=""):
    made = [one if one.startswith("<") else cell(one) for one in cells]
    look = f"<w:trPr>{settings}</w:trPr>" if settings else ""
    return f"<w:tr>{look}{''.join(made)}</w:tr>"


def table(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def control(content, settings=""):
    return f"<w:sdt><w:sdtPr>{settings}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def write(path: Path, *blocks: str) -> Path:
    body = f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr(DOCUMENT, body)
    return path


def read_xml(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(DOCUMENT))


def canonical(path: Path) -> bytes:
    return etree.tostring(read_xml(path), method="c14n")


def tables(path: Path) -> dict[int, Table]:
    return {
        block.place: block
        for block in read_blocks(path, path.name)
        if isinstance(block, Table) and block.place >= 0
    }


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def all_of(path: Path, name: str) -> list[etree._Element]:
    return list(read_xml(path).iter(f"{W}{name}"))
