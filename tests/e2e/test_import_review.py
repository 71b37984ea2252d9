"""The review of an uploaded document: doubts by keyboard, the document beside, rows reshaped."""

import re

import pytest

from tests.e2e import papers
from tests.e2e.browser import expect
from tests.e2e.desk import sign_in

ADDRESS = "/plans/imports/upload/"
CODES = {"т": "KeyN", "з": "KeyP", "n": "KeyN", "p": "KeyP"}
FOCUSED = "() => document.activeElement.id"
# Whether an element lies inside what the document's pane shows just now.
IN_SIGHT = """(id) => {
  const row = document.getElementById(id).getBoundingClientRect();
  const pane = document.querySelector("[data-source-pane]").getBoundingClientRect();
  return row.top < pane.bottom && row.bottom > pane.top;
}"""


@pytest.fixture
def methodist(desk):
    return desk("methodist")


def review(person, name):
    """Upload a real plan and wait until the document itself is shown."""
    person.open(ADDRESS)
    person.field("Документ с планом").set_input_files(papers.plan(name))
    person.press("Прочитать документ")
    person.heading("Проверьте, как мы поняли документ")
    loaded(person)


def loaded(person):
    expect(person.page.locator("[data-source-loaded]")).to_be_visible()


def strike(page, key):
    """A key of any layout, as the system sends it: Playwright itself knows the English one."""
    session = page.context.new_cdp_session(page)
    event = {"key": key, "code": CODES[key]}
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": key, **event})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})
    session.detach()


def open_doubts(page):
    return page.locator("[data-doubt]:not([data-settled])").evaluate_all(
        "doubts => doubts.map(doubt => doubt.id)"
    )


def act(person, item, name):
    """Open what can be done to a row, and do it."""
    row = person.page.locator(f"#{item}")
    row.locator("summary").click()
    row.get_by_text(name, exact=True).click()


def titles(person, plan=0):
    return person.page.locator(f"#plan-{plan}-items td.main").all_inner_texts()


@pytest.mark.parametrize(("forth", "back"), [("n", "p"), ("т", "з")], ids=["latin", "cyrillic"])
def test_letters_jump_from_doubt_to_doubt(methodist, forth, back):
    review(methodist, "tambov-work-plan")
    page = methodist.page
    doubts = open_doubts(page)

    seen = []
    for _ in doubts:
        strike(page, forth)
        seen.append(page.evaluate(FOCUSED))
    strike(page, forth)
    around = page.evaluate(FOCUSED)
    strike(page, back)

    assert len(doubts) > 1
    assert (seen, around, page.evaluate(FOCUSED)) == (doubts, doubts[0], doubts[-1])
    count = f"Сомнение {len(doubts)} из {len(doubts)}"
    expect(page.locator("[data-doubt-count]")).to_have_text(count)
    expect(page.locator("[data-doubt-said]")).to_contain_text(count)
    methodist.look(f"import-doubts-{forth}")


def test_function_keys_and_buttons_jump_too(methodist):
    review(methodist, "tambov-work-plan")
    page = methodist.page
    doubts = open_doubts(page)

    page.keyboard.press("F8")
    page.keyboard.press("F8")
    second = page.evaluate(FOCUSED)
    page.keyboard.press("Shift+F8")
    first = page.evaluate(FOCUSED)
    methodist.press("Следующее сомнение")

    assert (second, first, page.evaluate(FOCUSED)) == (doubts[1], doubts[0], doubts[1])


def test_a_jump_shows_the_row_in_the_document(methodist):
    review(methodist, "tambov-work-plan")
    page = methodist.page

    strike(page, "n")
    strike(page, "n")

    lit = page.locator("#source .lit")
    expect(lit).to_have_count(1)
    expect(lit).to_contain_text("Instagram")
    page.wait_for_function(IN_SIGHT, arg=lit.get_attribute("id"))


def test_enter_opens_the_correction_with_the_field(methodist):
    review(methodist, "tambov-work-plan")

    strike(methodist.page, "n")
    methodist.page.keyboard.press("Enter")

    methodist.heading("Исправить строку")
    assert methodist.path.endswith("#id_deadline")


def test_keys_are_letters_while_one_types(methodist):
    review(methodist, "tambov-work-plan")
    page = methodist.page
    page.locator("#plan-0").get_by_text("Название, период и столбцы").click()
    title = page.locator("#id_plan-0-title")

    title.focus()
    page.keyboard.press("Control+End")
    strike(page, "т")
    page.keyboard.press("F8")

    assert title.input_value().endswith("т")
    assert page.evaluate(FOCUSED) == "id_plan-0-title"


def test_a_question_mark_shows_the_keys(methodist):
    review(methodist, "kirov-action-plan")
    page = methodist.page

    page.keyboard.press("Shift+?")

    expect(page.get_by_role("dialog")).to_contain_text("следующее сомнение")
    methodist.look("import-keys")
    strike(page, "n")
    expect(page.locator("[data-doubt]:focus")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_checked_doubt_is_jumped_over_until_it_is_opened_again(methodist):
    review(methodist, "tambov-work-plan")
    page = methodist.page
    doubts = open_doubts(page)

    page.locator(f"#{doubts[0]}").get_by_role("button").click()
    loaded(methodist)
    expect(page.locator(f"#{doubts[0]}")).to_be_focused()
    after = open_doubts(page)
    methodist.look("import-settled")
    page.locator(f"#{doubts[0]}").get_by_role("button").click()
    loaded(methodist)

    assert after == doubts[1:]
    assert open_doubts(page) == doubts


def test_a_click_on_the_document_leads_to_its_row_and_back(methodist):
    review(methodist, "kirov-action-plan")
    page = methodist.page

    page.locator("#source td", has_text="Проведены обучающие").first.click()
    row = page.locator("tr[data-source]:focus")
    expect(row).to_contain_text("Организация и проведение обучающих интенсивов")
    page.locator("#item-0-0 td.main").click()

    expect(page.locator("#source .lit")).to_have_count(1)
    expect(page.locator("#source .lit")).to_contain_text("Создание медиацентров в ПОО")


def test_a_row_is_split_and_joined_again(methodist):
    review(methodist, "tambov-work-plan")
    before = titles(methodist)

    act(methodist, "item-0-2", "Разделить")
    methodist.heading("Разделить строку на две")
    first, second = methodist.field("Наименование мероприятия").all()
    halves = [first.input_value(), second.input_value()]
    methodist.look("import-split")
    methodist.press("Разделить")
    loaded(methodist)
    split = titles(methodist)
    expect(methodist.page.locator("#item-0-2")).to_be_focused()
    act(methodist, "item-0-3", "Соединить с предыдущей")
    loaded(methodist)

    assert all(halves)
    assert split == [*before[:2], *halves, *before[3:]]
    joined = f"{halves[0]} {halves[1]}"
    assert titles(methodist) == [*before[:2], joined, *before[3:]]
    methodist.look("import-joined")


def test_the_last_correction_is_taken_back(methodist):
    review(methodist, "tambov-work-plan")
    before = titles(methodist)
    act(methodist, "item-0-1", "Ниже")
    loaded(methodist)
    moved = titles(methodist)

    methodist.press("Отменить: строка опущена")
    loaded(methodist)

    assert moved == [before[0], before[2], before[1], *before[3:]]
    assert titles(methodist) == before
    methodist.says("Отменено: строка опущена.")


def test_a_row_begins_a_section_of_its_own(methodist):
    review(methodist, "kirov-action-plan")

    act(methodist, "item-0-1", "Новый раздел с этой строки")
    methodist.fill("Название", "Подготовительный этап")
    methodist.look("import-section")
    methodist.press("Добавить раздел")
    loaded(methodist)

    heading = methodist.page.locator("#section-0-1")
    expect(heading).to_contain_text("Подготовительный этап")
    expect(heading.locator("+ tr")).to_have_id("item-0-1")


def test_a_row_that_says_more_than_a_heading_stays_a_row(methodist):
    review(methodist, "tambov-work-plan")
    before = titles(methodist)

    act(methodist, "item-0-1", "Это заголовок раздела")
    loaded(methodist)

    methodist.says("Перенесите этот текст в название или сотрите его")
    assert titles(methodist) == before


def test_two_plans_are_merged(methodist):
    review(methodist, "tambov-work-plan")
    page = methodist.page
    both = [*titles(methodist), *titles(methodist, 1)]

    methodist.press("Присоединить к плану 1")
    page.get_by_role("dialog").get_by_role("button", name="Присоединить").click()
    expect(page.locator("#plan-1")).to_have_count(0)
    loaded(methodist)

    assert titles(methodist) == both
    expect(page.locator(".cards .part").last).to_contain_text("Медиаплан")
    methodist.look("import-merged")


def test_a_column_is_given_another_meaning(methodist):
    review(methodist, "kirov-action-plan")
    page = methodist.page
    form = page.locator("#plan-0 details.panel")
    if form.get_attribute("open") is None:
        form.locator("summary").click()

    form.get_by_label("Результат по процессу").select_option(label="примечание")
    methodist.look("import-columns")
    methodist.press("Сохранить исправления")
    loaded(methodist)

    methodist.says("Исправления учтены.")
    expect(page.locator("#item-0-0")).to_contain_text("Созданы медиацентров в 34 ПОО")


def test_signature_blocks_are_corrected_before_saving(methodist):
    review(methodist, "kirov-action-plan")
    methodist.follow("Исправить грифы")
    block = methodist.page.get_by_role("group", name="Гриф 1")

    methodist.fill("Должность", "Министр образования", block)
    methodist.look("import-approvals")
    methodist.press("Сохранить исправления")
    loaded(methodist)

    expect(methodist.page.locator("#document")).to_contain_text("Министр образования")


def test_on_a_narrow_screen_one_part_is_shown_at_a_time(methodist):
    review(methodist, "orenburg-centre-plan")
    page = methodist.page
    page.set_viewport_size({"width": 800, "height": 900})
    source, reading = page.locator("#source"), page.locator("#reading")

    expect(source).to_be_hidden()
    page.locator("#item-0-1").get_by_role("link", name="В документе").click()
    expect(source).to_be_visible()
    expect(reading).to_be_hidden()
    expect(page.locator("#source .lit")).to_be_in_viewport()
    methodist.follow("Как понято")

    expect(reading).to_be_visible()


def test_without_script_the_document_is_a_page_of_its_own(portal, window):
    methodist = window("methodist", java_script_enabled=False)
    sign_in(methodist, "methodist", portal.password("methodist"))
    methodist.open(ADDRESS)
    methodist.field("Документ с планом").set_input_files(papers.plan("kirov-action-plan"))
    methodist.press("Прочитать документ")

    before = titles(methodist)
    act(methodist, "item-0-1", "Ниже")
    moved = titles(methodist)
    methodist.follow("В документе", methodist.page.locator("#item-0-0"))

    assert moved == [before[0], before[2], before[1], *before[3:]]
    methodist.heading("Документ")
    assert re.search(r"/source/#src-\d+-\d+$", methodist.path)
    expect(methodist.page.locator(".source")).to_contain_text("Организационный этап")
