"""Small real files for invented reports: a chart, a scanned sheet, a typed note."""

from io import BytesIO
from random import Random
from time import struct_time

from PIL import Image, ImageDraw

from documents.writers.docx import Column, Document, Paragraph, Table, Title, document_bytes

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEAL, GREY, INK, PAPER = "#0f766e", "#cbd5e1", "#1e293b", "#ffffff"


def chart(chance: Random) -> tuple[str, str, bytes]:
    """«Диаграмма посещений.png»."""
    image = Image.new("RGB", (480, 300), PAPER)
    draw = ImageDraw.Draw(image)
    draw.line([(40, 20), (40, 260), (460, 260)], INK, 2)
    for place in range(8):
        left, height = 60 + place * 50, chance.randint(40, 220)
        draw.rectangle([left, 260 - height, left + 30, 259], TEAL if place % 2 else GREY)
    return "Диаграмма посещений.png", "image/png", _saved(image, "PNG")


def sheet(chance: Random) -> tuple[str, str, bytes]:
    """«Лист регистрации.pdf»: ruled lines with strokes that look like handwriting."""
    image = Image.new("L", (620, 877), 255)
    draw = ImageDraw.Draw(image)
    for top in range(120, 800, 34):
        draw.line([(60, top), (560, top)], 160)
        points = [(80 + step * 9, top - chance.randint(4, 18)) for step in range(30)]
        draw.line(points, 60)
    # A fixed date: Pillow would write the clock's.
    fixed = struct_time((2026, 1, 1, 0, 0, 0, 3, 1, 0))
    content = _saved(image, "PDF", creationDate=fixed, modDate=fixed)
    return "Лист регистрации.pdf", "application/pdf", content


def note(chance: Random, organisation: str) -> tuple[str, str, bytes]:
    """«Справка.docx»."""
    rows = [
        [f"{number}", f"{number + 4} классы", str(chance.randint(8, 30))] for number in range(1, 6)
    ]
    columns = [Column("№ п/п", 15), Column("Участники"), Column("Человек", 30)]
    title = "Справка о проведении мероприятия"
    document = Document(
        title, [Title("СПРАВКА", [organisation]), Paragraph(title), Table(columns, rows)]
    )
    return "Справка.docx", DOCX, document_bytes(document)


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
