import zipfile
from datetime import datetime
from io import BytesIO

from docx import Document
from openpyxl import load_workbook

from reports.rendering import period_document, period_workbook
from tests.reports.sample import REPORT

SHA = "ab" * 32


def test_workbook_holds_numbers_dates_and_no_formula():
    book = load_workbook(BytesIO(period_workbook.render(REPORT, SHA)))

    rows = list(book["План работы"].iter_rows(values_only=True))
    [both] = [row for row in rows if row[0] == "1.1"]
    [silent] = [row for row in rows if row[0] == "2.1"]
    assert both[4:8] == ("выполняется", 2, 3, datetime.fromisoformat("2025-11-14"))
    assert both[9] == 41
    assert silent[1] == "=HYPERLINK(0) и <&>"
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}


def test_workbook_totals_are_those_of_the_items():
    book = load_workbook(BytesIO(period_workbook.render(REPORT, SHA)))

    rows = list(book["Итоги"].iter_rows(values_only=True))
    [total] = [row for row in rows if row[0] == "Всего по плану"]
    # items, done, in progress, not done, not applicable, no data
    assert total[1:7] == (2, 0, 1, 0, 0, 1)


def test_both_files_depend_on_the_report_alone():
    assert period_workbook.render(REPORT, SHA) == period_workbook.render(REPORT, SHA)
    assert period_document.render(REPORT, SHA) == period_document.render(REPORT, SHA)


def test_document_says_what_was_accepted_with_its_links():
    content = period_document.render(REPORT, SHA)

    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Школа № 7: Пришёл 41 родитель" in cells
    assert "Итого: 41 человек" in cells
    assert "=HYPERLINK(0) и <&>" in cells
    relations = zipfile.ZipFile(BytesIO(content)).read("word/_rels/document.xml.rels").decode()
    assert "https://school.example.org/14" in relations


def test_document_repeats_its_headings_and_numbers_its_pages():
    package = zipfile.ZipFile(BytesIO(period_document.render(REPORT, SHA)))

    body = package.read("word/document.xml").decode()
    headers = "".join(
        package.read(name).decode() for name in package.namelist() if "header" in name
    )
    # passport, figures, totals, the plan, publications; approval and signature have no heading
    assert body.count("<w:tblHeader") == 5
    assert "PAGE" in headers
