"""Writing OpenDocument packages by hand, as LibreOffice writes them."""

import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("table", "table"),
        ("text", "text"),
        ("draw", "drawing"),
        ("number", "datastyle"),
        ("svg", "svg-compatible"),
        ("fo", "xsl-fo-compatible"),
    )
)
EXTRA = (
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'office:version="1.3"'
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.3" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="{mime}"/><manifest:file-entry '
    'manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry '
    'manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
LANDSCAPE = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {NAMES} {EXTRA}>'
    '<office:automatic-styles><style:page-layout style:name="pm1"><style:page-layout-properties '
    'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape"/>'
    "</style:page-layout></office:automatic-styles><office:master-styles><style:master-page "
    'style:name="Standard" style:page-layout-name="pm1"/></office:master-styles>'
    "</office:document-styles>"
)


def write_package(path, kind, styles, body):
    """`kind` is «text» or «spreadsheet»; `styles` and `body` are XML."""
    mime = f"application/vnd.oasis.opendocument.{kind}"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES} {EXTRA}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", mime, zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
        package.writestr("styles.xml", LANDSCAPE)
        package.writestr("META-INF/manifest.xml", MANIFEST.format(mime=mime))


def paragraphs(text):
    """One paragraph a line; a run of blanks is one element, as the format asks."""
    lines = text.split("\n") if text else []
    return "".join(f"<text:p>{blanks(escape(line))}</text:p>" for line in lines)


def blanks(text):
    return re.sub(r" ( +)", lambda run: f' <text:s text:c="{len(run[1])}"/>', text)


def sheet(name, rows, style="ta1"):
    columns = '<table:table-column table:number-columns-repeated="16384"/>'
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    empty += 'table:number-columns-repeated="16384"/></table:table-row>'
    start = f'<table:table table:name={quoteattr(name)} table:style-name="{style}">'
    return f"{start}{columns}{''.join(rows)}{empty}</table:table>"


def row(*cells, attributes=""):
    """Equal neighbours are written once with a count, as LibreOffice does."""
    written, count = [], 1
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        if cell == following and "spanned" not in cell:
            count += 1
            continue
        repeat = f' table:number-columns-repeated="{count}"' if count > 1 else ""
        written.append(re.sub(r"^<(table:[a-z-]+)", rf"<\1{repeat}", cell))
        count = 1
    return f"<table:table-row{attributes}>{''.join(written)}</table:table-row>"


def cell(text="", across=1, down=1, value=""):
    """`value` holds the office attributes of a number, a date or a share."""
    if not text and across == down == 1:
        return "<table:table-cell/>"
    kind = value or 'office:value-type="string"'
    span = ""
    if across > 1 or down > 1:
        span = f' table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"'
    return f"<table:table-cell {kind}{span}>{paragraphs(text)}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"
