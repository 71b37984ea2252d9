"""What Word puts into a cell or a paragraph besides text: changes, controls, links, notes."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from tests.plans.documents.paper import Content, Fill, Paper, lay

CHANGE = 'w:id="7" w:author="Методист" w:date="2024-08-20T10:00:00Z"'
SPECIAL = {"\u2011": "w:noBreakHyphen", "\u00ad": "w:softHyphen"}
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def tracked(text: str) -> Fill:
    """A text in which «[-old-]» was deleted and «[+new+]» was inserted, both still shown."""

    def fill(cell: _Cell) -> None:
        add_tracked(cell.paragraphs[0], text)

    return fill


def add_tracked(paragraph: Paragraph, text: str) -> None:
    for piece in text.replace("[", "\0[").replace("]", "]\0").split("\0"):
        kind = {"[-": "del", "[+": "ins"}.get(piece[:2])
        if kind:
            words = f'<w:{kind}Text xml:space="preserve">' if kind == "del" else None
            run = _run(piece[2:-2], words)
            paragraph._p.append(_xml(f"w:{kind}", run, CHANGE))
        elif piece:
            paragraph.add_run(piece)


def deleted_row(row: _Row) -> None:
    """A row that was struck out with changes tracked."""
    _mark(row, "del")


def inserted_row(row: _Row) -> None:
    """A row that was added with changes tracked."""
    _mark(row, "ins")


def control(text: str) -> Fill:
    """A content control («элемент управления содержимым») inside the cell's paragraph."""

    def fill(cell: _Cell) -> None:
        add_control(cell.paragraphs[0], text)

    return fill


def add_control(paragraph: Paragraph, text: str) -> None:
    inside = f"<w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{_run(text)}</w:sdtContent>"
    paragraph._p.append(_xml("w:sdt", inside))


def wrap_in_control(element: _Element) -> None:
    """Puts a paragraph, cell, row or table into a content control of its own."""
    holder = _xml("w:sdt", "<w:sdtPr/><w:sdtContent/>")
    element.addprevious(holder)
    holder[-1].append(element)


def linked(before: str, text: str, address: str, after: str = "") -> Fill:
    """A text with a hyperlink in the middle."""

    def fill(cell: _Cell) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.add_run(before)
        key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        paragraph._p.append(_xml("w:hyperlink", _run(text), f'r:id="{key}"'))
        paragraph.add_run(after)

    return fill


def noted(text: str, note: int) -> Fill:
    """A text with the mark of a footnote behind it."""

    def fill(cell: _Cell) -> None:
        cell.paragraphs[0].add_run(text)
        add_footnote_mark(cell.paragraphs[0], note)

    return fill


def add_footnote_mark(paragraph: Paragraph, note: int) -> None:
    style = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    paragraph._p.append(_xml("w:r", f'{style}<w:footnoteReference w:id="{note}"/>'))


def add_footnotes(paper: Paper, *texts: str) -> None:
    """The footnotes 1, 2, … of the document."""
    notes = "".join(
        f'<w:footnote w:id="{index}"><w:p>{_run(text)}</w:p></w:footnote>'
        for index, text in enumerate(texts, start=1)
    )
    blob = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode()
    owner = paper.word.part
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, blob, owner.package)
    owner.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def nested(before: str, rows: Sequence[Sequence[Content]]) -> Fill:
    """A text and under it a table inside the cell."""

    def fill(cell: _Cell) -> None:
        cell.paragraphs[0].add_run(before)
        lay(cell.add_table(len(rows), len(rows[0])), rows)

    return fill


def numbered(num_id: int, level: int = 0, text: str = "") -> Fill:
    """A cell whose number Word prints; nobody typed it."""

    def fill(cell: _Cell) -> None:
        cell.paragraphs[0].add_run(text)
        add_number(cell.paragraphs[0], num_id, level)

    return fill


def add_number(paragraph: Paragraph, num_id: int, level: int = 0) -> None:
    inside = f'<w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/>'
    paragraph._p.get_or_add_pPr().append(_xml("w:numPr", inside))


def one_paragraph(text: str) -> Fill:
    """One paragraph: «\\n» is Shift+Enter, a no-break or soft hyphen is an element of Word's."""

    def fill(cell: _Cell) -> None:
        run = cell.paragraphs[0].add_run()
        for piece in re.split("([\u2011\u00ad])", text):
            if piece in SPECIAL:
                run._r.append(_xml(SPECIAL[piece], ""))
            else:
                run.add_text(piece)

    return fill


def bulleted(intro: str, *parts: str, num_id: int) -> Fill:
    """An introduction and a list of Word with bullets."""

    def fill(cell: _Cell) -> None:
        cell.paragraphs[0].add_run(intro)
        for part in parts:
            paragraph = cell.add_paragraph(part)
            add_number(paragraph, num_id)

    return fill


def add_text_box(paragraph: Paragraph, *lines: str) -> None:
    """A text box as Word writes it: a drawing, and the same again for old readers."""
    content = "".join(f"<w:p>{_run(line)}</w:p>" for line in lines)
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    shape = f"<wps:wsp><wps:cNvSpPr/><wps:spPr/><wps:txbx>{box}</wps:txbx><wps:bodyPr/></wps:wsp>"
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    drawing = (
        '<w:drawing><wp:anchor><a:graphic><a:graphicData uri="'
        f'{uri}">{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing>'
    )
    old = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    )
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'xmlns:wps="{uri}" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    paragraph._p.append(_xml("w:r", both, spaces))


def _mark(row: _Row, kind: str) -> None:
    row._tr.get_or_add_trPr().append(_xml(f"w:{kind}", "", CHANGE))
    if kind != "del":
        return
    for text in row._tr.xpath(".//w:t"):
        text.tag = text.tag.replace("}t", "}delText")
    for run in row._tr.xpath(".//w:r"):
        holder = _xml("w:del", "", CHANGE)
        run.addprevious(holder)
        holder.append(run)


def _run(text: str, words: str | None = None) -> str:
    opening = words or '<w:t xml:space="preserve">'
    closing = "</w:delText>" if words else "</w:t>"
    return f"<w:r>{opening}{escape(text)}{closing}</w:r>"


def _xml(tag: str, inside: str, attributes: str = "") -> _Element:
    return parse_xml(f"<{tag} {nsdecls('w', 'r', 'wp', 'a')} {attributes}>{inside}</{tag}>")
