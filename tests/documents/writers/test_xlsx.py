"""Workbooks, read again by other programs."""

import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from documents.uploads import door
from documents.uploads.kinds import Accepts
from documents.writers.text import clean_text
from documents.writers.xlsx import (
    Column,
    Format,
    Link,
    Section,
    Sheet,
    workbook_bytes,
    write_workbook,
)
from documents.writers.xlsx.names import sheet_names
from organisations.domain.errors import RuleError
from tests.documents.writers.office import convert, needs_soffice

PAYLOADS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://a")', "\t=1", "=cmd|' /C calc'!A0"]
NOON = datetime(2025, 9, 1, 12)  # noqa: DTZ001 -- Excel knows no zones
MIDNIGHT = datetime(2025, 9, 1)  # noqa: DTZ001 -- a date, as openpyxl reads it
COLUMNS = [
    Column("№ п/п"),
    Column("Мероприятие"),
    Column("Срок"),
    Column("Охват", Format.GROUPED),
    Column("Доля", Format.PERCENT),
    Column("Сумма", Format.MONEY),
]
ROWS = [
    Section("1. Организационный этап"),
    ("1.1", "Совещание", date(2025, 9, 1), 1200, 0.5, Decimal("10.50")),
    ("1.2", " пробелы \nи строка", NOON, None, True, float("nan")),
    ("1.3", Link("новость", "https://a.example/"), date(1899, 1, 1), 10**20, -1, 2.25),
]
SHEET = Sheet("План", COLUMNS, ROWS, title=("План работы", "Центр"), footer=("Директор",))


def _opened(content: bytes):
    return load_workbook(BytesIO(content))


def _sheet_xml(content: bytes, number: int = 1) -> str:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(f"xl/worksheets/sheet{number}.xml").decode()


def _values(content: bytes, **bounds: int):
    return [list(row) for row in _opened(content).active.iter_rows(values_only=True, **bounds)]


def test_workbook_holds_typed_cells():
    content = workbook_bytes([SHEET])

    assert _values(content, min_row=1, max_row=10) == [
        ["План работы", None, None, None, None, None],
        ["Центр", None, None, None, None, None],
        [None] * 6,
        ["№ п/п", "Мероприятие", "Срок", "Охват", "Доля", "Сумма"],
        ["1. Организационный этап", None, None, None, None, None],
        ["1.1", "Совещание", MIDNIGHT, 1200, 0.5, 10.5],
        ["1.2", " пробелы \nи строка", NOON, None, "да", None],
        ["1.3", "новость", "01.01.1899", str(10**20), -1, 2.25],
        [None] * 6,
        ["Директор", None, None, None, None, None],
    ]


def test_workbook_looks_as_a_table_for_print():
    sheet = _opened(workbook_bytes([SHEET])).active

    assert [cell.number_format for cell in sheet[6]][2:] == [
        "dd\\.mm\\.yyyy",
        "#,##0",
        "0.0%",
        "#,##0.00",
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A5", "A4:F8")
    assert (sheet.print_title_rows, sheet.print_area) == ("$4:$4", "'План'!$A$1:$F$10")
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A10:F10", "A1:F1", "A2:F2", "A5:F5"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet["B6"].alignment.wrap_text
    assert sheet["B8"].font.underline == "single"
    assert sheet.column_dimensions["A"].width < sheet.column_dimensions["B"].width
    assert sheet.row_dimensions[7].height > 20


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_formula_anywhere(payload):
    sheet = Sheet(
        payload, [Column(payload)], [(payload,), Section(payload)], [payload], footer=[payload]
    )
    content = workbook_bytes([sheet], title=payload)

    cells = [cell for [cell] in _opened(content).active.iter_rows() if cell.value is not None]

    assert [(cell.data_type, cell.value) for cell in cells] == [("s", payload)] * 5
    assert "<f" not in _sheet_xml(content)


@needs_soffice
def test_another_program_sees_text_and_not_formulas(tmp_path):
    path = tmp_path / "book.xlsx"
    sheet = Sheet("Лист", [Column("а")], [(payload,) for payload in PAYLOADS])
    write_workbook(path, [sheet])

    table = convert(path, "csv:Text - txt - csv (StarCalc):124,0,76").read_text("utf-8")

    assert table.splitlines() == ["а", *PAYLOADS]


@needs_soffice
def test_another_program_prints_it(tmp_path):
    path = tmp_path / "book.xlsx"
    write_workbook(path, [SHEET, SHEET], title="План")

    assert convert(path, "pdf").read_bytes().startswith(b"%PDF-")


def test_equal_contents_give_equal_bytes():
    assert workbook_bytes([SHEET]) == workbook_bytes([SHEET])


def test_workbook_passes_our_own_door(tmp_path):
    path = tmp_path / "upload"
    write_workbook(path, [SHEET])

    assert door.inspect(path, "план.xlsx", Accepts.TABLE).size == path.stat().st_size


def _decoded(text: str) -> str:
    return re.sub(r"_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", text)


@settings(deadline=None)
@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=1, max_size=9))
def test_text_in_is_clean_text_out(rows):
    content = workbook_bytes([Sheet("Лист", [Column("а"), Column("б")], rows)])

    read = [[_decoded(text or "") for text in row] for row in _values(content, min_row=2)]
    assert read == [[clean_text(text) for text in row] for row in rows]
    assert "<f" not in _sheet_xml(content)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.integers(),
            st.floats(),
            st.booleans(),
            st.none(),
            st.dates(),
            st.datetimes(),
            st.decimals(),
            st.text(max_size=5),
        ),
        min_size=1,
        max_size=80,
    )
)
def test_any_mixture_of_types_opens(values):
    content = workbook_bytes([Sheet("Лист", [Column("а")], [(value,) for value in values])])

    assert _opened(content).active.max_row == len(values) + 1


def test_quick_and_careful_rows_agree():
    quick = [("текст", 1, 1.5, date(2025, 1, 1), None)] * 70
    columns = [Column("а")] * 5

    mixed = _values(workbook_bytes([Sheet("Л", columns, [*quick, ("=1", 1, 1.5, True, None)])]))

    assert mixed[1:71] == _values(workbook_bytes([Sheet("Л", columns, quick)]))[1:]


def test_text_longer_than_a_cell_ends_in_an_ellipsis():
    texts = ["я" * 32_767, "я" * 32_768, "😀" * 20_000]

    rows = _values(workbook_bytes([Sheet("Л", [Column("а")], [(text,) for text in texts])]))

    assert [row[0] for row in rows[1:]] == ["я" * 32_767, "я" * 32_766 + "…", "😀" * 16_383 + "…"]


def test_sheet_names_are_those_excel_accepts():
    wanted = ["План", "план", "a[b]:c*d?e/f\\g", "", "'x'", "History", "я" * 40, "я" * 40]

    assert sheet_names(wanted) == [
        "План",
        "план (2)",
        "a b c d e f g",
        "Лист 4",
        "x",
        "History (2)",
        "я" * 31,
        "я" * 27 + " (2)",
    ]


def test_rows_may_be_a_generator_of_thousands():
    rows = ((str(number), number) for number in range(2_000))

    read = _values(workbook_bytes([Sheet("Л", [Column("а"), Column("б")], rows)]))

    assert read[1:] == [[str(number), number] for number in range(2_000)]


def test_a_sheet_that_excel_cannot_hold_is_refused():
    rows = (("",) for _ in range(1_048_576))

    with pytest.raises(RuleError) as refusal:
        workbook_bytes([Sheet("Л", [Column("а")], rows)])

    assert str(refusal.value).startswith("На лист «Л» не помещается столько строк")


def test_a_row_of_another_length_is_a_mistake():
    with pytest.raises(ValueError, match="a row of 2 cells in a table of 1 columns"):
        workbook_bytes([Sheet("Л", [Column("а")], [("1", "2")])])
