"""The parts of a workbook that are the same for every table, and those that name its sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from documents.writers.package import (
    CORE_TYPE,
    OFFICE,
    PACKAGE,
    core_properties,
    package_relations,
)
from documents.writers.text import xml_text

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class Style(IntEnum):
    """Cell formats, by their place in `cellXfs`."""

    PLAIN = 0
    TITLE = 1
    NOTE = 2
    HEADER = 3
    TEXT = 4
    QUOTED = 5
    SECTION = 6
    NUMBER = 7
    GROUPED = 8
    MONEY = 9
    PERCENT = 10
    DATE = 11
    MOMENT = 12
    LINK = 13

    def __str__(self) -> str:
        return str(int(self))


@dataclass(frozen=True, slots=True)
class Ranges:
    """Where the table lies on a sheet: heading row, last row, last column letters."""

    header: int
    last_table_row: int
    last_row: int
    last_column: str


_WRAP = '<alignment vertical="top" wrapText="1"/>'
_NUMBER = '<alignment horizontal="right" vertical="top"/>'
_DAY = '<alignment horizontal="center" vertical="top"/>'
_MIDDLE = '<alignment horizontal="center" vertical="center" wrapText="1"/>'


def _format(number: int, font: int, fill: int, border: int, alignment: str, more: str = "") -> str:
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" '
        'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" '
        f'applyAlignment="1"{more}>{alignment}</xf>'
    )


_FORMATS = (
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    _format(0, 1, 0, 0, '<alignment vertical="center" wrapText="1"/>'),
    _format(0, 0, 0, 0, _WRAP),
    _format(0, 2, 2, 1, _MIDDLE),
    _format(0, 0, 0, 1, _WRAP),
    _format(0, 0, 0, 1, _WRAP, ' quotePrefix="1"'),
    _format(0, 2, 3, 1, '<alignment vertical="center" wrapText="1"/>'),
    _format(0, 0, 0, 1, _NUMBER),
    _format(3, 0, 0, 1, _NUMBER),
    _format(4, 0, 0, 1, _NUMBER),
    _format(166, 0, 0, 1, _NUMBER),
    _format(164, 0, 0, 1, _DAY),
    _format(165, 0, 0, 1, _DAY),
    _format(0, 3, 0, 1, _WRAP),
)
_EDGE = '<color rgb="FFB8C0CC"/>'
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="3">'
    '<numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd\\.mm\\.yyyy\\ hh:mm"/>'
    '<numFmt numFmtId="166" formatCode="0.0%"/></numFmts>'
    '<fonts count="4"><font><sz val="11"/><name val="Times New Roman"/><family val="1"/></font>'
    '<font><b/><sz val="14"/><name val="Times New Roman"/><family val="1"/></font>'
    '<font><b/><sz val="11"/><name val="Times New Roman"/><family val="1"/></font>'
    '<font><u/><sz val="11"/><color rgb="FF0B57A4"/><name val="Times New Roman"/>'
    '<family val="1"/></font></fonts>'
    '<fills count="4"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFDDE6F0"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFF1F4F8"/></patternFill></fill></fills>'
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
    f'<border><left style="thin">{_EDGE}</left><right style="thin">{_EDGE}</right>'
    f'<top style="thin">{_EDGE}</top><bottom style="thin">{_EDGE}</bottom><diagonal/></border>'
    '</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    f'</cellStyleXfs><cellXfs count="{len(_FORMATS)}">{"".join(_FORMATS)}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def all_parts(names: Sequence[str], ranges: Sequence[Ranges], title: str) -> dict[str, str]:
    """Everything but the sheets."""
    return {
        "xl/workbook.xml": _workbook(names, ranges),
        "xl/_rels/workbook.xml.rels": _workbook_relations(len(names)),
        "xl/styles.xml": _STYLES,
        "docProps/core.xml": core_properties(title, ""),
        "_rels/.rels": package_relations("xl/workbook.xml"),
        "[Content_Types].xml": _content_types(len(names)),
    }


def _workbook(names: Sequence[str], ranges: Sequence[Ranges]) -> str:
    sheets = "".join(
        f'<sheet name="{xml_text(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    defined = "".join(
        _defined_names(index, name, where)
        for index, (name, where) in enumerate(zip(names, ranges, strict=True))
    )
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets><definedNames>{defined}</definedNames></workbook>"
    )


def _defined_names(index: int, name: str, where: Ranges) -> str:
    sheet = xml_text("'" + name.replace("'", "''") + "'")
    header, column = where.header, where.last_column
    start = f'<definedName name="_xlnm.%s" localSheetId="{index}"%s>{sheet}!'
    end = "</definedName>"
    return (
        start % ("_FilterDatabase", ' hidden="1"')
        + f"$A${header}:${column}${where.last_table_row}{end}"
        + start % ("Print_Area", "")
        + f"$A$1:${column}${where.last_row}{end}"
        + start % ("Print_Titles", "")
        + f"${header}:${header}{end}"
    )


def _workbook_relations(count: int) -> str:
    sheets = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, count + 1)
    )
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">{sheets}<Relationship '
        f'Id="rId{count + 1}" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    )


def _content_types(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        f'ContentType="{_TYPE}.worksheet+xml"/>'
        for number in range(1, count + 1)
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{sheets}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{CORE_TYPE}"/></Types>'
    )
