"""A refused form gives back what was typed, whatever became of the plan meanwhile."""

from html import escape

import pytest
from django.urls import reverse

from plans.actions import agreements as actions
from plans.models import Plan
from tests.plans.agreement_cast import cast

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LONG = "Прошу вернуть: сроки не сходятся & <b>второй</b> раздел пуст. " * 40
NOTHING_TYPED = "<p>Ничего не изменилось.</p>"


@pytest.fixture
def people():
    return cast()


@pytest.fixture
def plan(people):
    return people.plan()


@pytest.fixture
def enter(client):
    def enter(user):
        client.force_login(user, backend=BACKEND)
        return client

    return enter


def address(name, *args):
    return reverse(f"plans:{name}", args=args)


def boxes(response):
    """Label and text of each box, as a person reads them."""
    return [(one.label, one.text) for one in response.context["typed"]]


def test_an_approvers_note_outlives_the_withdrawal_of_the_plan(people, plan, enter):
    round_ = people.send(plan, [people.approver])
    actions.withdraw_plan(round_, actor=people.editing)

    response = enter(people.approver).post(
        address("agreement_return", round_.pk), {"return-note": LONG}
    )

    assert response.status_code == 409
    assert boxes(response) == [("Что исправить", LONG.strip())]
    assert f"\n{escape(LONG.strip())}</textarea>" in response.text
    assert "Вы написали" in response.text
    assert "<b>второй</b>" not in response.text


def test_an_item_typed_while_the_plan_was_sent_is_shown_whole(people, plan, enter):
    item = plan.items.first()
    people.send(plan, [people.approver])
    said = {"title": f"{LONG}\r\nи конец", "number": item.number, "deadline": "до 1 мая"}

    response = enter(people.methodist).post(
        address("item_edit", item.pk), said | {"version": item.version}
    )

    assert response.status_code == 409
    assert boxes(response) == [("Что делаем", f"{LONG}\nи конец"), ("Когда", "до 1 мая")]
    assert "План на согласовании" in response.text


@pytest.mark.parametrize("name", ["item_create", "section_create"])
def test_what_was_to_be_added_is_shown(people, plan, enter, name):
    people.send(plan, [people.approver])

    response = enter(people.methodist).post(address(name, plan.pk), {"title": "Новая строка"})

    assert (response.status_code, [text for _label, text in boxes(response)]) == (
        409,
        ["Новая строка"],
    )


def test_the_name_of_a_section_is_shown(people, plan, enter):
    people.send(plan, [people.approver])
    section = plan.sections.get()

    response = enter(people.methodist).post(
        address("section_edit", section.pk), {"number": "1", "title": "Иначе", "version": "1"}
    )

    assert (response.status_code, boxes(response)) == (409, [("Название", "Иначе")])


def test_the_heading_of_a_plan_is_shown_with_its_days(people, plan, enter):
    people.send(plan, [people.approver])
    said = {
        "title": "Другое название",
        "kind": plan.kind,
        "starts_on": "2025-09-02",
        "ends_on": plan.ends_on.isoformat(),
        "introduction": "",
        "version": plan.version,
        "approvals-TOTAL_FORMS": "1",
        "approvals-INITIAL_FORMS": "0",
        "approvals-0-position": "Начальник управления",
    }

    response = enter(people.methodist).post(address("plan_edit", plan.pk), said)

    assert response.status_code == 409
    assert boxes(response) == [
        ("Название", "Другое название"),
        ("Начало периода", "02.09.2025"),
        ("Должность, 1", "Начальник управления"),
    ]


def test_a_page_that_is_refused_when_opened_promises_no_text(people, plan, enter):
    people.send(plan, [people.approver])

    response = enter(people.methodist).get(address("item_edit", plan.items.first().pk))

    assert response.status_code == 409
    assert NOTHING_TYPED in response.text
    assert "Вы написали" not in response.text


def test_a_button_that_is_refused_promises_no_text(people, plan, enter):
    people.send(plan, [people.approver])

    response = enter(people.methodist).post(
        address("item_delete", plan.items.first().pk), {"yes": "да"}
    )

    assert response.status_code == 409
    assert NOTHING_TYPED in response.text
    assert Plan.objects.get(pk=plan.pk).items.count() == 2
