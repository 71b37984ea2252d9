"""The public page in the browser: switched on by the head, read by everybody, gone when off."""

import pytest

from tests.e2e.browser import expect
from tests.e2e.steps import open_public_settings, shown_to_everybody

THEMES = ("dark", "contrast")


@pytest.fixture
def public(desk):
    """The address of the demo plan's public page, switched on for the test."""
    with shown_to_everybody(desk("head")) as address:
        yield address


def test_everybody_reads_the_page_without_script(public, window):
    reader = window("stranger", java_script_enabled=False)

    reader.open(public)

    rows = reader.page.locator("tbody tr[id^=item-]")
    found = rows.count()
    assert found > 10
    assert reader.page.context.cookies() == []
    reader.page.get_by_label("Найти в плане").fill("конкурс")
    reader.press("Найти")
    assert 0 < rows.count() < found
    reader.follow("Показать весь план")
    assert rows.count() == found


@pytest.mark.parametrize("theme", [None, *THEMES])
def test_page_is_accessible_and_not_cut_off(public, window, portal, theme):
    reader = window("stranger")
    if theme:
        cookie = {"name": "theme", "value": theme, "url": portal.address}
        reader.page.context.add_cookies([cookie])

    reader.open(public)

    reader.look(f"public-plan-{theme or 'light'}")


def test_skip_link_and_section_links_lead_where_they_say(public, window):
    reader = window("stranger")
    reader.open(public)

    reader.page.keyboard.press("Tab")
    expect(reader.page.get_by_role("link", name="Перейти к содержанию")).to_be_focused()
    section = reader.page.locator('nav a[href^="#section-"]').nth(1)
    target = section.get_attribute("href")
    section.click()

    assert reader.page.url.endswith(target)
    expect(reader.page.locator(target)).to_be_in_viewport()


def test_weak_eyes_switch_to_their_version_and_back(public, window):
    reader = window("stranger")
    reader.open(public)

    reader.page.get_by_role("link", name="Версия для слабовидящих").first.click()
    expect(reader.page.locator("html")).to_have_attribute("data-theme", "contrast")
    reader.page.get_by_role("link", name="Обычная версия").first.click()

    expect(reader.page.locator("html")).not_to_have_attribute("data-theme", "contrast")
    assert reader.path == public


def test_printed_page_repeats_the_heading_of_its_table(public, window):
    reader = window("stranger")
    reader.open(public)
    reader.page.emulate_media(media="print")

    display = reader.page.evaluate(
        "() => getComputedStyle(document.querySelector('.grid thead')).display"
    )

    assert display == "table-header-group"
    expect(reader.page.get_by_label("Найти в плане")).to_be_hidden()
    expect(reader.page.locator(".grid thead")).to_be_visible()


def test_document_is_checked_by_its_code(public, window):
    reader = window("stranger")
    reader.open(public)

    reader.follow("Проверить подлинность документа")
    reader.heading("Документ подлинный")
    reader.look("version-found")
    reader.follow("Проверить другой документ")
    reader.look("version-check")
    reader.fill("Код или хеш документа", "0000 0000 0000 0000")
    with reader.refused(404):
        reader.press("Проверить")
    reader.heading("Документ не найден")
    reader.look("version-not-found")


def test_page_that_is_switched_off_is_gone_at_once(public, window, desk):
    reader, head = window("stranger"), desk("head")
    reader.open(public)
    open_public_settings(head)
    head.look("plan-publish-on")

    head.press("Выключить")
    head.press("Выключить", head.page.locator("#confirm-dialog"))
    head.says("Публичная страница выключена")

    with reader.refused(404):
        reader.page.reload()
    head.look("plan-publish-off")
    head.press("Включить страницу")
