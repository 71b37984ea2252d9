"""The tools of a plan's table under real keys: copy, paste, search, many rows, small editors."""

import contextlib
import json
import re
import sqlite3

import pytest

from tests.e2e import clipboards
from tests.e2e.browser import expect
from tests.e2e.clipboards import Clipboard, clipboard
from tests.e2e.grid import new_plan

CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture
def methodist(desk):
    return desk("methodist2", permissions=CLIPBOARD)


@pytest.fixture
def ask(portal):
    """What stands in the portal's database."""

    def rows(question, *values):
        address = f"file:{portal.data / 'portal.sqlite3'}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as database:
            return database.execute(question, values).fetchall()

    return rows


def plan_of(grid):
    return int(grid.desk.path.strip("/").split("/")[1].partition("#")[0])


def stored(ask, grid):
    """Number, title, deadline, responsible, result of every item."""
    found = ask(
        "SELECT i.number, i.title, i.deadline_text, i.responsible, i.result FROM plans_planitem i"
        " JOIN plans_plansection s ON s.id = i.section_id WHERE i.plan_id = ?"
        " AND i.removed_at IS NULL ORDER BY s.ordering, i.ordering",
        plan_of(grid),
    )
    return [[*row[:3], "\n".join(json.loads(row[3])), row[4]] for row in found]


def stored_steps(ask, grid):
    """Number of the item and deadline of every step."""
    return ask(
        "SELECT i.number, t.deadline_text FROM plans_planstep t JOIN plans_planitem i"
        " ON i.id = t.item_id WHERE i.plan_id = ? AND t.removed_at IS NULL"
        " AND i.removed_at IS NULL ORDER BY i.ordering, t.ordering",
        plan_of(grid),
    )


def edits(ask, grid):
    found = ask("SELECT kind FROM plans_planedit WHERE plan_id = ? ORDER BY number", plan_of(grid))
    return [kind for (kind,) in found]


def dialog(grid, name):
    return grid.page.locator(f"#grid-{name}")


def stand(grid, row, column):
    """On the cell itself, not on a chip in it."""
    cell = grid.cell(row, column)
    if not cell.evaluate("cell => cell === document.activeElement"):  # a second click would edit
        cell.click(position={"x": 3, "y": 3})


@contextlib.contextmanager
def saving(grid):
    """What is only seen once the portal has answered."""
    with grid.page.expect_response(re.compile("/changes/")):
        yield
    grid.saved()


def choose(grid, place, header):
    """Lay a column of the block under a column of the plan."""
    dialog(grid, "paste").locator(f"select[data-place='{place}']").select_option(label=header)


def copied(grid):
    return grid.page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          const read = async (type) =>
            item.types.includes(type) ? (await item.getType(type)).text() : "";
          return [await read("text/plain"), await read("text/html")];
        }"""
    )


def test_twenty_rows_of_excel_change_twelve_add_eight_and_go_by_one_undo(methodist, ask):
    grid = new_plan(methodist, "Вставка из Excel", *(f"Прежнее {n}" for n in range(1, 13)))
    before = stored(ask, grid)
    grid.press("Control+Home", "ArrowDown")
    clipboard("excel").put(grid.page)

    grid.press("Control+V")

    preview = dialog(grid, "paste")
    expect(preview.locator("tbody tr")).to_have_count(10)
    choose(grid, 2, "Срок исполнения")
    choose(grid, 3, "Ответственный")
    choose(grid, 4, "Ожидаемый результат")
    expect(preview.locator("[data-paste-count]")).to_have_text(
        "20 строк: 12 изменятся, 8 добавятся."
    )
    expect(preview.locator("[data-paste-more]")).to_have_text("И ещё 10 строк ниже.")
    methodist.look("grid-paste")
    methodist.press("Вставить", preview)
    grid.saved()
    after = stored(ask, grid)
    grid.press("Control+Z")
    grid.reads("title", [f"Прежнее {n}" for n in range(1, 13)])
    grid.saved()

    assert after == clipboards.rows()
    assert stored(ask, grid) == before
    assert edits(ask, grid)[-2:] == ["paste", "undo"]


@pytest.mark.parametrize("office", ["word", "calc"])
def test_merged_cells_become_steps_under_columns_known_by_their_headers(office, methodist, ask):
    grid = new_plan(methodist, f"Вставка из {office}", "Прежнее")
    grid.press("Control+Home", "ArrowDown")
    clipboard(office).put(grid.page)

    grid.press("Control+V")

    preview = dialog(grid, "paste")
    preview.get_by_label("Новыми строками ниже выделенной").check()
    expect(preview.locator("[data-paste-count]")).to_have_text(
        "20 строк: 20 добавятся. Из объединённых ячеек: 3 подстроки. "
        "Шапка узнана, её строки не вставляются: 1."
    )
    methodist.press("Вставить", preview)
    grid.saved()

    further = clipboards.further_deadlines()
    wanted = [["", "Прежнее", "", "", ""]]
    wanted += [
        [row[0], row[1], "", "", row[4]] if row[0] in further else row for row in clipboards.rows()
    ]
    steps = [
        (row[0], deadline)
        for row in clipboards.rows()
        if row[0] in further
        for deadline in (row[2], *further[row[0]])
    ]
    assert stored(ask, grid) == wanted
    assert stored_steps(ask, grid) == steps
    assert edits(ask, grid)[-1] == "paste"


def test_a_block_with_merged_cells_lies_over_rows_and_makes_their_steps(methodist, ask):
    grid = new_plan(methodist, "Поверх", *(f"Прежнее {n}" for n in range(1, 6)))
    grid.press("Control+Home", "ArrowDown")
    clipboard("word").put(grid.page)

    grid.press("Control+V")
    methodist.press("Вставить", dialog(grid, "paste"))
    grid.saved()

    assert [row[1] for row in stored(ask, grid)] == [row[1] for row in clipboards.rows()]
    assert stored_steps(ask, grid) == [
        ("2", "апрель – май"),
        ("2", "май 2027"),
        ("5", "15 июня"),
        ("5", "16 июня"),
        ("5", "17 июня"),
    ]


def test_a_plan_without_rows_takes_a_block(methodist, ask):
    grid = new_plan(methodist, "Пустой план")
    clipboard("calc").put(grid.page)

    grid.press("Control+V")
    methodist.press("Вставить", dialog(grid, "paste"))
    grid.saved()

    assert [row[1] for row in stored(ask, grid)] == [row[1] for row in clipboards.rows()]


def test_lines_of_a_letter_go_into_one_cell(methodist, ask):
    grid = new_plan(methodist, "Письмо", "Слёт")
    grid.press("Control+Home", "ArrowDown", "ArrowRight", "ArrowRight")
    Clipboard("", "Не менее 30 детей;\r\n5 школ\r\n").put(grid.page)

    grid.press("Control+V")

    preview = dialog(grid, "paste")
    expect(preview.locator("[data-paste-count]")).to_contain_text("в одну ячейку")
    methodist.press("Вставить", preview)
    grid.saved()
    assert stored(ask, grid)[0][4] == "Не менее 30 детей;\n5 школ"


def test_a_row_without_a_title_is_left_out_and_it_is_said(methodist, ask):
    grid = new_plan(methodist, "Без названий", "Слёт")
    grid.press("Control+Home", "ArrowDown")
    Clipboard("", "1\tОтчёт\r\n2\tСправка\r\n").put(grid.page)
    grid.press("Control+V")
    preview = dialog(grid, "paste")

    choose(grid, 1, "Ожидаемый результат")

    expect(preview.locator("[data-paste-count]")).to_have_text(
        "2 строки: 1 изменится, 1 не войдёт."
    )
    expect(preview.get_by_role("alert")).to_contain_text("Новой строке нужно название")
    methodist.press("Вставить", preview)
    grid.saved()
    assert stored(ask, grid) == [["1", "Слёт", "", "", "Отчёт"]]


def test_one_value_fills_the_range(methodist, ask):
    grid = new_plan(methodist, "Заполнить", "Один", "Два", "Три")
    stand(grid, 1, "deadline")
    grid.press("Shift+ArrowDown", "Shift+ArrowDown")
    Clipboard("<table><tr><td>до 1 мая</td></tr></table>", "до 1 мая\r\n").put(grid.page)

    grid.press("Control+V")
    grid.saved()

    assert [row[2] for row in stored(ask, grid)] == ["до 1 мая"] * 3
    assert edits(ask, grid)[-1] == "paste"


def test_a_range_is_copied_for_excel_and_word_and_pasted_back_without_questions(methodist, ask):
    grid = new_plan(methodist, "Копия", "Один", "Два")
    stand(grid, 1, "result")
    Clipboard("", "a").put(grid.page)
    grid.press("Enter")
    grid.type("Акт")
    grid.press("Alt+Enter")
    grid.type("протокол")
    grid.press("Tab")
    grid.type("май")
    grid.press("Enter")
    grid.saved()
    stand(grid, 1, "result")

    grid.press("Shift+ArrowRight", "Control+C")
    text, html = copied(grid)
    grid.press("ArrowLeft", "ArrowDown", "Control+V")
    grid.saved()

    assert text.replace("\r\n", "\n") == '"Акт\nпротокол"\tмай'
    assert re.search(r"<td[^>]*>Акт<br[^>]*>протокол</td><td[^>]*>май</td>", html)
    assert [row[2:] for row in stored(ask, grid)] == [["май", "", "Акт\nпротокол"]] * 2


def test_one_cell_is_copied_as_its_text_and_cut(methodist, ask):
    grid = new_plan(methodist, "Вырезать", "Один")
    stand(grid, 1, "deadline")
    grid.type("май")
    grid.press("Enter")
    grid.saved()
    stand(grid, 1, "deadline")

    grid.press("Control+X")
    text, html = copied(grid)
    grid.saved()

    assert (text, html) == ("май", "")
    assert stored(ask, grid)[0][2] == ""


def test_words_are_found_without_case_and_replaced_one_by_one_and_all(methodist, ask):
    grid = new_plan(methodist, "Замена", "Слёт юных", "СЛЕТ и слёты", "Прочее")
    grid.press("Control+Home")

    grid.press("Control+F")
    grid.type("слет")
    panel = dialog(grid, "find")
    count = panel.locator("[data-find-count]")
    expect(count).to_contain_text("1 из 3")
    grid.press("F3")
    expect(count).to_contain_text("2 из 3")
    panel.get_by_label("Слово целиком").check()
    expect(count).to_contain_text("из 2")
    methodist.look("grid-find")
    methodist.fill("Заменить на", "сбор", panel)
    methodist.press("Заменить все", panel)
    expect(count).to_contain_text("Изменится 2 места в 2 ячейках")
    methodist.press("Да, заменить 2", panel)
    grid.saved()
    after = [row[1] for row in stored(ask, grid)]
    grid.press("Escape", "Control+Z")
    grid.reads("title", ["Слёт юных", "СЛЕТ и слёты", "Прочее"])
    grid.saved()

    assert after == ["сбор юных", "сбор и слёты", "Прочее"]
    assert edits(ask, grid)[-2:] == ["replace", "undo"]


def test_rows_hidden_by_a_filter_are_replaced_too(methodist, ask):
    grid = new_plan(methodist, "Скрытые", "Слёт первый", "Сбор второй")
    methodist.open(f"{methodist.path}?q=Сбор")
    expect(grid.row(2)).to_have_count(0)
    stand(grid, 1, "title")

    grid.press("Control+H")
    grid.type("слёт")
    panel = dialog(grid, "find")
    expect(panel.locator("[data-find-count]")).to_contain_text("1 из 1")
    methodist.fill("Заменить на", "День", panel)
    with saving(grid):
        methodist.press("Заменить", panel)

    assert [row[1] for row in stored(ask, grid)] == ["День первый", "Сбор второй"]


def test_the_browser_keeps_its_own_search_and_escape_leads_back(methodist):
    grid = new_plan(methodist, "Поиск", "Один", "Два")
    grid.press("Control+Home", "Control+F")
    grid.type("два")

    said = methodist.page.evaluate(
        """() => new Promise((resolve) => {
          const tell = (event) => setTimeout(() => resolve(event.defaultPrevented));
          window.addEventListener("keydown", tell, { once: true });
          document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
            { key: "f", code: "KeyF", ctrlKey: true, bubbles: true, cancelable: true }));
        })"""
    )
    grid.press("Escape")

    assert said is False
    grid.stands_on(grid.cell(2, "title"))


def test_a_deadline_of_many_rows_is_set_at_once(methodist, ask):
    grid = new_plan(methodist, "Много строк", "Один", "Два", "Три")
    stand(grid, 1, "title")
    grid.press("Shift+ArrowDown")

    methodist.press("Выделенные")
    change = dialog(grid, "bulk")
    expect(change.locator("[data-bulk-count]")).to_contain_text("Выделено: 2 пункта")
    methodist.press("Изменить 2 пункта", change)
    expect(change.get_by_role("alert")).to_contain_text("Поле пустое")
    methodist.fill("Срок исполнения", "до 1 мая", change)
    expect(change.locator("[data-sentence]")).to_have_text("Срок станет: «до 1 мая».")
    methodist.look("grid-bulk")
    methodist.press("Изменить 2 пункта", change)
    grid.saved()

    assert [row[2] for row in stored(ask, grid)] == ["до 1 мая", "до 1 мая", ""]
    assert edits(ask, grid)[-1] == "bulk"


def change_rows(grid, what, button, **choices):
    change = dialog(grid, "bulk")
    grid.desk.press("Выделенные")
    change.get_by_label("Что изменить").select_option(label=what)
    for label, value in choices.items():
        change.get_by_label(label.replace("_", " "), exact=True).select_option(label=value)
    with saving(grid):
        grid.desk.press(button, change)


def test_many_rows_go_to_another_section_and_to_the_bin(methodist, ask):
    grid = new_plan(methodist, "В раздел", "Один", "Два", "Три")
    methodist.press("Раздел")
    grid.type("Второй")
    grid.press("Enter")
    grid.saved()
    stand(grid, 1, "title")
    grid.press("Shift+ArrowDown")

    change_rows(grid, "Раздел", "Изменить 2 пункта", Раздел="Второй")
    moved = [row[1] for row in stored(ask, grid)]
    stand(grid, 2, "title")
    grid.press("Shift+ArrowDown")
    change_rows(grid, "Убрать в корзину", "В корзину 2 пункта")

    assert moved == ["Три", "Один", "Два"]
    assert [row[1] for row in stored(ask, grid)] == ["Три"]
    assert edits(ask, grid)[-2:] == ["bulk"] * 2


def test_many_rows_are_hidden_from_the_public_and_report_less_often(methodist, ask):
    grid = new_plan(methodist, "Отчёты", "Один", "Два", "Три")
    stand(grid, 1, "title")
    grid.press("Shift+ArrowDown")

    change_rows(
        grid, "Как часто отчитываться", "Изменить 2 пункта", Отчёт_по_строке="раз в квартал"
    )
    methodist.press("Выделенные")
    change = dialog(grid, "bulk")
    change.get_by_label("Что изменить").select_option(label="Показ на публичной странице")
    change.get_by_label("Не показывать").check()
    with saving(grid):
        methodist.press("Изменить 2 пункта", change)

    found = ask(
        "SELECT title, is_public, checkpoint FROM plans_planitem WHERE plan_id = ? ORDER BY title",
        plan_of(grid),
    )
    assert found == [("Два", 0, "quarter"), ("Один", 0, "quarter"), ("Три", 1, "")]
    assert edits(ask, grid)[-2:] == ["bulk"] * 2


def unclear_deadline(grid):
    """A deadline that nobody can read, and the editor of it by its key, from within the cell."""
    stand(grid, 1, "deadline")
    grid.type("когда сойдёт снег")
    grid.press("F4")
    return dialog(grid, "deadline")


def test_an_unclear_deadline_must_be_given_days_in_order(methodist):
    editor = unclear_deadline(new_plan(methodist, "Неясный срок", "Слёт"))
    expect(editor.locator(".chip").first).to_have_text("уточнить")

    methodist.press("Сохранить", editor)
    expect(editor.get_by_role("alert")).to_contain_text("Добавьте промежуток или день")
    methodist.press("Промежуток", editor)
    editor.get_by_label("с", exact=True).fill("2027-04-20")
    editor.get_by_label("по", exact=True).fill("2027-04-01")
    methodist.press("Сохранить", editor)

    expect(editor.get_by_role("alert")).to_contain_text("поменяйте даты местами")
    methodist.look("grid-deadline")


def test_people_say_what_a_deadline_means_and_its_words_stay(methodist, ask):
    grid = new_plan(methodist, "Срок", "Слёт")
    editor = unclear_deadline(grid)

    methodist.press("Промежуток", editor)
    editor.get_by_label("с", exact=True).fill("2027-04-20")
    editor.get_by_label("по", exact=True).fill("2027-05-01")
    editor.get_by_label("Отчёт по этой строке").select_option(label="раз в квартал")
    with saving(grid):
        methodist.press("Сохранить", editor)

    grid.stands_on(grid.cell(1, "deadline"))
    chip = grid.cell(1, "deadline").locator(".chip").first
    expect(chip).to_have_text("20.04.2027 – 01.05.2027")
    [(text, terms, checkpoint)] = ask(
        "SELECT deadline_text, deadline_terms, checkpoint FROM plans_planitem WHERE plan_id = ?",
        plan_of(grid),
    )
    assert (text, checkpoint) == ("когда сойдёт снег", "quarter")
    assert json.loads(terms) == [{"kind": "window", "start": "2027-04-20", "end": "2027-05-01"}]


def test_other_words_are_tried_and_their_dates_taken(methodist, ask):
    grid = new_plan(methodist, "Другие слова", "Слёт")
    stand(grid, 1, "deadline")
    grid.press("F4")
    editor = dialog(grid, "deadline")
    editor.get_by_text("Как портал понял бы другие слова").click()

    methodist.fill("Слова срока", "ежеквартально до 5 числа", editor)
    expect(editor.locator("[data-preview]")).to_contain_text("раз в квартал, до 5 числа")
    methodist.press("Взять эти даты", editor)
    with saving(grid):
        methodist.press("Сохранить", editor)

    [(terms,)] = ask("SELECT deadline_terms FROM plans_planitem WHERE plan_id = ?", plan_of(grid))
    assert json.loads(terms) == [{"kind": "recurring", "every": "quarter", "times": 1, "day": 5}]


def test_executors_are_found_ticked_and_remembered_for_other_rows(methodist, ask):
    grid = new_plan(methodist, "Исполнители", "Один", "Два")
    stand(grid, 1, "responsible")
    grid.press("Shift+ArrowDown")
    Clipboard("", "Хор «Заря»").put(grid.page)
    grid.press("Control+V")
    grid.saved()
    stand(grid, 1, "responsible")

    grid.press("F4")
    editor = dialog(grid, "executors")
    expect(editor).to_contain_text("не узнан")
    editor.get_by_label("Найти в списке").fill("школа 4")
    shown = editor.locator("[data-list] label:visible")
    expect(shown.first).to_contain_text("Школа № 4")
    name = shown.first.inner_text()
    editor.get_by_label("Найти в списке").fill("")
    editor.get_by_label("Кто такой «Хор «Заря»»").select_option(label=name)
    methodist.press("Запомнить", editor)
    expect(editor).to_contain_text(f"Запомнено и отмечено: {name}.")
    methodist.look("grid-executors")
    with saving(grid):
        methodist.press("Поручить", editor)

    for row in (1, 2):
        expect(grid.cell(row, "responsible").locator(".chip")).to_have_text([name])
    assert edits(ask, grid)[-1] == "assign"
    assert ask("SELECT written FROM plans_executorlink WHERE written = 'Хор «Заря»'")
    grid.stands_on(grid.cell(1, "responsible"))


def test_a_group_is_given_to_many_rows(methodist, ask):
    grid = new_plan(methodist, "Группа", "Один", "Два")
    stand(grid, 1, "title")
    grid.press("Shift+ArrowDown")
    methodist.press("Выделенные")
    dialog(grid, "bulk").get_by_label("Что изменить").select_option(label="Кому поручено")
    methodist.press("Выбрать исполнителей", dialog(grid, "bulk"))

    editor = dialog(grid, "executors")
    editor.get_by_label("Все школы").check()
    with saving(grid):
        methodist.press("Поручить", editor)

    counts = ask(
        "SELECT count(*) FROM plans_assignment a JOIN plans_planitem i ON i.id = a.item_id"
        " WHERE i.plan_id = ? GROUP BY i.id",
        plan_of(grid),
    )
    [(schools,)] = ask(
        "SELECT count(*) FROM organisations_organisation WHERE kind = 'school' AND is_active"
        " AND parent_id = (SELECT organisation_id FROM plans_plan WHERE id = ?)",
        plan_of(grid),
    )
    assert counts == [(schools,)] * 2
    assert edits(ask, grid)[-1] == "bulk"


def test_a_column_is_hidden_and_widened_for_one_person_and_stays_so(methodist, desk):
    grid = new_plan(methodist, "Вид", "Один")
    methodist.press("Графы")
    panel = dialog(grid, "columns")
    own = panel.locator("[data-own]").filter(has_text="Ожидаемый результат")

    with methodist.page.expect_response(re.compile("/view/")):
        own.get_by_role("checkbox").uncheck()
        panel.get_by_label("Ширина графы «Срок исполнения» в точках").fill("240")
        panel.get_by_label("Ширина графы «Срок исполнения» в точках").press("Tab")
    methodist.look("grid-columns")
    methodist.press("Закрыть", panel)
    methodist.page.reload()

    expect(grid.page.get_by_role("columnheader", name="Ожидаемый результат")).to_have_count(0)
    head = grid.page.get_by_role("columnheader", name="Срок исполнения")
    expect(head).to_be_visible()
    assert round(head.bounding_box()["width"]) == 240
    stand(grid, 1, "title")
    grid.press("ArrowRight")
    grid.stands_on(grid.cell(1, "deadline"))
    other = desk("head")
    other.open(methodist.path)
    expect(other.page.get_by_role("columnheader", name="Ожидаемый результат")).to_be_visible()


def test_a_header_is_dragged_wider(methodist):
    grid = new_plan(methodist, "Тянуть", "Один")
    head = grid.page.get_by_role("columnheader", name="Срок исполнения")
    box = head.bounding_box()
    edge = box["x"] + box["width"] - 3

    with methodist.page.expect_response(re.compile("/view/")):
        grid.page.mouse.move(edge, box["y"] + 10)
        grid.page.mouse.down()
        grid.page.mouse.move(edge + 60, box["y"] + 10, steps=4)
        grid.page.mouse.up()

    assert abs(head.bounding_box()["width"] - box["width"] - 60) <= 1


def test_columns_of_the_plan_are_renamed_added_and_moved_for_everybody(methodist, ask):
    grid = new_plan(methodist, "Графы", "Один")
    stand(grid, 1, "result")
    grid.type("акт")
    grid.press("Enter")
    grid.saved()
    methodist.press("Графы")
    panel = dialog(grid, "columns")
    rows = panel.locator("[data-columns] [data-column]")

    rows.nth(2).get_by_label("Заголовок графы").fill("Итог")
    methodist.press("Добавить графу", panel)
    rows.nth(5).get_by_label("Заголовок графы").fill("Примечание")
    rows.nth(5).get_by_role("combobox").select_option(label="примечание")
    rows.nth(3).get_by_role("button", name="Позже").click()
    methodist.press("Изменить графы плана", panel)
    expect(panel).to_be_hidden()

    expect(grid.page.locator("#plan-grid thead th")).to_have_text(
        ["№ п/п", "Мероприятие", "Итог", "Ответственный", "Срок исполнения", "Примечание"]
    )
    grid.reads("result", ["акт"])
    assert edits(ask, grid)[-1] == "columns"
