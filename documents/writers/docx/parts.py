"""The parts of a document that are the same for every text: styles, settings, page numbers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from documents.writers.docx.model import Document
from documents.writers.package import (
    CORE_TYPE,
    OFFICE,
    PACKAGE,
    core_properties,
    package_relations,
)
from documents.writers.text import xml_text

SIZES = tuple(range(8, 15))  # of the type in tables
_FONT = "Times New Roman"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


@dataclass(frozen=True, slots=True)
class Page:
    """An A4 page in millimetres; the wide margin is where the sheet is bound."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float

    @property
    def text_mm(self) -> float:
        return self.width - self.left - self.right


PORTRAIT = Page(210, 297, left=30, right=10, top=20, bottom=20)
LANDSCAPE = Page(297, 210, left=20, right=20, top=30, bottom=10)


def page_of(document: Document) -> Page:
    """The page by ГОСТ, with the document's own margins where it has some."""
    page = LANDSCAPE if document.landscape else PORTRAIT
    own = asdict(document.margins)
    return replace(page, **{side: width for side, width in own.items() if width is not None})


DOCUMENT_START = f'<w:document xmlns:w="{_W}" xmlns:r="{OFFICE}"><w:body>'


def document_end(page: Page) -> str:
    """The section: size, margins, a page number from the second page on."""
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    margins = " ".join(
        f'w:{side}="{twips(getattr(page, side))}"' for side in ("top", "right", "bottom", "left")
    )
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{turned}/>'
        f'<w:pgMar {margins} w:header="{twips(10)}" w:footer="{twips(8)}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr></w:body></w:document>"
    )


def all_parts(document: Document, links: Mapping[str, str]) -> dict[str, str]:
    """Everything but the text."""
    return {
        "word/_rels/document.xml.rels": _relations(links),
        "word/styles.xml": _STYLES.replace(_FONT, xml_text(document.font or _FONT)),
        "word/settings.xml": _SETTINGS,
        "word/header1.xml": _HEADER,
        "docProps/core.xml": core_properties(document.title, document.author),
        "_rels/.rels": package_relations("word/document.xml"),
        "[Content_Types].xml": _CONTENT_TYPES,
    }


def _relations(links: Mapping[str, str]) -> str:
    addresses = "".join(
        f'<Relationship Id="{identifier}" Type="{OFFICE}/hyperlink" '
        f'Target="{xml_text(address)}" TargetMode="External"/>'
        for address, identifier in links.items()
    )
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="styles" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="settings" Type="{OFFICE}/settings" Target="settings.xml"/>'
        f'<Relationship Id="header" Type="{OFFICE}/header" Target="header1.xml"/>'
        f"{addresses}</Relationships>"
    )


def _style(identifier: str, name: str, paragraph: str, run: str = "", more: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/>{more}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def size_xml(points: float) -> str:
    """A size of type; Word counts half points."""
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _headings() -> str:
    next_style = '<w:next w:val="BodyText"/>'
    return "".join(
        _style(
            f"Heading{level}",
            f"heading {level}",
            f'<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:jc w:val="{side}"/>'
            f'<w:outlineLvl w:val="{level - 1}"/>',
            "<w:b/>",
            next_style,
        )
        for level, side in ((1, "center"), (2, "left"), (3, "left"))
    )


def _cells() -> str:
    looks = (
        ("", "", ""),
        ("Centred", '<w:jc w:val="center"/>', ""),
        ("Head", '<w:keepNext/><w:jc w:val="center"/>', "<w:b/>"),
        ("Section", '<w:keepNext/><w:spacing w:before="40" w:after="40"/>', "<w:b/>"),
    )
    return "".join(
        _style(
            f"Cell{points}{look}",
            f"Cell {points} {look}".strip(),
            paragraph,
            run + size_xml(points),
        )
        for points in SIZES
        for look, paragraph, run in looks
    )


_STYLES = (
    f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" '
    f'w:cs="{_FONT}"/>{size_xml(14)}<w:lang w:val="ru-RU" w:eastAsia="ru-RU" '
    'w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name '
    'w:val="Normal Table"/></w:style>'
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    '<w:rPr><w:color w:val="0B57A4"/><w:u w:val="single"/></w:rPr></w:style>'
    + _style("Header", "header", '<w:jc w:val="center"/>', size_xml(12))
    + _style(
        "Title",
        "Title",
        '<w:keepNext/><w:spacing w:before="240" w:after="60"/><w:jc w:val="center"/>',
        "<w:b/><w:caps/>",
    )
    + _style(
        "Subtitle",
        "Subtitle",
        '<w:keepNext/><w:spacing w:after="120"/><w:contextualSpacing/><w:jc w:val="center"/>',
        "<w:b/>",
    )
    + _headings()
    + _style(
        "BodyText",
        "Body Text",
        '<w:spacing w:after="60" w:line="276" w:lineRule="auto"/>'
        f'<w:ind w:firstLine="{twips(12.5)}"/><w:jc w:val="both"/>',
    )
    + _style("PlainText", "Plain Text", '<w:spacing w:after="60"/>')
    + _style("Stamp", "Stamp", "")
    + _style("Signatory", "Signatory", '<w:jc w:val="right"/>')
    + _style("Gap", "Gap", "", size_xml(8))
    + _cells()
    + "</w:styles>"
)

_SETTINGS = (
    f'<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="ru-RU"/></w:settings>'
)

_HEADER = (
    f'<w:hdr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r>'
    '<w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
)

_CONTENT_TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_TYPE}.header+xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{CORE_TYPE}"/></Types>'
)
