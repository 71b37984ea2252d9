"""Office packages with passengers, and what is left to the child process."""

from tests.documents.uploads import honest
from tests.documents.uploads.corpus.cases import (
    BODY,
    DAMAGED,
    DOCX,
    Case,
    book_with,
    text_with,
    with_sheet,
)
from tests.documents.uploads.raw_zip import pack

MACROS = "есть макросы"
EXTERNAL = "по внешней ссылке"


def relation(kind: str, target: str) -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{base}/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    ).encode()


def _locked_odt() -> dict[str, bytes]:
    manifest = honest.ODF_MANIFEST.replace(
        b"/>", b"><manifest:encryption-data/></manifest:manifest>"
    )
    return honest.odf_parts() | {"META-INF/manifest.xml": manifest}


def _linked_odt() -> dict[str, bytes]:
    image = '<draw:image xlink:href="http://a.example/i.png"/></text:p>'
    return honest.odf_parts() | {
        "content.xml": honest.ODF_CONTENT.replace("</text:p>", image).encode()
    }


WRONG_CONTENT = [
    Case("macros", "план.docx", text_with("word/vbaProject.bin"), MACROS),
    Case("macro sheet", "план.xlsx", book_with("xl/macrosheets/sheet1.xml"), MACROS),
    Case(
        "macro type",
        "план.docx",
        lambda: pack(
            {
                n: d.replace(b"wordprocessingml.document.main", b"macroEnabled.main")
                for n, d in DOCX.items()
            }
        ),
        "с поддержкой макросов",
    ),
    Case("active x", "план.docx", text_with("word/activeX/activeX1.xml"), "ActiveX"),
    Case("embedded", "план.docx", text_with("word/embeddings/oleObject1.bin"), "другой файл"),
    Case("linked book", "план.xlsx", book_with("xl/externalLinks/externalLink1.xml"), "связана с"),
    Case("program inside", "план.docx", text_with("word/media/run.exe"), "программа или сценарий"),
    Case(
        "remote template",
        "план.docx",
        text_with(
            "word/_rels/settings.xml.rels",
            relation("attachedTemplate", "http://a.example/t.dotm"),
        ),
        "подключает шаблон",
    ),
    Case(
        "template on a share",
        "план.docx",
        text_with(
            "word/_rels/settings.xml.rels", relation("attachedTemplate", "file://host/t.dotm")
        ),
        "подключает шаблон",
    ),
    Case(
        "remote image",
        "план.docx",
        text_with("word/_rels/document.xml.rels", relation("image", "http://a.example/i.png")),
        EXTERNAL,
    ),
    Case(
        "linked object",
        "план.docx",
        text_with("word/_rels/document.xml.rels", relation("oleObject", "file:///a")),
        EXTERNAL,
    ),
    Case(
        "no sheets",
        "план.xlsx",
        book_with("xl/workbook.xml", b"<workbook><sheets/></workbook>"),
        "нет ни одного листа",
    ),
    Case(
        "no main part",
        "план.docx",
        lambda: pack({name: data for name, data in DOCX.items() if name != BODY}),
        DAMAGED,
    ),
    Case("no types", "план.docx", lambda: pack({BODY: DOCX[BODY]}), "архив ZIP"),
    Case(
        "template type",
        "план.docx",
        text_with("[Content_Types].xml", b"<Types/>"),
        "другой офисной",
    ),
    Case(
        "odt object",
        "план.odt",
        lambda: pack(honest.odf_parts() | {"Object 1/content.xml": b"<a/>"}),
        "другой файл",
    ),
    Case(
        "odt basic",
        "план.odt",
        lambda: pack(honest.odf_parts() | {"Basic/x.xml": b"<a/>"}),
        MACROS,
    ),
    Case("odt password", "план.odt", lambda: pack(_locked_odt()), "защищён паролем"),
    Case("odt remote image", "план.odt", lambda: pack(_linked_odt()), EXTERNAL),
    Case(
        "odt without text",
        "план.odt",
        lambda: pack({"mimetype": honest.odf_parts()["mimetype"]}),
        "другого вида",
    ),
]

FAR_CELL = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)

# The door may let these in: they are harmless to carry, and the child answers for the parsers.
LEFT_TO_THE_CHILD = {
    "far cell": ("workbook_cells", "план.xlsx", with_sheet(FAR_CELL)),
    "foreign root": ("workbook_cells", "план.xlsx", with_sheet(b"<nonsense/>")),
    "bad reference": (
        "workbook_cells",
        "план.xlsx",
        with_sheet(FAR_CELL.replace(b"XFD", b"?")),
    ),
    "bad styles": (
        "workbook_cells",
        "план.xlsx",
        book_with("xl/styles.xml", b"<styleSheet><cellXfs>x</cellXfs></styleSheet>"),
    ),
    "deep nesting": (
        "document_paragraphs",
        "план.docx",
        text_with(BODY, b"<a>" * 9_000 + b"</a>" * 9_000),
    ),
    "no body": ("document_paragraphs", "план.docx", text_with(BODY, b"<document/>")),
}
