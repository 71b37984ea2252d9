"""One invented plan as Word, Excel and LibreOffice put it on the clipboard."""

from html import escape

TITLE = "План работы муниципального опорного центра на 2026 год"
HEADERS = ("№ п/п", "Мероприятие", "Срок", "Ответственный", "Результат")
SECTION = "Раздел {}. {}"
Item = tuple[str, str, str, str]
SECTIONS: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        "Организационная работа",
        (
            (
                "Сбор заявок школ и домов творчества",
                "до 15 марта 2026 года",
                "Ветрова О.Н.,\nЛужин П.С.",
                "Не менее 34 заявок",
            ),
            ('Конкурс "Слёт" и "Бал"', "апрель – май", "Ветрова О.Н.", "Проведены 2 встречи"),
        ),
    ),
    (
        "Обучение",
        (
            (
                "Курсы по темам:\n- наставничество;\n- сетевые программы",
                "в течение года",
                "Лужин П.С.",
                "Обучены 25 % педагогов",
            ),
            ("Семинар", "III квартал", "Методисты МОЦ", ""),
        ),
    ),
)
WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/user/AppData/Local/Temp/msohtmlclip1/01/clip.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!--
 /* Style Definitions */
 p.MsoNormal, li.MsoNormal, div.MsoNormal
\t{mso-style-unhide:no; margin:0cm; font-size:12.0pt; font-family:"Times New Roman",serif;}
 p.MsoTitle {mso-style-priority:10; text-align:center; font-weight:bold;}
 @list l0:level1 {mso-level-tab-stop:none; text-indent:-18.0pt;}
--></style></head><body lang=RU style='tab-interval:35.4pt;word-wrap:break-word'>
<!--StartFragment-->
"""
WORD_NUMBER = (
    "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>"
    "<![if !supportLists]><span style='mso-fareast-font-family:\"Times New Roman\"'>"
    "<span style='mso-list:Ignore'>{}.<span style='font:7.0pt \"Times New Roman\"'>"
    "&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><o:p>&nbsp;</o:p></p>"
)
WORD_WIDTHS = (47, 236, 113, 142, 123)
EXCEL_HEAD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Excel.Sheet>
<style><!--table {mso-displayed-decimal-separator:"\\,";}
tr {mso-height-source:auto;} col {mso-width-source:auto;} br {mso-data-placement:same-cell;}
td {padding-top:1px; mso-ignore:padding; color:black; font-weight:400;}
.xl65 {font-weight:700; text-align:center;} .xl66 {white-space:normal;}
--></style></head><body link="#0563C1" vlink="#954F72">
<table border=0 cellpadding=0 cellspacing=0 width=700 style='border-collapse:collapse;width:525pt'>
<!--StartFragment-->
 <col width=40 style='mso-width-source:userset;mso-width-alt:1462;width:30pt'>
 <col width=240 style='width:180pt'><col width=120 span=2 style='width:90pt'>
 <col width=180 style='width:135pt'>
"""
CALC_HEAD = """<!DOCTYPE html>
<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<title></title><meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/>
<style type="text/css">body,div,table,td,p { font-family:"Liberation Sans"; font-size:x-small }
</style></head><body><table cellspacing="0" border="0">
<colgroup width="38"></colgroup><colgroup width="227"></colgroup>
<colgroup span="2" width="113"></colgroup><colgroup width="170"></colgroup>
"""


def word(*, merged: bool = False) -> str:
    """Automatic numbers, a paragraph a line, a typed line break where the lines are a list."""
    rows = [f"<tr>{''.join(_word_cell(text, bold=True) for text in HEADERS)}</tr>"]
    for row in _rows(merged=merged):
        if isinstance(row, str):
            rows.append(f"<tr style='mso-yfti-irow:1'>{_word_cell(row, span=5)}</tr>")
            continue
        number, title, deadline, (person, down), result = row
        cells = [f"<td width=47 style='width:35.45pt'>{WORD_NUMBER.format(number)}</td>"]
        cells += [_word_cell(title, width=236), _word_cell(deadline)]
        cells += [_word_cell(person, down=down)] if down else []
        rows.append(f"<tr>{''.join(cells)}{_word_cell(result)}</tr>")
    title = (
        f"<p class=MsoTitle align=center style='text-align:center'><b>{TITLE}<o:p></o:p></b></p>"
    )
    table = (
        "<div align=center><table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0"
        f" style='border-collapse:collapse'>{''.join(rows)}</table></div>"
    )
    empty = "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
    return f"{WORD_HEAD}{title}{empty}{table}{empty}<!--EndFragment--></body></html>"


def excel(*, merged: bool = False) -> str:
    """The title runs over its neighbours; the last column is followed by an empty one."""
    rows = [
        f"<tr height=21><td colspan=5 class=xl65 style='mso-ignore:colspan'>{TITLE}</td></tr>",
        "<tr height=0 style='display:none'><td colspan=5>черновик, не показан</td></tr>",
        "<tr>" + "".join(f"<td class=xl65>{text}</td>" for text in HEADERS) + "</tr>",
    ]
    for row in _rows(merged=merged):
        if isinstance(row, str):
            rows.append(f"<tr height=20><td colspan=5 class=xl66 height=20>{row}</td></tr>")
            continue
        number, title, deadline, (person, down), result = row
        texts = [_excel(title), _excel(deadline)]
        cells = [f"<td height=40 class=xl66 align=right>{number}</td>"]
        cells += [f"<td class=xl66 width=240 style='width:180pt'>{text}</td>" for text in texts]
        spanned = f" rowspan={down}" if down > 1 else ""
        cells += [f"<td{spanned} class=xl66>{_excel(person)}</td>"] if down else []
        rows.append(f"<tr height=40>{''.join(cells)}<td>{_excel(result) or '&nbsp;'}</td></tr>")
    return f"{EXCEL_HEAD}{''.join(rows)}<!--EndFragment--></table></body></html>"


def calc(*, merged: bool = False) -> str:
    """Every text in a `font`, an empty cell holds a break."""
    rows = [
        f'<tr><td colspan="5" height="17" align="center" valign="middle"><b>{TITLE}</b></td></tr>',
        "<tr>" + "".join(f'<td align="left"><b>{text}</b></td>' for text in HEADERS) + "</tr>",
    ]
    for row in _rows(merged=merged):
        if isinstance(row, str):
            rows.append(f'<tr><td colspan="5" align="left">{_font(row)}</td></tr>')
            continue
        number, title, deadline, (person, down), result = row
        cells = [f'<td align="right" sdval="{number}" sdnum="1049;">{_font(str(number))}</td>']
        cells += [f'<td align="left">{_font(text)}</td>' for text in (title, deadline)]
        spanned = f' rowspan="{down}"' if down > 1 else ""
        cells += [f'<td{spanned} align="left">{_font(person)}</td>'] if down else []
        rows.append(f"<tr>{''.join(cells)}<td>{_font(result)}</td></tr>")
    return f"{CALC_HEAD}{''.join(rows)}</table></body></html>"


def text() -> str:
    """What Excel puts beside its HTML; empty cells on the right stay."""
    lines = [TITLE + "\t" * 4, "\t".join(HEADERS)]
    for row in _rows(merged=False):
        if isinstance(row, str):
            lines.append(row + "\t" * 4)
        else:
            number, title, deadline, (person, _down), result = row
            cells = (str(number), title, deadline, person, result)
            lines.append("\t".join(_quoted(cell) for cell in cells))
    return "\r\n".join(lines) + "\r\n"


def _rows(*, merged: bool) -> list[str | tuple[int, str, str, tuple[str, int], str]]:
    """Section rows, and items with a person and how far down that cell goes; 0 where covered."""
    rows: list[str | tuple[int, str, str, tuple[str, int], str]] = []
    number = 0
    for place, (title, items) in enumerate(SECTIONS, 1):
        rows.append(SECTION.format(place, title))
        for index, (what, when, who, result) in enumerate(items):
            number += 1
            down = (0 if index else len(items)) if merged else 1
            rows.append((number, what, when, (who, down), result))
    return rows


def _word_cell(
    text: str, *, span: int = 1, down: int = 1, width: int = 113, bold: bool = False
) -> str:
    spans = (f" colspan={span}" if span > 1 else "") + (f" rowspan={down}" if down > 1 else "")
    lines = "".join(
        f"<p class=MsoNormal><span\n  style='font-size:12.0pt'>{_wrapped(line, bold=bold)}"
        "<o:p></o:p></span></p>"
        for line in text.split("\n")
    )
    return (
        f"<td width={width}{spans} valign=top style='width:{width * 0.75}pt;border:solid "
        f"windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt'>{lines or '<p><o:p>&nbsp;</o:p></p>'}</td>"
    )


def _wrapped(line: str, *, bold: bool) -> str:
    """Word breaks its source anywhere between two words."""
    said = escape(line, quote=False).replace(" ", "\n  ", 1)
    return f"<b>{said}</b>" if bold else said


def _excel(text: str) -> str:
    return escape(text).replace("\n", "<br>\n    ")


def _font(text: str) -> str:
    lines = escape(text, quote=False).replace("\n", "<br>") or "<br>"
    return f'<font face="Times New Roman" size=3>{lines}</font>'


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if "\n" in cell else cell
