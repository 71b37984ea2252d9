"""Two people save the same row: both texts are shown, and nothing that was typed is lost."""

from tests.e2e.browser import expect
from tests.e2e.desk import Desk
from tests.e2e.steps import fill_progress, first_task, open_form


def test_the_later_save_of_an_item_shows_both_texts(desk):
    early, late = desk("methodist"), desk("head")
    open_new_item(early, "Семинар для методистов")
    late.open(early.path)

    early.fill("Мероприятие", "Семинар для методистов и педагогов")
    early.press("Сохранить")
    early.says("Пункт сохранён.")
    late.fill("Мероприятие", "Семинар для руководителей")
    with late.refused(409):
        late.press("Сохранить")
    conflict = late.page.get_by_role("alert")
    expect(conflict).to_contain_text("Ветрова О. Н.")
    expect(conflict).to_contain_text("Семинар для методистов и педагогов")
    expect(conflict).to_contain_text("Семинар для руководителей")
    expect(late.field("Мероприятие")).to_have_value("Семинар для руководителей")
    late.look("item-conflict")
    late.press("Сохранить")

    late.says("Пункт сохранён.")
    expect(late.page.get_by_role("link", name="Семинар для руководителей")).to_be_visible()


def test_the_later_save_of_a_report_shows_both_texts(desk):
    early, late = desk("school9"), desk("school9")
    first_task(early)
    late.open(early.path)

    fill_progress(early, "Первый текст: собрание прошло.", figure="30")
    early.press("Сохранить черновик")
    early.says("Черновик сохранён.")
    fill_progress(late, "Второй текст: собрание прошло дважды.", figure="31")
    with late.refused(409):
        late.press("Сохранить черновик")

    expect(late.page.get_by_role("alert")).to_contain_text("Первый текст: собрание прошло.")
    expect(late.field("Что сделано")).to_have_value("Второй текст: собрание прошло дважды.")
    expect(late.field("Количество")).to_have_value("31")
    late.look("progress-conflict")
    late.press("Сохранить черновик")
    late.says("Черновик сохранён.")
    expect(late.field("Что сделано")).to_have_value("Второй текст: собрание прошло дважды.")


def test_what_was_typed_into_a_form_that_is_gone_can_be_copied(desk):
    early, late = desk("methodist"), desk("head")
    open_new_item(early, "Семинар, который удалят")
    late.open(early.path)
    late.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    text = "\n".join(f"Строка {number} длинного пояснения" for number in range(1, 200))

    early.follow("Удалить")
    early.press("Удалить пункт")
    early.says("Пункт удалён.")
    late.fill("Мероприятие", text)
    with late.refused(409):
        late.press("Сохранить")

    late.heading("Так сделать нельзя")
    expect(late.page.get_by_role("alert")).to_contain_text("Этот пункт уже в корзине")
    expect(late.field("Мероприятие")).to_have_value(text)
    late.press("Скопировать текст поля «Мероприятие»")
    expect(late.page.get_by_role("status").filter(has_text="Скопировано")).to_be_visible()
    assert late.page.evaluate("navigator.clipboard.readText()") == text
    late.look("refused-text")


def test_executors_given_by_another_person_stay(desk):
    early, late = desk("methodist"), desk("head")
    open_new_item(early, "Семинар, который поручат")
    address = early.path.replace("/edit/", "/assign/")
    for person in (early, late):
        person.open(address)

    early.page.get_by_label("Школа № 1", exact=True).check()
    early.press("Сохранить")
    early.says("Исполнители сохранены.")
    with late.refused(422):
        late.press("Сохранить")
    expect(late.page.get_by_role("alert")).to_contain_text("никто не отмечен")
    late.look("item-assign-empty")
    late.page.get_by_label("Школа № 4", exact=True).check()
    late.press("Сохранить")

    late.says("Пока вы выбирали, исполнителей изменили. Назначены: Школа № 1.")
    late.open(address)
    for school in ("Школа № 1", "Школа № 4"):
        expect(late.page.get_by_label(school, exact=True)).to_be_checked()


def open_new_item(methodist: Desk, title: str) -> None:
    """A plan of its own with one item, its form open."""
    methodist.open("/plans/create/")
    methodist.fill("Название", "План двух окон")
    methodist.fill("Начало периода", "2026-09-01")
    methodist.fill("Конец периода", "2027-08-31")
    methodist.press("Создать план")
    methodist.look("plan-empty")
    methodist.page.get_by_role("link", name="Добавить пункт").last.click()
    methodist.fill("Мероприятие", title)
    methodist.press("Добавить пункт")
    open_form(methodist, title)
