"""Well-formed documents that no program writes: the readers must answer for these."""

from collections.abc import Iterator

from tests.documents.uploads.corpus.cases import BODY, SHEET
from tests.documents.uploads.corpus.parts import WORD
from tests.documents.uploads.corpus.samples import ODS, Sample, packed

_CELL = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>Срок</w:t></w:r></w:p></w:tc>"
_LONG = "9" * 40
_HEADS = ("№ п/п", "Мероприятие", "Срок", "Ответственный")


def books() -> Iterator[Sample]:
    """Sheets of cells that are nowhere, everywhere or nothing."""
    cells = {
        "far": '<c r="XFD1048576"><v>1</v></c>',
        "beyond the last column": '<c r="XFE1"><v>1</v></c>',
        "beyond all letters": '<c r="AAAAAAAAAA1"><v>1</v></c>',
        "row nought": '<c r="A0"><v>1</v></c>',
        "a row below nought": '<c r="A-1"><v>1</v></c>',
        "no place": '<c><v>1</v></c><c r=""><v>2</v></c>',
        "a place of signs": '<c r="??"><v>1</v></c>',
        "an endless row": f'<c r="A{_LONG}"><v>1</v></c>',
        "one place twice": '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>',
        "a string that is not there": '<c r="A1" t="s"><v>999999999</v></c>',
        "a string below nought": '<c r="A1" t="s"><v>-1</v></c>',
        "a string by name": '<c r="A1" t="s"><v>Срок</v></c>',
        "a style that is not there": '<c r="A1" s="99999"><v>45000</v></c>',
        "a style by name": '<c r="A1" s="x"><v>45000</v></c>',
        "a number without end": '<c r="A1"><v>1e99999</v></c>',
        "no number": '<c r="A1"><v>NaN</v></c><c r="B1"><v>inf</v></c>',
        "a long number": f'<c r="A1"><v>{_LONG * 50}</v></c>',
        "a day before days": '<c r="A1" t="d"><v>0000-00-00</v></c>',
        "a truth that is none": '<c r="A1" t="b"><v>maybe</v></c>',
        "an unknown kind": '<c r="A1" t="zz"><v>1</v></c>',
        "an error": '<c r="A1" t="e"><v>#REF!</v></c>',
        "a formula without a value": '<c r="A1"><f>1/0</f></c>',
        "a formula that fetches": '<c r="A1"><f>WEBSERVICE("http://127.0.0.1:9")</f></c>',
    }
    for label, cell in cells.items():
        yield _book(f"a cell with {label}", f'<row r="1">{cell}</row>')
    rows = {
        "far": '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        "no number": "<row><c><v>1</v></c></row>",
        "backwards": '<row r="5"><c r="A5"/></row><row r="2"><c r="A2"/></row>',
        "below nought": '<row r="-5"><c r="A1"/></row>',
        "endless": f'<row r="{_LONG}"><c r="A1"/></row>',
        "a height without end": '<row r="1" ht="1e400" hidden="7"><c r="A1"/></row>',
    }
    for label, row in rows.items():
        yield _book(f"a row {label}", row)
    tails = {
        "all cells merged": "A1:XFD1048576",
        "a merge backwards": "C9:A1",
        "a merge of signs": "?:!",
        "half a merge": "A1",
    }
    head = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in _HEADS)
    for label, merge in tails.items():
        yield _book(label, f"<row>{head}</row>", f'<mergeCell ref="{merge}"/>')
    many = "".join(f'<mergeCell ref="A{i}:D{i}"/>' for i in range(1, 20_000))
    yield _book("twenty thousand merges", f"<row>{head}</row>", many)


def _book(label: str, rows: str, merges: str = "") -> Sample:
    after = f"<mergeCells>{merges}</mergeCells>" if merges else ""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="99999999" width="-4"/></cols>'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )
    return packed(label, "xlsx", {SHEET: sheet.encode()})


def sheets() -> Iterator[Sample]:
    """OpenDocument counts repeated cells and rows in an attribute, which may say anything."""
    for value in ("1000000000", "-1", "0", "x", _LONG, ""):
        for name in ("number-columns-repeated", "number-columns-spanned", "number-rows-spanned"):
            yield _sheet(f"{name} {value[:9]!r}", "table-cell", name, value)
        yield _sheet(f"rows repeated {value[:9]!r}", "table-row", "number-rows-repeated", value)


def _sheet(label: str, tag: str, attribute: str, value: str) -> Sample:
    content = ODS["content.xml"].decode()
    changed = content.replace(f"<table:{tag}>", f'<table:{tag} table:{attribute}="{value}">')
    return packed(label, "ods", {"content.xml": changed.encode()})


def documents() -> Iterator[Sample]:
    """Word tables that fold into themselves."""
    row = f"<w:tr>{_CELL.format('') * 4}</w:tr>"
    for value in ("1000000000", "-5", "0", "x", _LONG):
        span = _CELL.format(f'<w:gridSpan w:val="{value}"/>')
        yield _document(f"a cell over {value[:9]} columns", f"<w:tr>{span * 3}</w:tr>")
        before = f'<w:trPr><w:gridBefore w:val="{value}"/></w:trPr>'
        yield _document(f"a row after {value[:9]} columns", f"<w:tr>{before}{_CELL}</w:tr>")
    below = _CELL.format("<w:vMerge/>")
    yield _document("cells that continue nothing", f"<w:tr>{below * 4}</w:tr>" * 3)
    yield _document("an empty row", f"{row}<w:tr/>{row}")
    yield _document("rows in rows", f"<w:tr>{row * 3}</w:tr>")
    yield _document("a row of 5,000 cells", f"<w:tr>{_CELL.format('') * 5_000}</w:tr>", heavy=True)
    yield _document("20,000 rows of nothing", "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 20_000)
    for depth in (20, 80, 2_000):
        nested = row
        for _ in range(depth):
            nested = f"<w:tr><w:tc><w:tbl>{nested}</w:tbl><w:p/></w:tc></w:tr>"
        yield _document(f"{depth} tables in each other", nested, heavy=depth > 100)
    controls = "<w:sdt><w:sdtContent>" * 300 + row + "</w:sdtContent></w:sdt>" * 300
    yield _document("300 controls in each other", controls)
    yield _document("a line of 100,000 breaks", _cell_of("<w:br/>" * 100_000))
    yield _document("a symbol of no font", _cell_of('<w:sym w:char="ZZZZ" w:font=""/>'))
    yield _document("a text of 3 MB", _cell_of(f"<w:t>{'план ' * 350_000}</w:t>"), heavy=True)


def lists() -> Iterator[Sample]:
    """Styles and numbers that lead back to themselves, or nowhere."""
    yield _document("a list that is not there", _listed("999", "99"))
    yield _document("a list of no number", _listed("x", "-1"))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{i}"><w:basedOn w:val="s{(i + 1) % 500}"/>'
        "</w:style>"
        for i in range(500)
    )
    yield packed("styles in a ring", "docx", {"word/styles.xml": _rooted("styles", styles)})
    ring = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s1"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="x"><w:abstractNumId w:val="77"/></w:num>'
    )
    body = _rooted("document", f"<w:body>{_listed('1', '8')}</w:body>")
    parts = {"word/numbering.xml": _rooted("numbering", ring), BODY: body}
    yield packed("a list that is itself", "docx", parts)
    yield packed("a million letters of formatting", "docx", {BODY: _combining()})


def _document(label: str, rows: str, *, heavy: bool = False) -> Sample:
    body = _rooted("document", f"<w:body><w:tbl>{rows}</w:tbl></w:body>")
    made = packed(label, "docx", {BODY: body})
    return Sample(made.label, made.name, made.make, made.door, heavy)


def _rooted(name: str, inside: str) -> bytes:
    return f'<w:{name} xmlns:w="{WORD.decode()}">{inside}</w:{name}>'.encode()


def _cell_of(runs: str) -> str:
    return f"<w:tr><w:tc><w:p><w:r>{runs}</w:r></w:p></w:tc></w:tr>"


def _listed(number: str, level: str) -> str:
    setting = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:tr><w:tc><w:p><w:pPr>{setting}</w:pPr></w:p></w:tc></w:tr>"


def _combining() -> bytes:
    text = "План\u202e" + "\u0301" * 200_000 + "\u200d\ufeff" * 1_000
    return _rooted("document", f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>")
