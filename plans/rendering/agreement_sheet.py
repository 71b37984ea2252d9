"""The sheet of agreement («лист согласования») as the last page of a Word document."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from lxml import etree

from documents.patching.model import PatchError
from documents.readers.docx_stream import W
from documents.writers.text import clean_text
from plans.domain.passage import Decision, Passage

# Words that name no column of a plan: a document that is read again has no plan here.
_HEAD = ("№", "Фамилия, имя, отчество", "Должность", "Решение", "Дата", "Замечания")
_SHARES = (5, 21, 24, 16, 13, 21)  # of a hundred
_CENTRED = frozenset({0, 4})
_RULES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_A4, _MARGIN = 11_906, 1134  # twips, where the document says nothing
_GAP = 720  # between columns of text


def add_sheet(root: etree._Element, passage: Passage, styles: etree._Element | None) -> None:
    """Put the sheet behind everything that the document says, in its own type."""
    body = root.find(f"{W}body")
    if body is None:
        raise PatchError("the document has no body")
    section = body.find(f"{W}sectPr")
    xml = _sheet(passage, _text_width(section), _font(body, styles))
    for element in list(etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{xml}</w:body>')):
        if section is None:
            body.append(element)
        else:
            section.addprevious(element)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a paragraph is set: size in half points, space below it in twips."""

    half_points: int
    alignment: str = "center"
    is_bold: bool = False
    after: int = 120
    opens_page: bool = False


_TITLE = _Look(26, is_bold=True, after=160, opens_page=True)
_PLAIN, _END = _Look(24), _Look(4, after=0)
_HEADING = _Look(20, is_bold=True, after=0)
_TEXT, _FIGURE = _Look(20, "left", after=0), _Look(20, after=0)


def _sheet(passage: Passage, width: int, font: str) -> str:
    about = f"Версия {passage.number} утверждена {passage.approved_on:%d.%m.%Y}"
    basis = f"Основание: {passage.basis}" if passage.basis else ""
    lines = (passage.title, f"{about}. {basis}".strip())
    page = _paragraph("ЛИСТ СОГЛАСОВАНИЯ", _TITLE, font)
    page += "".join(_paragraph(line, _PLAIN, font) for line in lines)
    return page + _table(passage, width, font) + _paragraph("", _END, font)


def _table(passage: Passage, width: int, font: str) -> str:
    widths = [width * share // 100 for share in _SHARES]
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    rows = "".join(
        _row(_cells(number, decision), widths, font)
        for number, decision in enumerate(passage.decisions, 1)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{_RULES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{_row(_HEAD, widths, font, is_head=True)}{rows}</w:tbl>"
    )


def _cells(number: int, decision: Decision) -> tuple[str, ...]:
    day = f"{decision.day:%d.%m.%Y}" if decision.day else ""
    said = (decision.name, decision.position, decision.words.capitalize(), day, decision.note)
    return (str(number), *(text or "—" for text in said))


def _row(texts: tuple[str, ...], widths: list[int], font: str, *, is_head: bool = False) -> str:
    looks = [_HEADING if is_head else _FIGURE if i in _CENTRED else _TEXT for i in range(6)]
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        + "".join(_paragraph(line, look, font) for line in text.splitlines())
        + "</w:tc>"
        for text, width, look in zip(texts, widths, looks, strict=True)
    )
    repeated = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _paragraph(text: str, look: _Look, font: str) -> str:
    """Set out in full: the document's own plain style may indent, widen or embolden."""
    size = look.half_points
    letters = (
        f'{font}<w:b w:val="{int(look.is_bold)}"/><w:i w:val="0"/><w:caps w:val="0"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )
    safe = escape(clean_text(text), quote=False)
    run = f'<w:r><w:rPr>{letters}</w:rPr><w:t xml:space="preserve">{safe}</w:t></w:r>'
    return (
        f'<w:p><w:pPr><w:keepNext w:val="0"/><w:pageBreakBefore w:val="{int(look.opens_page)}"/>'
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
        f'<w:spacing w:before="0" w:after="{look.after}" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="{look.alignment}"/>'
        f"<w:rPr>{letters}</w:rPr></w:pPr>{run if text else ''}</w:p>"
    )


def _text_width(section: etree._Element | None) -> int:
    """Between the margins of the last page; of one of its columns, where it has several."""
    size = _numbers(section, "pgSz", {"w": _A4})
    margins = _numbers(section, "pgMar", {"left": _MARGIN, "right": _MARGIN, "gutter": 0})
    columns = _numbers(section, "cols", {"num": 1, "space": _GAP})
    count = max(columns["num"], 1)
    width = size["w"] - sum(margins.values())
    return max((width - columns["space"] * (count - 1)) // count, _GAP)


def _numbers(
    section: etree._Element | None, name: str, defaults: Mapping[str, int]
) -> dict[str, int]:
    element = None if section is None else section.find(f"{W}{name}")
    found = {key: "" if element is None else element.get(f"{W}{key}", "") for key in defaults}
    return {
        key: int(text) if text.isascii() and text.isdigit() else defaults[key]
        for key, text in found.items()
    }


def _font(body: etree._Element, styles: etree._Element | None) -> str:
    """The type in which most letters of the document are set; nothing where it is the default."""
    known = _Fonts(styles)
    letters: Counter[str] = Counter()
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        common = known.of("" if style is None else style.get(f"{W}val", ""))
        for run in paragraph.iterchildren(f"{W}r"):
            own = run.find(f"{W}rPr/{W}rFonts")
            count = sum(len(text.text or "") for text in run.iterchildren(f"{W}t"))
            letters[common if own is None else _said(own) or common] += count
    return letters.most_common(1)[0][0] if letters else ""


class _Fonts:
    """The types that styles name, with those that they are based on."""

    def __init__(self, styles: etree._Element | None) -> None:
        found = [] if styles is None else styles.iter(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}

    def of(self, name: str) -> str:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            fonts = self._styles[name].find(f"{W}rPr/{W}rFonts")
            if fonts is not None and _said(fonts):
                return _said(fonts)
            base = self._styles[name].find(f"{W}basedOn")
            name = "" if base is None else base.get(f"{W}val", "")
        return ""


def _said(fonts: etree._Element) -> str:
    """The same words for the same type, whatever order its names are in."""
    names = {
        etree.QName(key).localname: value
        for key, value in fonts.attrib.items()
        if etree.QName(key).localname != "hint"
    }
    if not names.keys() & {"ascii", "hAnsi", "asciiTheme", "hAnsiTheme"}:
        return ""
    said = " ".join(f'w:{key}="{escape(str(value))}"' for key, value in sorted(names.items()))
    return f"<w:rFonts {said}/>"
