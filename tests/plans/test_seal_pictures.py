"""The QR of a version in its Excel workbook: on the first page, over no cell that says a thing."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
import segno
from openpyxl import Workbook, load_workbook
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.styles import Alignment, Border, Side
from PIL import Image

from documents import conversion
from plans.domain.reading import read_document
from plans.domain.seals import Seal
from plans.domain.serial import to_format
from plans.rendering.files import converted
from plans.rendering.qr import qr_png
from plans.rendering.stamped_xlsx import stamp_xlsx

GOLDEN = Path(__file__).parents[1] / "documents/golden/cherdakly-road-map/document.xlsx"
SEAL = Seal(2, date(2025, 8, 30), "0123456789abcdef" * 4, "https://portal.example.ru")
LATER = Seal(3, date(2026, 1, 15), "fedcba9876543210" * 4, "https://portal.example.ru")
RULED = Border(*[Side(style="thin")] * 4)
MM = 36_000


def packed(book) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def plan_book(*, columns: int = 5, rows: int = 60, width: float = 18, stamp: bool = False):
    """A heading over the whole width, a ruled table; with a stamp in the last column."""
    book = Workbook()
    sheet = book.active
    sheet.page_setup.paperSize = 9
    row = 1
    for text in ("УТВЕРЖДАЮ", "Директор", "__________", "«__» ___ 2025 г.") if stamp else ():
        sheet.cell(row, columns, text)
        row += 1
    sheet.cell(row, 1, "План работы на 2025 год").alignment = Alignment(horizontal="center")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    for number in range(rows):
        row += 1
        for place in range(1, columns + 1):
            cell = sheet.cell(row, place, f"Графа {place}" if number == 0 else f"Текст {number}")
            cell.border, cell.alignment = RULED, Alignment(wrap_text=True)
    for place in range(columns):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    return book


def stamped(book) -> Workbook:
    return load_workbook(io.BytesIO(stamp_xlsx(packed(book), SEAL)))


def spot_of(sheet) -> tuple[int, int, float]:
    """Column and row of the QR, counted from 0, and its side in millimetres."""
    anchor = sheet._images[-1].anchor
    assert anchor.ext.cx == anchor.ext.cy
    return anchor._from.col, anchor._from.row, anchor.ext.cx / MM


def test_real_workbook_gets_a_picture_and_keeps_every_other_part():
    content = GOLDEN.read_bytes()

    made = stamp_xlsx(content, SEAL)

    old, new = parts_of(content), parts_of(made)
    assert {name for name in old if old[name] != new[name]} == {
        "[Content_Types].xml",
        "xl/worksheets/sheet1.xml",
    }
    assert set(new) - set(old) == {
        "xl/drawings/moc-seal.xml",
        "xl/drawings/_rels/moc-seal.xml.rels",
        "xl/media/moc-seal.png",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }
    assert new["xl/media/moc-seal.png"] == qr_png(SEAL.address)
    assert stamp_xlsx(content, SEAL) == made


def test_real_workbook_is_read_again_as_the_same_plan(tmp_path):
    path = tmp_path / "document.xlsx"
    path.write_bytes(stamp_xlsx(GOLDEN.read_bytes(), SEAL))

    assert to_format(read_document(path, path.name)) == to_format(
        read_document(GOLDEN, GOLDEN.name)
    )


def test_picture_stands_in_the_empty_corner_beside_a_stamp():
    column, row, side = spot_of(stamped(plan_book(stamp=True)).active)

    assert (column, row) == (0, 0)
    assert side >= 13


def test_text_that_runs_over_into_empty_cells_is_not_hidden():
    book = plan_book(stamp=True)
    book.active["A1"] = "Муниципальное автономное учреждение дополнительного образования, город"

    column, row, _side = spot_of(stamped(book).active)

    assert row > 0 or column > 4


def test_ruled_empty_cells_are_a_form_to_fill_in():
    book = plan_book(stamp=True)
    for row in range(1, 5):
        for place in range(1, 5):
            book.active.cell(row, place).border = RULED

    column, _row, _side = spot_of(stamped(book).active)

    assert column == 5


def test_picture_stands_below_a_short_table():
    book = plan_book(rows=8)

    assert spot_of(stamped(book).active)[:2] == (0, book.active.max_row)


def test_sheet_as_wide_as_its_page_is_fitted_so_that_the_picture_has_no_page_alone():
    sheet = stamped(plan_book()).active

    assert spot_of(sheet)[:2] == (5, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_narrow_sheet_is_printed_as_it_was():
    sheet = stamped(plan_book(columns=3, width=10)).active

    assert spot_of(sheet)[:2] == (3, 0)
    assert not (
        sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage
    )


def test_printed_area_is_widened_by_the_picture_alone():
    book = plan_book()
    book.active.print_area = "A1:E61"

    made = stamped(book).active

    column, _row, _side = spot_of(made)
    assert column == 5
    assert made.print_area.replace("$", "").startswith("'Sheet'!A1:")
    assert made.print_area.replace("$", "") > "'Sheet'!A1:E61"


def test_pictures_of_the_sheet_stay_and_are_not_hidden():
    book = plan_book(stamp=True)
    picture = io.BytesIO()
    Image.new("RGB", (90, 70), "red").save(picture, "png")
    book.active.add_image(SheetImage(picture), "A1")
    before = packed(book)

    made = stamp_xlsx(before, SEAL)

    sheet = load_workbook(io.BytesIO(made)).active
    first, second = (image.anchor for image in sheet._images)
    assert (first._from.col, first._from.row) == (0, 0)
    assert (second._from.col, second._from.row) != (0, 0)
    old, new = parts_of(before), parts_of(made)
    assert new["xl/media/image1.png"] == old["xl/media/image1.png"]
    assert b"moc-seal.png" in new["xl/drawings/_rels/drawing1.xml.rels"]


def test_picture_is_on_the_first_sheet_that_is_printed():
    book = plan_book(rows=8)
    hidden = book.create_sheet("Скрытый", 0)
    hidden["A1"], hidden.sheet_state = "Списки", "hidden"
    book.create_sheet("Пустой", 1)
    book.active = 2

    made = stamped(book)

    assert [len(sheet._images) for sheet in made.worksheets] == [0, 0, 1]


def test_workbook_of_an_earlier_version_bears_the_new_seal_alone():
    again = stamp_xlsx(stamp_xlsx(packed(plan_book(rows=8)), SEAL), LATER)

    sheet = load_workbook(io.BytesIO(again)).active
    assert sheet.oddFooter.left.text == ", ".join(LATER.lines)
    assert len(sheet._images) == 1
    assert parts_of(again)["xl/media/moc-seal.png"] == qr_png(LATER.address)


@pytest.mark.parametrize("book", [plan_book(), plan_book(stamp=True), plan_book(rows=8)])
def test_first_printed_page_shows_a_qr_that_leads_to_the_check(book):
    if not conversion.is_available():
        pytest.skip("нет LibreOffice")
    import pypdfium2  # noqa: PLC0415 -- only where a PDF can be made

    pdf = pypdfium2.PdfDocument(converted(stamp_xlsx(packed(book), SEAL), "xlsx", "pdf"))

    [picture] = [one for one in pdf[0].get_objects() if isinstance(one, pypdfium2.PdfImage)]
    left, bottom, right, top = picture.get_bounds()
    scale = 8
    box = (left, pdf[0].get_height() - top, right, pdf[0].get_height() - bottom)
    page = pdf[0].render(scale=scale).to_pil().convert("L")
    seen = page.crop(tuple(round(edge * scale) for edge in box))
    assert matrix_of(seen) == segno.make(SEAL.address, error="m", micro=False).matrix
    assert right - left > 36  # points: 13 mm


def matrix_of(picture) -> tuple[bytearray, ...]:
    """The dark and light modules that a camera would see, without the quiet zone of two."""
    size = len(segno.make(SEAL.address, error="m", micro=False).matrix)
    step = picture.width / (size + 4)
    centres = [round((place + 2.5) * step) for place in range(size)]
    return tuple(bytearray(picture.getpixel((x, y)) < 128 for x in centres) for y in centres)
