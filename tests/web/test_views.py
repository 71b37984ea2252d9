import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from moc_portal.web.samples import icon_names

pytestmark = pytest.mark.django_db

PUBLIC = ["web:component_list", "web:help_page", "web:accessibility_page"]


@pytest.mark.parametrize("name", PUBLIC)
def test_page_needs_no_sign_in_and_only_reads(client, name):
    answer = client.get(reverse(name))

    assert answer.status_code == 200
    assert client.post(reverse(name)).status_code == 405


def test_components_page_shows_every_component_in_every_theme(client):
    page = client.get(reverse("web:component_list")).content.decode()

    assert re.findall(r'class="panel stack" data-theme="(\w+)"', page) == [
        "light",
        "dark",
        "contrast",
    ]
    assert [name for name in icon_names() if f"<span>{name}</span>" not in page] == []
    assert page.count("data-error-summary") == 1


def test_page_can_be_walked_by_keyboard_and_read_aloud(client):
    page = client.get(reverse("web:help_page")).content.decode()

    assert '<html lang="ru">' in page
    assert '<a class="skip" href="#main">' in page
    assert page.count('<main id="main" tabindex="-1">') == 1
    assert page.count("<h1") == 1
    assert 'id="messages" aria-live="polite"' in page


def test_htmx_is_told_to_evaluate_nothing_and_keep_nothing(client):
    page = client.get(reverse("web:help_page")).content.decode()

    config = re.search(r"name=\"htmx-config\"\s+content='([^']+)'", page)[1]

    for setting in (
        '"includeIndicatorStyles":false',
        '"allowEval":false',
        '"allowScriptTags":false',
        '"selfRequestsOnly":true',
        '"historyCacheSize":0',
        '{"code":"422","swap":true}',
    ):
        assert setting in config


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_theme_is_remembered_and_worn(client, theme):
    answer = client.get(reverse("web:theme_set", args=[theme]), {"next": "/help/?a=1"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/help/?a=1")
    assert answer.cookies["theme"].value == theme
    assert answer.cookies["theme"]["httponly"] is True
    page = client.get(reverse("web:help_page")).content.decode()
    assert f'<html lang="ru" data-theme="{theme}">' in page


def test_theme_of_the_system_forgets_the_choice(client):
    client.cookies["theme"] = "dark"

    client.get(reverse("web:theme_set", args=["system"]))

    assert client.cookies["theme"].value == ""


def test_theme_for_weak_eyes_offers_the_way_back(client):
    client.cookies["theme"] = "contrast"

    page = client.get(reverse("web:help_page")).content.decode()

    assert f'href="{reverse("web:theme_set", args=["system"])}?next=/help/"' in page
    assert "Обычная версия" in page


def test_unknown_theme_is_not_found(client):
    answer = client.get(reverse("web:theme_set", args=["pink"]))

    assert answer.status_code == 404
    assert "theme" not in answer.cookies


def test_forged_theme_cookie_changes_nothing(client):
    client.cookies["theme"] = "dark><script>"

    assert '<html lang="ru">' in client.get(reverse("web:help_page")).content.decode()


@pytest.mark.parametrize(
    "address",
    ["", "https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"],
)
def test_theme_never_leads_away_from_the_portal(client, address):
    answer = client.get(reverse("web:theme_set", args=["dark"]), {"next": address})

    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize(
    ("template", "heading"),
    [
        ("400.html", "Запрос не понят"),
        ("403.html", "Нет права на эту страницу"),
        ("403_csrf.html", "Страница устарела"),
        ("404.html", "Не найдено"),
        ("405.html", "Так эту страницу не открыть"),
        ("429.html", "Слишком много попыток"),
        ("500.html", "Ошибка портала"),
        ("503.html", "Портал обновляется"),
    ],
)
def test_error_page_needs_nothing_but_itself(template, heading):
    page = render_to_string(template)

    assert f"<title>{heading} — МОЦ · Портал</title>" in page
    assert re.search(rf"<h1>\s*{heading}\s*</h1>", page)


def test_refusal_gives_its_reason_to_people_and_to_scripts(rf):
    page = render_to_string("409.html", {"reason": "План утверждён."}, rf.get("/"))

    assert "<p data-reason>План утверждён.</p>" in page


TYPED = "Заметка, которую писали полчаса и нельзя терять"


@pytest.mark.parametrize(
    ("site", "texts"), [("same-origin", [TYPED]), ("cross-site", []), (None, [])]
)
def test_a_page_that_outlived_its_token_gives_back_what_was_typed(site, texts):
    client = Client(enforce_csrf_checks=True)
    headers = {"Sec-Fetch-Site": site} if site else {}
    said = {"note": TYPED, "csrfmiddlewaretoken": "старый знак запроса", "password": TYPED}

    response = client.post("/plans/create/", said, headers=headers)

    assert response.status_code == 403
    assert [one.text for one in response.context["typed"]] == texts
    assert (TYPED in response.text) == bool(texts)


def test_who_is_signed_out_while_writing_gets_the_text_back(client):
    page = "/plans/create/?kind=work_plan"
    headers = {"Referer": f"http://testserver{page}"}

    response = client.post("/plans/create/", {"note": TYPED, "password": TYPED}, headers=headers)

    assert response.status_code == 403
    assert [one.text for one in response.context["typed"]] == [TYPED]
    assert '/account/login/?next=%2Fplans%2Fcreate%2F%3Fkind%3Dwork_plan"' in response.text


@pytest.mark.parametrize("address", ["", "http://elsewhere.example/plans/", "//elsewhere.example"])
def test_who_is_signed_out_is_led_to_no_other_site(client, address):
    response = client.post("/plans/create/", {"note": TYPED}, headers={"Referer": address})

    assert response.context["back"] == "/"


def test_who_wrote_nothing_is_led_to_the_door(client):
    response = client.post("/plans/create/", {"title": "План"})

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/login/")
