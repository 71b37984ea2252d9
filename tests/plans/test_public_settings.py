import re

import pytest
from django.urls import reverse

from organisations.domain.policy import Permission, Role
from organisations.models import AuditEvent
from plans.actions.publishing import NotPublicError, publish_entry
from plans.models import Expectation, PlanItem, PublicPage
from tests.factories import ApprovedPlanFactory, PlanFactory
from tests.plans.published import published_plan, report

pytestmark = pytest.mark.django_db

CHOSEN = {"slug": "plan-2026", "shown": ["Срок"], "version": "1"}


def address(name: str, plan) -> str:
    return reverse(f"plans:{name}", args=[plan.pk])


def said(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def page() -> PublicPage:
    return published_plan(is_on=False)


@pytest.fixture
def head(sign_in, page):
    return sign_in(Role.HEAD, page.plan.organisation)


def test_switched_on_with_what_was_chosen(head, page):
    response = head.post(address("plan_publish", page.plan), {**CHOSEN, "is_indexed": "on"})

    page.refresh_from_db()
    assert response.status_code == 302
    assert (page.is_on, page.slug, page.is_indexed, page.shows_names) == (
        True,
        "plan-2026",
        True,
        False,
    )
    assert page.hidden == ["Контакт", "Описание", "Ответственный", "Примечание", "Результат", "№"]
    assert page.version == 2
    assert AuditEvent.objects.latest("pk").verb == "plan.publish"
    assert head.get("/o/centr/plans/plan-2026/").status_code == 200


def test_switched_off_keeps_what_was_chosen(head, page):
    head.post(address("plan_publish", page.plan), CHOSEN)

    head.post(address("plan_unpublish", page.plan))

    page.refresh_from_db()
    assert (page.is_on, page.slug, page.version) == (False, "plan-2026", 3)
    assert head.get("/o/centr/plans/plan-2026/").status_code == 404
    assert AuditEvent.objects.latest("pk").verb == "plan.unpublish"


def test_first_time_proposes_an_address_and_all_columns(sign_in):
    page = published_plan()
    plan = page.plan
    page.delete()

    response = sign_in(Role.HEAD, plan.organisation).get(address("plan_publish", plan))

    text = response.content.decode()
    assert 'value="plan-raboty-na-2025-god"' in text
    assert text.count("checked") == 7
    assert "Страница выключена" in said(response)


def test_nothing_is_lost_when_the_address_is_wrong(head, page):
    response = head.post(address("plan_publish", page.plan), {**CHOSEN, "slug": "План 2026"})

    assert response.status_code == 422
    assert 'value="План 2026"' in response.content.decode()
    assert "строчные латинские буквы" in said(response)


def test_address_of_another_plan_is_not_taken(head, page):
    other = ApprovedPlanFactory(organisation=page.plan.organisation)
    PublicPage.objects.create(plan=other, organisation=other.organisation, slug="plan-2026")

    response = head.post(address("plan_publish", page.plan), CHOSEN)

    assert response.status_code == 422
    assert "занят другим планом" in said(response)


def test_two_people_at_once_do_not_overwrite_each_other(head, page):
    PublicPage.objects.filter(pk=page.pk).update(version=5)

    stale = head.post(address("plan_publish", page.plan), CHOSEN)
    again = head.post(address("plan_publish", page.plan), {**CHOSEN, "version": "5"})

    assert stale.status_code == 409
    assert 'value="plan-2026"' in stale.content.decode()
    assert 'name="version" value="5"' in stale.content.decode()
    assert again.status_code == 302


def test_draft_cannot_be_shown(sign_in):
    plan = PlanFactory()
    client = sign_in(Role.HEAD, plan.organisation)

    page = client.get(address("plan_publish", plan))
    response = client.post(address("plan_publish", plan), {"slug": "plan", "version": "0"})

    assert "План ещё не утверждён" in said(page)
    assert response.status_code == 409
    assert client.get(address("plan_publish_preview", plan)).status_code == 404
    assert not PublicPage.objects.exists()


def test_preview_shows_the_page_to_the_head_alone(head, client, page):
    response = head.get(address("plan_publish_preview", page.plan))

    assert "Так страницу увидят все" in said(response)
    assert "Канарейкин" not in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"


def test_reviewer_puts_a_text_on_the_page_while_accepting(sign_in):
    page = published_plan()
    row = report(page, PlanItem.objects.get(number="2.1"), state="submitted", text="Смена прошла")
    client = sign_in(Role.METHODIST, page.plan.organisation)

    form = client.get(reverse("progress:review_detail", args=[row.pk]))
    client.post(
        reverse("progress:review_accept", args=[row.pk]),
        {"version": row.version, "is_public": "on"},
    )

    row.refresh_from_db()
    assert "Показать на публичной странице" in said(form)
    assert (row.state, row.is_public) == ("accepted", True)
    assert "Смена прошла" in client.get("/o/centr/plans/plan-2025/").content.decode()


def test_reviewer_is_not_asked_where_there_is_no_page(sign_in, page):
    row = report(page, PlanItem.objects.get(number="2.1"), state="submitted")
    client = sign_in(Role.METHODIST, page.plan.organisation)

    form = client.get(reverse("progress:review_detail", args=[row.pk]))

    assert "публичной странице" not in said(form)


def test_text_that_comes_again_is_public_only_if_it_is_said_again(sign_in):
    page = published_plan()
    row = report(page, PlanItem.objects.get(number="2.1"), state="submitted", is_public=True)
    client = sign_in(Role.METHODIST, page.plan.organisation)

    client.post(reverse("progress:review_accept", args=[row.pk]), {"version": row.version})

    row.refresh_from_db()
    assert (row.state, row.is_public) == ("accepted", False)


def test_accepted_text_is_put_on_the_page_and_taken_from_it(sign_in):
    page = published_plan()
    row = report(page, PlanItem.objects.get(number="2.1"))
    client = sign_in(Role.METHODIST, page.plan.organisation)
    shown = reverse("progress:review_publish", args=[row.pk])

    client.post(shown, {"version": row.version, "is_public": "on"})
    first = Expectation.objects.get(pk=row.pk)
    client.post(shown, {"version": first.version})

    assert first.is_public is True
    assert Expectation.objects.get(pk=row.pk).is_public is False
    assert AuditEvent.objects.latest("pk").verb == "progress.unpublish"


@pytest.mark.parametrize(("state", "is_on"), [("submitted", True), ("accepted", False)])
def test_what_is_not_accepted_or_has_no_page_is_not_shown(actor_in, state, is_on):
    page = published_plan(is_on=is_on)
    row = report(page, PlanItem.objects.get(number="2.1"), state=state)
    actor = actor_in(row.organisation, Permission.PROGRESS_REVIEW)

    with pytest.raises(NotPublicError):
        publish_entry(row, is_public=True, version=row.version, actor=actor)
