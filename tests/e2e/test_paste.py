"""A plan pasted from Word: what the browser takes from the clipboard, and what is read of it."""

import re

import pytest

from tests.e2e.browser import expect
from tests.e2e.desk import sign_in
from tests.plans import clipboards

ADDRESS = "/plans/imports/upload/"
# What an office puts on the clipboard, put there by the page's own «copy».
COPY = """([html, text]) => {
  document.addEventListener("copy", (event) => {
    event.clipboardData.setData("text/plain", text);
    if (html) event.clipboardData.setData("text/html", html);
    event.preventDefault();
  }, { once: true });
  document.execCommand("copy");
}"""


def paste(person, text, html=""):
    person.page.evaluate(COPY, [html, text])
    person.field("Вставленная таблица").press("Control+V")


def markup_of(person):
    return person.page.locator("[name=pasted_html]").input_value()


@pytest.mark.parametrize("name", ["word", "excel", "calc"])
def test_a_table_is_pasted_seen_read_and_reviewed(desk, name):
    methodist = desk("methodist2")
    methodist.open(ADDRESS)

    paste(methodist, clipboards.text(), getattr(clipboards, name)(merged=True))

    seen = methodist.page.locator("[data-paste-seen]")
    rows = 7 if name == "word" else 8
    expect(seen).to_contain_text(f"Видна таблица: {rows} строк, 5 столбцов.")
    expect(seen.locator("tr")).to_have_count(5)
    assert "<style" in markup_of(methodist)
    assert "windowtext" not in markup_of(methodist)
    methodist.look(f"paste-{name}")
    methodist.press("Прочитать документ")
    first = methodist.page.locator("#plan-0")
    expect(first).to_contain_text(clipboards.TITLE)
    expect(first).to_contain_text("4 пункта")
    expect(methodist.page.get_by_role("row").filter(has_text="Семинар")).to_contain_text("Лужин")
    methodist.look(f"paste-{name}-review")


def test_a_title_typed_above_and_a_table_pasted_below_are_one_plan(desk):
    methodist = desk("methodist2")
    methodist.open(ADDRESS)
    methodist.fill("Вставленная таблица", "План методической службы на 2026 год\n")
    methodist.field("Вставленная таблица").press("Control+End")

    word = clipboards.word(merged=True).replace(clipboards.TITLE, "")
    paste(methodist, clipboards.text().partition("\r\n")[2], word)
    methodist.press("Прочитать документ")

    first = methodist.page.locator("#plan-0")
    expect(first).to_contain_text("План методической службы на 2026 год")
    expect(first).to_contain_text("4 пункта")


def test_an_edited_paste_is_read_as_text_until_the_edit_is_undone(desk):
    methodist = desk("methodist2")
    methodist.open(ADDRESS)
    field = methodist.field("Вставленная таблица")
    paste(methodist, clipboards.text(), clipboards.excel())
    kept = markup_of(methodist)

    field.press("Control+End")
    field.press_sequentially("!")
    edited = markup_of(methodist)
    field.press("Backspace")

    assert (bool(kept), edited, markup_of(methodist)) == (True, "", kept)


def test_a_refused_paste_stays_with_its_preview(desk):
    methodist = desk("methodist2")
    methodist.open(ADDRESS)
    letter = "<table><tr><td>Уважаемые <script>alert(1)</script>коллеги<td>2026</table>"

    paste(methodist, "Уважаемые коллеги\t2026", letter)
    with methodist.refused(422):
        methodist.press("Прочитать документ")

    expect(methodist.page.locator("#id_pasted_error")).to_contain_text("не найден план")
    expect(methodist.field("Вставленная таблица")).to_have_value("Уважаемые коллеги\t2026")
    seen = methodist.page.locator("[data-paste-seen]")
    expect(seen).to_contain_text("Видна таблица: 1 строка, 2 столбца.")
    methodist.look("paste-refused")


def test_a_paste_is_read_without_script(portal, window):
    methodist = window("methodist2", java_script_enabled=False)
    sign_in(methodist, "methodist2", portal.password("methodist2"))
    methodist.open(ADDRESS)

    methodist.fill("Вставленная таблица", clipboards.text())
    methodist.press("Прочитать документ")

    expect(methodist.page.locator("#plan-0")).to_contain_text(re.compile(r"4\s+пункта"))
