import re

import pytest

from plans.domain.seals import code_of
from plans.models import PlanVersion
from tests.plans.published import CANARIES, freeze_again, published_plan

pytestmark = pytest.mark.django_db


def said(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def check(client, version: PlanVersion):
    return client.get(f"/v/{code_of(version.sha256)}/")


def test_paper_is_known_by_its_code(client):
    version = published_plan().plan.versions.get()

    response = check(client, version)

    page = said(response)
    assert response.status_code == 200
    assert "Документ подлинный" in page
    for part in ("План работы на 2025 год", "Опорный центр", "30.08.2025", version.sha256):
        assert part in page
    assert "Это последняя утверждённая версия" in page
    assert 'href="/o/centr/plans/plan-2025/v1/"' in response.content.decode()


def test_nobody_is_named(client):
    version = published_plan().plan.versions.get()

    page = check(client, version).content.decode().lower()

    assert [canary for canary in CANARIES if canary in page] == []
    assert "приказ № 5, исполнитель" in page


@pytest.mark.parametrize(
    ("state", "words"), [("completed", "План завершён"), ("cancelled", "План отменён")]
)
def test_plan_that_is_over_is_said_to_be(client, state, words):
    page = published_plan()
    page.plan.state = state
    page.plan.save()

    assert words in said(check(client, page.plan.versions.get()))


def test_replaced_version_is_said_to_be(client):
    page = published_plan()
    page.plan.items.update(title="Иначе")
    freeze_again(page.plan, number=2)

    old = said(check(client, page.plan.versions.get(number=1)))
    new = said(check(client, page.plan.versions.get(number=2)))

    assert "уже есть версия 2" in old
    assert "Это последняя утверждённая версия" in new


def test_page_that_is_off_is_not_linked(client):
    page = published_plan(is_on=False)

    response = check(client, page.plan.versions.get())

    assert response.status_code == 200
    assert "/o/centr/" not in response.content.decode()


def test_row_that_was_changed_past_the_portal_is_not_called_genuine(client):
    page = published_plan()
    version = PlanVersion.objects.create(
        plan=page.plan,
        number=2,
        snapshot=page.plan.versions.get().snapshot,
        sha256="f" * 64,
        approved_on=page.plan.approved_on,
    )

    assert "Содержание не совпадает с хешем" in said(check(client, version))
    assert "<h1>Документ подлинный</h1>" not in "".join(
        check(client, version).content.decode().split("\n")
    ).replace("  ", "")


@pytest.mark.parametrize("code", ["0" * 16, "0123", "plan", "f" * 64])
def test_unknown_code_says_how_to_check_the_letters(client, code):
    published_plan()

    response = client.get(f"/v/{code}/")

    assert response.status_code == 404
    assert "Сверьте знаки" in said(response)


def test_form_leads_to_the_code_that_was_typed(client):
    response = client.get("/v/", {"code": " 0123 4567 89AB CDEF "})

    assert (response.status_code, response.headers["Location"]) == (302, "/v/0123456789abcdef/")


def test_form_says_what_a_code_is(client):
    response = client.get("/v/", {"code": "план работы"})

    assert response.status_code == 422
    assert "Это не код документа" in said(response)
    assert 'value="план работы"' in response.content.decode()


def test_codes_are_not_tried_without_end(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "version_check": "2/m/ip"}
    version = published_plan().plan.versions.get()

    answers = [check(client, version).status_code for _ in range(3)]

    assert answers == [200, 200, 429]


def test_draft_has_no_code(client):
    page = published_plan()
    page.plan.state, page.plan.approved_on = "draft", None
    page.plan.save()

    assert check(client, page.plan.versions.get()).status_code == 404
