"""One quarter in the browser, from a Word plan to the report for the region."""

from __future__ import annotations  # the names of an absent package are never looked at

import re
from datetime import date
from pathlib import Path

from docx import Document
from openpyxl import load_workbook

from plans.domain.expectations import span_of
from tests.documents.writers import office
from tests.e2e.browser import Locator, Page, expect
from tests.e2e.desk import Desk
from tests.e2e.grid import opened
from tests.e2e.papers import evidence, plan
from tests.e2e.steps import add_evidence, fill_progress, open_form, open_task, review

TITLE = "План работы МОЦ: квартал в браузере"
ITEM, RESULT = "Взаимодействие образовательных организаций", "не менее 12 обучающихся"
ACCEPTED = "Прошла встреча школ и домов творчества, 14 ребят выступили вместе."
MENDED = "Встреча прошла 3 октября, участвовали 12 обучающихся гимназии."
UNREAD = "Этот текст никто не принимал, и в отчёт он не входит."
APPROVER = re.compile(r"^\s*Дорогина\s")
NOTE = "Ответ нужен до конца недели."
LINK = "https://school7.example/news/418"


def test_a_quarter_from_a_word_plan_to_the_report_for_the_region(desk, tmp_path):
    methodist, head = desk("methodist"), desk("head")
    first, second = desk("school1"), desk("school2")

    upload_and_save(methodist)
    edit(methodist)
    assign(methodist)
    submit(methodist)
    agree(desk("approver"))
    approve(head)
    submit_reports(first, second)
    return_mend_accept(methodist, second)
    document, workbook = build_report(head, tmp_path)

    assert_only_accepted(texts_of_document(document))
    assert_only_accepted(texts_of_workbook(workbook))
    read_as_region(desk("observer"), document, tmp_path / "region")


def test_a_document_with_two_plans_becomes_the_one_that_is_wanted(desk):
    methodist = desk("methodist2")
    methodist.open("/plans/imports/upload/")
    methodist.field("Документ с планом").set_input_files(plan("orenburg-centre-plan"))
    methodist.press("Прочитать документ")
    first, second = methodist.page.locator("#plan-0"), methodist.page.locator("#plan-1")

    expect(first).to_contain_text("6 пунктов")
    expect(second).to_contain_text("10 пунктов")
    expect(row(methodist.page, "3", second)).to_contain_text("Сентябрь-декабрь")
    expect(row(methodist.page, "3", second)).to_contain_text("01.09.2022 – 31.12.2022")
    methodist.press("Не загружать этот план", first)
    expect(first).to_contain_text("Не загружаем")
    methodist.follow("Исправить", row(methodist.page, "5", second))
    methodist.heading("Исправить строку")
    methodist.look("import-item")
    methodist.fill("Сроки", "до 25 декабря")
    methodist.press("Сохранить исправления")
    expect(row(methodist.page, "5", second)).to_contain_text("до 25 декабря")
    methodist.look("import-one-of-two")
    methodist.press("Сохранить как черновик")

    methodist.says("План сохранён черновиком.")
    methodist.heading(re.compile("План работы муниципального опорного центра"))
    expect(row(methodist.page, "5")).to_contain_text("до 25 декабря")


@office.needs_soffice
def test_both_files_of_the_report_open_in_libreoffice(desk, tmp_path):
    files = build_report(desk("head"), tmp_path)

    printed = [office.convert(path, "pdf").read_bytes()[:5] for path in files]

    assert printed == [b"%PDF-", b"%PDF-"]


def upload_and_save(methodist: Desk) -> None:
    """Both plans are shown as they were understood; the period is corrected, drafts are saved."""
    methodist.open("/")
    methodist.follow("Загрузить план")
    methodist.field("Документ с планом").set_input_files(plan("tambov-work-plan"))
    methodist.press("Прочитать документ")
    methodist.heading("Проверьте, как мы поняли документ")
    page = methodist.page
    expect(page.get_by_role("heading", level=2)).to_contain_text(
        ["Сомнения", "Грифы документа", "План 1 из 2: План работы", "План 2 из 2: Медиаплан"]
    )
    work_plan = page.locator("#plan-0")
    expect(work_plan).to_contain_text("Развитие системы управления в сфере дополнительного")
    expect(row(page, "1.1", work_plan)).to_contain_text("01.08.2023 – 31.08.2023")
    methodist.look("import-review")
    correct_heading(methodist, 0, TITLE)
    correct_heading(methodist, 1, "Медиаплан: квартал в браузере")
    methodist.press("Сохранить как черновик")
    methodist.says("Сохранено черновиков: 2")
    methodist.heading(TITLE)


def correct_heading(methodist: Desk, place: int, title: str) -> None:
    """The document is of another year; its items are to be expected in the running period."""
    year = span_of("school_year", date.today())  # noqa: DTZ011, TID251 -- the test's own clock
    section = methodist.page.locator(f"#plan-{place}")
    heading = section.locator("details", has=methodist.page.get_by_label("Начало периода"))
    if heading.get_attribute("open") is None:
        heading.locator("summary").click()
    methodist.fill("Название", title, section)
    methodist.fill("Начало периода", year.starts_on.isoformat(), section)
    methodist.fill("Конец периода", year.ends_on.isoformat(), section)
    methodist.press("Сохранить исправления", section)
    methodist.says("Исправления учтены.")


def executors_of(page: Page, number: str) -> Locator:
    """The link to the item's executors; the portal has recognised the centre's own staff."""
    return row(page, number).locator("a[data-editor='assigned']").first


def edit(methodist: Desk) -> None:
    """One item promises a figure now."""
    methodist.look("plan-draft")
    open_form(methodist, ITEM, exact=False)
    methodist.heading("Пункт 1.2")
    methodist.look("item-edit")
    methodist.fill("Результат", RESULT)
    methodist.press("Сохранить")
    methodist.says("Пункт сохранён.")


def assign(methodist: Desk) -> None:
    """It goes to two schools, in the table; another goes to a person, on its page."""
    page = methodist.page
    opened(methodist)
    executors_of(page, "1.2").dblclick()  # the first click only selects the cell
    editor = page.get_by_role("dialog", name="Кому поручено")
    editor.get_by_label("Школа № 7", exact=True).check()
    editor.get_by_label("Гимназия № 2", exact=True).check()
    methodist.look("item-assign-dialog")
    methodist.press("Поручить", editor)
    expect(row(page, "1.2")).to_contain_text("Школа № 7")
    expect(row(page, "1.2")).to_contain_text("Гимназия № 2")
    methodist.open(str(executors_of(page, "1.3").get_attribute("href")))
    methodist.heading("Кому поручено")
    methodist.look("item-assign")
    people = page.locator("details", has_text="Сотрудники лично").first
    if people.get_attribute("open") is None:
        people.locator("summary").first.click()
    page.get_by_label("Тихонравова Е. В., Школа № 7").check()
    methodist.press("Сохранить")
    expect(row(page, "1.3")).to_contain_text("Тихонравова Е. В.")


def submit(methodist: Desk) -> None:
    """The authority is asked first; the head decides after it."""
    methodist.follow("На согласование")
    methodist.heading("Отправить план на согласование")
    methodist.look("plan-submit")
    methodist.page.get_by_label(APPROVER).select_option(label="1-я очередь")
    methodist.fill("Сообщение согласующим", NOTE)
    methodist.press("Отправить")
    methodist.says("План отправлен на согласование.")
    expect(methodist.page.locator("#plan-grid")).to_have_count(0)
    methodist.look("plan-in-agreement")


def agree(approver: Desk) -> None:
    approver.open("/")
    approver.look("approver-home")
    approver.follow(f"Решить: {TITLE}")
    approver.heading("Вас просят согласовать план")
    expect(approver.page.locator("main")).to_contain_text(NOTE)
    approver.look("plan-agreement")
    approver.press("Согласовать")
    approver.says("Вы согласовали план.")


def approve(head: Desk) -> None:
    head.open("/")
    head.look("head-home-waiting")
    head.follow(f"Утвердить: {TITLE}")
    head.look("plan-approve")
    head.fill("Основание своими словами", "приказ от 30.08.2025 № 175")
    head.press("Утвердить план")
    head.says("План утверждён")
    head.look("plan-approved")
    head.follow("Версия 1")
    seal = head.page.get_by_text("Хеш содержания (SHA-256), проверен")
    expect(seal.locator("code")).to_have_text(re.compile("^[0-9a-f]{64}$"))
    head.look("plan-version")


def submit_reports(first: Desk, second: Desk) -> None:
    """Each school sees what is expected of it alone, and reports on it."""
    open_task(first, ITEM)
    expect(first.page.locator("main")).not_to_contain_text("Гимназия № 2")
    strangers = first.path
    first.look("progress-form")
    fill_progress(first, ACCEPTED, figure="14")
    add_evidence(first, evidence("Лист регистрации.pdf"), f"{LINK} Новость школы")
    first.look("progress-filled")
    first.press("Отправить на проверку")
    first.says("Отчёт отправлен на проверку.")
    first.look("progress-sent")
    open_task(first, "Организационно – методическая поддержка")
    fill_progress(first, UNREAD)
    first.press("Отправить на проверку")
    first.says("Отчёт отправлен на проверку.")

    with second.refused(404):
        second.open(strangers)
    open_task(second, ITEM)
    fill_progress(second, "Встреча прошла, были все.", figure="46")
    second.press("Отправить на проверку")
    second.says("Отчёт отправлен на проверку.")


def return_mend_accept(methodist: Desk, second: Desk) -> None:
    note = "Число расходится с листом регистрации: там 12 подписей."
    review(methodist, "Гимназия № 2", ITEM)
    methodist.look("review-detail")
    methodist.fill("Замечание", note)
    methodist.press("Вернуть")
    methodist.says("Возвращено: 1.2")

    open_task(second, ITEM)
    expect(second.page.locator("main")).to_contain_text(note)
    second.look("progress-returned")
    fill_progress(second, MENDED, figure="12")
    second.press("Отправить повторно")
    second.says("Отчёт отправлен на проверку.")

    for school in ("Гимназия № 2", "Школа № 7"):
        review(methodist, school, ITEM)
        methodist.look(f"review-again-{school}")
        methodist.press("Принять")
        methodist.says("Принято: 1.2")


def build_report(head: Desk, folder: Path) -> tuple[Path, Path]:
    head.open("/")
    head.look("head-home")
    head.follow("Отчёт за квартал")
    head.look("report-create")
    head.press("Собрать отчёт")
    head.heading(re.compile("Отчёт за квартал:"))
    expect(head.page.locator("#job-progress")).to_contain_text("Отчёт", ignore_case=True)
    head.picture("report-progress")
    links = head.page.locator("#job-progress").get_by_role("link")
    expect(links.filter(has_text=".docx")).to_be_visible(timeout=60_000)
    head.look("report-ready")
    return tuple(head.download(links.filter(has_text=end), folder) for end in (".docx", ".xlsx"))


def read_as_region(observer: Desk, document: Path, folder: Path) -> None:
    observer.open("/")
    observer.follow("Отчёты")
    observer.look("observer-reports")
    latest = observer.page.locator("tbody tr").first
    path = observer.download(latest.get_by_role("link", name="docx"), folder)
    assert path.read_bytes() == document.read_bytes()


def assert_only_accepted(texts: str) -> None:
    said = [ACCEPTED in texts, MENDED in texts, LINK in texts, "14" in texts, UNREAD in texts]
    assert said == [True, True, True, True, False]


def texts_of_document(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    links = [part.target_ref for part in document.part.rels.values() if part.is_external]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells, *links])


def texts_of_workbook(path: Path) -> str:
    cells = [cell for sheet in load_workbook(path) for line in sheet.iter_rows() for cell in line]
    links = [cell.hyperlink.target for cell in cells if cell.hyperlink]
    return "\n".join([*(str(cell.value) for cell in cells if cell.value is not None), *links])


def row(page, number: str, within: Locator | None = None) -> Locator:
    """The row of a plan's table with this number in its first cell."""
    first = page.locator("td:first-child", has_text=re.compile(rf"^\s*{re.escape(number)}\s*$"))
    return (within or page).locator("tr", has=first)
