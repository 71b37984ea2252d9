"""A plan in the browser: uploaded, saved, edited in the portal, uploaded again, updated."""

import re

from tests.e2e.browser import expect
from tests.e2e.papers import DOCX_TYPE
from tests.e2e.steps import open_form
from tests.plans.import_steps import COUNCIL, COURSE, FAIR, REPORT, plan_file, with_cell

TITLE = "План работы опорного центра на 2026 год: обновление в браузере"
NEWER = (with_cell(FAIR, 4, "школа № 3"), with_cell(COURSE, 2, "март"), COUNCIL)
PALACE = "дворец культуры"


def upload(methodist, rows, name):
    methodist.open("/plans/imports/upload/")
    content = plan_file(rows, TITLE)
    file = {"name": name, "mimeType": DOCX_TYPE, "buffer": content}
    methodist.field("Документ с планом").set_input_files(file)
    methodist.press("Прочитать документ")


def row(methodist, title):
    return methodist.page.get_by_role("row").filter(has_text=title)


def box(methodist, text):
    return row(methodist, text).get_by_role("checkbox")


def test_a_plan_edited_in_the_portal_is_updated_from_a_newer_document(desk):
    methodist = desk("methodist2")
    address = save_and_edit(methodist)

    upload(methodist, NEWER, "план новый.docx")
    expect(methodist.page.get_by_text("Похоже на план")).to_be_visible()
    methodist.look("import-update-offered")
    methodist.follow("Сравнить и обновить")
    methodist.heading("Обновить план из документа")
    expect(row(methodist, PALACE)).to_contain_text("правили в портале")
    expect(box(methodist, PALACE)).not_to_be_checked()
    expect(box(methodist, COURSE[1])).to_be_checked()
    expect(box(methodist, REPORT[1])).not_to_be_checked()
    methodist.look("import-update")
    box(methodist, REPORT[1]).check()
    methodist.press("Обновить план")

    methodist.says("План обновлён из документа")
    assert methodist.path == address
    expect(row(methodist, FAIR[1])).to_contain_text(PALACE)
    expect(row(methodist, COURSE[1])).to_contain_text("март")
    expect(row(methodist, COUNCIL[1])).to_have_count(1)
    expect(row(methodist, REPORT[1])).to_have_count(0)
    methodist.look("import-updated")


def save_and_edit(methodist):
    """A draft of the document with a cell that was written in the portal; its address."""
    upload(methodist, (FAIR, COURSE, REPORT), "план.docx")
    methodist.press("Сохранить как черновик")
    methodist.says("План сохранён черновиком.")
    address = methodist.path
    methodist.look("import-undo-offered")
    open_form(methodist, FAIR[1])
    methodist.fill("Место", PALACE)
    methodist.press("Сохранить")
    methodist.open(address)
    expect(methodist.page.locator("main")).to_contain_text("уже правили: исправили пункт")
    return address


def test_the_saving_of_a_document_is_taken_back(desk):
    methodist = desk("methodist2")
    other = [(n, f"Иное дело {n}: подготовить письмо", "май", "Лужин П. А.", "") for n in "123"]
    methodist.open("/plans/imports/upload/")
    file = {
        "name": "план.docx",
        "mimeType": DOCX_TYPE,
        "buffer": plan_file(other, "Дорожная карта центра на 2026 год: отмена"),
    }
    methodist.field("Документ с планом").set_input_files(file)
    methodist.press("Прочитать документ")
    methodist.press("Сохранить как черновик")

    methodist.follow("Отменить загрузку")
    methodist.heading("Отменить загрузку")
    methodist.look("import-undo")
    methodist.press("Отменить загрузку")

    methodist.says("Документ снова ждёт проверки.")
    expect(methodist.page).to_have_url(re.compile(r"/plans/imports/\d+/"))


def test_a_column_is_understood_as_it_was_put_right(desk):
    methodist = desk("methodist2")
    head = ("№ п/п", "Мероприятие", "Срок", "Ответственный", "Площадка")
    for name in ("первый.docx", "второй.docx"):
        methodist.open("/plans/imports/upload/")
        content = plan_file((FAIR, COURSE), f"Медиаплан центра на 2026 год, {name}", head)
        file = {"name": name, "mimeType": DOCX_TYPE, "buffer": content}
        methodist.field("Документ с планом").set_input_files(file)
        methodist.press("Прочитать документ")
        if name == "первый.docx":
            methodist.page.locator("#plan-0 summary").first.click()
            methodist.field("Площадка").select_option(label="примечание")
            methodist.press("Сохранить исправления")
            methodist.says("Исправления учтены.")
            methodist.press("Сохранить как черновик")
            methodist.says("План сохранён черновиком.")

    expect(methodist.page.locator("main")).to_contain_text(
        re.compile(r"Графа\s«Площадка»\sпонята\sкак\s«примечание»:\sтак\sбыло\sисправлено\sраньше")
    )
    methodist.look("column-remembered")
    methodist.follow("Забыть")
    methodist.heading("Как портал понимает графы")
    methodist.look("column-meanings")
    methodist.press("Забыть графу «Площадка»")
    methodist.says("Графу «Площадка» портал больше не помнит")
