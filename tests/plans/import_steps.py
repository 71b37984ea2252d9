"""What the tests of uploading do again and again: make a document, upload it, save it."""

from io import BytesIO

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans.models import Plan, PlanImport

HEAD = ("№ п/п", "Мероприятие", "Срок", "Ответственный", "Место")
TITLE = "План работы муниципального опорного центра на 2026 год"
FAIR = ("1", "Провести ярмарку дополнительных программ", "сентябрь", "Лужин П. А.", "парк")
COURSE = ("2", "Организовать курсы для молодых педагогов", "в течение года", "Лужин П. А.", "МОЦ")
REPORT = ("3", "Подготовить отчёт о работе центра", "декабрь", "Лужин П. А.", "МОЦ")
COUNCIL = ("4", "Собрать совет руководителей кружков", "до 1 марта", "Лужин П. А.", "МОЦ")
ROWS = (FAIR, COURSE, REPORT)


def address(name, *args):
    return reverse(f"plans:{name}", args=args)


def plan_file(rows=ROWS, title=TITLE, head=HEAD):
    """The bytes of a plan in Word; a row of one text is a section."""
    document = docx.Document()
    document.add_paragraph(title)
    table = document.add_table(0, len(head))
    for row in (head, *rows):
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1]).text = row[0]
            continue
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def upload(client, centre, content, name="план.docx"):
    file = SimpleUploadedFile(name, content)
    response = client.post(address("import_upload"), {"organisation": centre.pk, "file": file})
    assert response.status_code == 302, response.context["form"].errors
    return PlanImport.objects.latest("pk")


def save(client, plan_import):
    plan_import.refresh_from_db()
    response = client.post(
        address("import_save", plan_import.pk), {"version": plan_import.version}
    )
    assert response.status_code == 302
    return list(Plan.objects.filter(plan_import=plan_import).order_by("pk"))


def saved(client, centre, rows=ROWS, **said):
    [plan] = save(client, upload(client, centre, plan_file(rows, **said)))
    return plan


def with_cell(row, place, text):
    return (*row[:place], text, *row[place + 1 :])
