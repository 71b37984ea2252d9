"""Excel workbooks: a sheet as a person sees it, with what is hidden left out."""

from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from documents.readers import Paragraph, UnreadableDocumentError, read_blocks, read_source
from documents.readers.xlsx_formats import NumberFormat

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def book(tmp_path, *rows, change=None):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "План"
    for row in rows:
        sheet.append(row)
    if change:
        change(workbook, sheet)
    path = tmp_path / "plan.xlsx"
    workbook.save(path)
    return path


def texts(path):
    _, table = read_blocks(path, path.name)
    return [[cell.text for cell in row] for row in table.rows]


def with_sheet(path, markup, strings=""):
    """The workbook with the markup of its first sheet replaced, and with shared strings."""
    result = path.with_name("raw.xlsx")
    replaced = {
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}>{markup}</worksheet>",
        "xl/sharedStrings.xml": f"<sst {MAIN}>{strings}</sst>",
    }
    link = f'<Relationship Id="own" Type="{RELATION}" Target="sharedStrings.xml"/>'
    with ZipFile(path) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for name in set(source.namelist()) - set(replaced):
            content = source.read(name).decode()
            if name == "xl/_rels/workbook.xml.rels" and "sharedStrings" not in content:
                content = content.replace("</Relationships>", f"{link}</Relationships>")
            target.writestr(name, content)
        for name, content in replaced.items():
            target.writestr(name, content)
    return result


SHOWN = [
    ("General", 5.0, "5"),
    ("General", 1.1, "1.1"),
    ("0", 2.6, "3"),
    ("0.00", 1.1, "1.10"),
    ("0.##", 1.5, "1.5"),
    ("#,##0", 34000.0, "34 000"),
    ("000", 7.0, "007"),
    ("0%", 0.25, "25%"),
    ("0.0%", 0.125, "12,5%"),
    ('0" чел."', 34.0, "34 чел."),
    ('"не менее "0', 34.0, "не менее 34"),
    ("#,##0.00\\ [$₽-419]", 1500.5, "1 500,50 ₽"),
    ("0;-0;;@", 0.0, ""),
    ("0.00;[Red](0.00)", -2.5, "(2,50)"),
    ("0.0", -0.01, "0.0"),
    ("dd.mm.yyyy", 45540.0, "05.09.2024"),
    ("m/d/yy", 45540.0, "05.09.2024"),
    ("dd.mm", 45540.0, "05.09.2024"),
    ("d-mmm", 45540.0, "05.09.2024"),
    ("[$-419]mmmm\\ yyyy;@", 45540.0, "сентябрь 2024"),
    ("mmm\\-yy", 45540.0, "сентябрь 2024"),
    ('[$-FC19]dd\\ mmmm\\ yyyy\\ "г.";@', 45540.0, "05.09.2024"),
    ("dddd", 45540.0, "четверг"),
    ("h:mm", 0.6875, "16:30"),
    ("dd.mm.yyyy\\ h:mm", 45540.6875, "05.09.2024 16:30"),
    ("[h]:mm", 1.5, "36:00"),
    ("mm:ss", 0.01, "14:24"),
    ("0.00E+00", 12345.0, "12345"),
    ("@", 12.0, "12"),
    ("dd.mm.yyyy", -5.0, "-5"),
    ("dd.mm.yyyy", 1.0, "01.01.1900"),
]


@pytest.mark.parametrize(("code", "value", "text"), SHOWN)
def test_numbers_are_read_as_their_formats_print_them(code, value, text):
    assert NumberFormat.of(code).print(value) == text


@pytest.mark.parametrize(
    "code", ["", ";;;", '"', "[", "\\", "[$", "0.0.0", "%%%", "yyyyyyyyyyyy", "_"]
)
@pytest.mark.parametrize("value", [0.0, -1.5, 1e300, 2_958_465.9999999])
def test_no_format_raises(code, value):
    assert isinstance(NumberFormat.of(code).print(value), str)


def test_formats_of_cells_are_applied(tmp_path):
    def change(_, sheet):
        sheet["A1"].number_format = "0%"
        sheet["C1"].number_format = "mmmm yyyy"

    path = book(tmp_path, (0.25, date(2024, 9, 5), datetime(2024, 9, 1)), change=change)  # noqa: DTZ001 -- sheets know no zones

    assert texts(path) == [["25%", "05.09.2024", "сентябрь 2024"]]


def test_days_of_the_calendar_since_1904(tmp_path):
    def change(workbook, _):
        workbook.epoch = CALENDAR_MAC_1904

    path = book(tmp_path, (date(2024, 9, 5),), change=change)

    assert texts(path) == [["05.09.2024"]]


def test_hidden_sheets_rows_and_columns_are_left_out_but_counted(tmp_path):
    def change(workbook, sheet):
        workbook.create_sheet("Старое", 0).sheet_state = "hidden"
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    path = book(
        tmp_path, ("№", "было", "Срок"), ("1", "а", "май"), ("2", "б", "июнь"), change=change
    )

    name, table = read_blocks(path, path.name)

    assert name == Paragraph("", label="План", starts_page=True)
    assert table.place == 1
    assert table.widths_mm[1] == 0.0
    assert [[(cell.text, cell.column, cell.row) for cell in row] for row in table.rows] == [
        [("№", 0, 0), ("Срок", 2, 0)],
        [("2", 0, 2), ("июнь", 2, 2)],
    ]


def test_merged_area_is_shown_by_its_first_visible_row_and_column(tmp_path):
    def change(_, sheet):
        sheet.merge_cells("A1:B3")
        sheet.row_dimensions[1].hidden = True
        sheet.column_dimensions["A"].hidden = True

    path = book(
        tmp_path, ("Сроки", None, "а"), (None, None, "б"), (None, None, "в"), change=change
    )

    _, table = read_blocks(path, path.name)

    assert [[(c.text, c.column, c.span, c.is_covered) for c in row] for row in table.rows] == [
        [("Сроки", 1, 1, False), ("б", 2, 1, False)],
        [("Сроки", 1, 1, True), ("в", 2, 1, False)],
    ]


def test_page_widths_and_type(tmp_path):
    def change(_, sheet):
        sheet.page_setup.orientation = "landscape"
        sheet.page_margins.left = 0.5
        sheet.column_dimensions["B"].width = 40
        for row in sheet["A1:B2"]:
            for cell in row:
                cell.font = Font(name="Times New Roman", size=12, bold=cell.row == 1)

    path = book(tmp_path, ("№", "Мероприятие"), ("1", "Сбор"), change=change)

    source = read_source(path, path.name)

    _, table = source.blocks
    assert table.is_landscape is True
    assert table.widths_mm[1] == 75.4
    assert table.points == 12.0
    assert [row[0].is_bold for row in table.rows] == [True, False]
    assert (source.look.is_landscape, source.look.left) == (True, 12.7)
    assert (source.look.font, source.look.points) == ("Times New Roman", 12.0)


def test_empty_rows_between_are_one_and_far_ones_cost_nothing(tmp_path):
    def change(_, sheet):
        sheet["A1000000"] = "Исполнитель"

    path = book(tmp_path, ("План",), change=change)

    _, table = read_blocks(path, path.name)

    assert [[(cell.text, cell.row) for cell in row] for row in table.rows] == [
        [("План", 0)],
        [("", 1)],
        [("Исполнитель", 999_999)],
    ]


def test_strings_in_runs_without_their_pronunciation(tmp_path):
    strings = (
        "<si><r><rPr><b/></rPr><t>Раздел </t></r><r><t>1</t></r></si>"
        "<si><t>слово</t><rPh sb='0' eb='1'><t>чтение</t></rPh></si>"
        "<si><t>две_x000D_\nстроки</t></si>"
    )
    cells = "".join(f'<c t="s"><v>{index}</v></c>' for index in range(3))
    markup = f"<sheetData><row>{cells}</row></sheetData>"
    path = with_sheet(book(tmp_path, ("а",)), markup, strings)

    _, table = read_blocks(path, path.name)

    assert [(cell.text, cell.is_bold) for cell in table.rows[0]] == [
        ("Раздел 1", True),
        ("слово", False),
        ("две\nстроки", False),
    ]


def test_cells_of_all_kinds_and_cached_values_of_formulas(tmp_path):
    markup = (
        '<sheetData><row r="1"><c r="A1" t="str"><f>A2</f><v>Итог</v></c>'
        '<!-- a --><c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="b"><v>1</v></c>'
        '<c r="D1" t="e"><v>#N/A</v></c><c r="E1" t="d"><v>2024-09-05T00:00:00</v></c>'
        '<c r="F1" t="inlineStr"><is><t>текст</t></is></c><c r="G1" t="s"><v>99</v></c>'
        '<c r="H1"><v>nan</v></c><c r="I1"><f>B1</f></c><c r="J1"><v>7</v></c></row></sheetData>'
    )
    path = with_sheet(book(tmp_path, ("а",)), markup)

    assert texts(path) == [
        ["Итог", "2", "ИСТИНА", "#N/A", "05.09.2024", "текст", "", "nan", "", "7"]
    ]


def test_sheet_with_too_many_cells_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("documents.readers.xlsx_sheet.MAX_CELLS", 3)
    path = book(tmp_path, ("а", "б"), ("в", "г"))

    with pytest.raises(UnreadableDocumentError, match="На листе «План» слишком много ячеек"):
        read_blocks(path, path.name)
