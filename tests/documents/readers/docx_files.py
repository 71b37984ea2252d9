"""Word documents made from bare markup: a body, and what other parts a test needs."""

from zipfile import ZIP_DEFLATED, ZipFile

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)


def write(path, body, **parts):
    """`parts` are the inner markup of styles, numbering, footnotes and the like."""
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        document = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        package.writestr("word/document.xml", document)
        for name, inner in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {NAMESPACES}>{inner}</w:{name}>")
    return path


def run(text, settings=""):
    return f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text="", settings=""):
    """A paragraph; `text` may be markup of runs."""
    inner = text if text.startswith("<") or not text else run(text)
    return f"<w:p><w:pPr>{settings}</w:pPr>{inner}</w:p>"


def tc(text="", settings=""):
    """A cell; `text` may be markup of paragraphs."""
    inner = text if text.startswith("<w:p") or "<w:tbl" in text or "<w:sdt" in text else p(text)
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{inner}</w:tc>"


def tr(*cells, settings=""):
    made = (cell if cell.startswith(("<w:tc>", "<w:sdt>")) else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{settings}</w:trPr>{''.join(made)}</w:tr>"


def tbl(*rows, settings="", widths=()):
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"<w:tbl><w:tblPr>{settings}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def sdt(content, settings=""):
    return f"<w:sdt><w:sdtPr>{settings}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(command, result):
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{command}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def box(*paragraphs):
    """A text box as Word writes it: once for new readers, once for old ones."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def level(number, style, text, more="", start=1):
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def listed(num, ilvl=None):
    depth = "" if ilvl is None else f'<w:ilvl w:val="{ilvl}"/>'
    return f'<w:numPr>{depth}<w:numId w:val="{num}"/></w:numPr>'
