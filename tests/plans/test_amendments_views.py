from datetime import date, timedelta
from io import BytesIO
from urllib.parse import unquote

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisations.domain.policy import Role
from organisations.models import AuditEvent
from plans.actions import amendments as actions
from plans.actions.plans import freeze_version
from plans.domain.agreements import Approving
from plans.models import Amendment, Expectation, Plan, PlanItem
from plans.queries.amendments import history_plans
from tests.factories import ExpectationFactory, PlanFactory, ReportingPeriodFactory
from tests.plans.amendment_cast import (
    AMENDED_ON,
    APPROVED_ON,
    DECISION,
    actor_of,
    begun,
    give_to_school,
    item_of,
    plan_in_force,
)

pytestmark = pytest.mark.django_db

ANSWER = {"grounds": ["deadlines", "executors"], "reason": "Ярмарку перенесли на весну"}


def text_of(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def docx_texts(response) -> list[str]:
    document = docx.Document(BytesIO(response.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


def amended(plan):
    """Version 2: one item renamed, one excluded."""
    amendment = begun(plan)
    PlanItem.objects.filter(plan=amendment.draft, number="1.2").update(title="Весенняя ярмарка")
    PlanItem.objects.filter(plan=amendment.draft, number="2.3").update(
        removed_at="2025-11-01T00:00Z"
    )
    actions.merge_amendment(amendment.draft, DECISION, actor=actor_of(plan))
    return Amendment.objects.get(pk=amendment.pk)


def test_an_amendment_is_begun_on_the_plans_page(sign_in):
    plan = plan_in_force()
    client = sign_in(Role.METHODIST, plan.organisation)
    address = f"/plans/{plan.pk}/amendments/create/"

    assert address in text_of(client.get(f"/plans/{plan.pk}/"))
    response = client.post(address, ANSWER)

    amendment = Amendment.objects.get()
    assert response.headers["Location"] == f"/plans/{amendment.draft_id}/"
    assert (amendment.grounds, amendment.reason) == (
        ["deadlines", "executors"],
        "Ярмарку перенесли на весну",
    )
    page = text_of(client.get(f"/plans/{plan.pk}/"))
    assert "Идёт изменение № 1" in page
    assert f"/plans/{amendment.draft_id}/" in page
    assert address not in page
    draft = text_of(client.get(f"/plans/{amendment.draft_id}/"))
    assert "Пока изменение не утверждено, действует прежний план." in draft
    assert 'id="plan-grid"' in draft


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"grounds": []}, "Отметьте, что меняется: хотя бы одно."),
        ({"reason": "ой"}, "Напишите подробнее: не меньше 10 знаков."),
        ({"reason": ""}, "Напишите причину: не меньше 10 знаков."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(sign_in, changed, words):
    plan = plan_in_force()
    client = sign_in(Role.METHODIST, plan.organisation)

    response = client.post(
        f"/plans/{plan.pk}/amendments/create/", ANSWER | {"basis": "приказ № 9"} | changed
    )

    assert response.status_code == 422
    assert words in text_of(response)
    assert "приказ № 9" in text_of(response)
    assert not Amendment.objects.exists()


def test_a_second_amendment_is_refused_and_leads_to_the_first(sign_in):
    plan = plan_in_force()
    amendment = begun(plan)
    client = sign_in(Role.METHODIST, plan.organisation)
    address = f"/plans/{plan.pk}/amendments/create/"

    assert f"/plans/{amendment.draft_id}/" in text_of(client.get(address))
    response = client.post(address, ANSWER)

    assert response.status_code == 409
    assert "начатое изменение № 1" in text_of(response)


def test_a_draft_is_edited_and_not_amended(sign_in):
    plan = PlanFactory()
    client = sign_in(Role.METHODIST, plan.organisation)

    page = text_of(client.get(f"/plans/{plan.pk}/amendments/create/"))

    assert "Изменить можно только утверждённый план" in page
    assert "/amendments/create/" not in text_of(client.get(f"/plans/{plan.pk}/"))


def test_the_page_of_an_amendment_shows_what_was_and_becomes(sign_in):
    plan = plan_in_force()
    amendment = begun(plan)
    client = sign_in(Role.APPROVER, plan.organisation)
    address = f"/plans/amendments/{amendment.pk}/"

    assert "Правок пока нет" in text_of(client.get(address))
    PlanItem.objects.filter(plan=amendment.draft, number="1.2").update(title="Весенняя ярмарка")
    page = text_of(client.get(address))

    assert "<del>Мероприятие 1.2</del>" in page
    assert "<ins>Весенняя ярмарка</ins>" in page
    assert "приказ от 20.11.2025 № 9" in page
    assert "/withdraw/" not in page
    assert "/reject/" not in page


def test_a_moved_row_is_called_moved_with_its_edits(sign_in):
    plan = plan_in_force()
    amendment = begun(plan)
    section = amendment.draft.sections.get(number="2")
    PlanItem.objects.filter(plan=amendment.draft, number="1.2").update(
        section=section, ordering=9, title="Весенняя ярмарка"
    )
    client = sign_in(Role.HEAD, plan.organisation)

    page = text_of(client.get(f"/plans/amendments/{amendment.pk}/"))

    assert page.count("Перенесён") == 1
    assert "раздел «1. Направление 1», строка 2" in page
    assert "раздел «2. Направление 2», строка 4" in page
    assert "<ins>Весенняя ярмарка</ins>" in page
    assert "Исключён" not in page
    assert "Добавлен" not in page


def test_the_comparison_is_a_document(sign_in):
    plan = plan_in_force()
    amendment = amended(plan)
    client = sign_in(Role.APPROVER, plan.organisation)

    response = client.get(f"/plans/amendments/{amendment.pk}/comparison/")

    said = docx_texts(response)
    assert "Изменение № 1. Что меняется: сроки." in said
    assert "Причина: Ярмарку перенесли на весну" in said
    assert "Было: версия 1 от 30.08.2025. Стало: версия 2 от 20.11.2025." in said
    assert {"Изменены: 1", "Исключены: 1", "Весенняя ярмарка"} <= set(said)


def test_any_two_versions_and_the_open_draft_are_compared(sign_in):
    plan = plan_in_force()
    amended(plan)
    second = begun(plan)
    PlanItem.objects.filter(plan=second.draft, number="1.3").update(title="Летняя школа")
    client = sign_in(Role.APPROVER, plan.organisation)

    page = text_of(client.get(f"/plans/{plan.pk}/compare/?before=1&after=2"))
    assert "<ins>Весенняя ярмарка</ins>" in page
    page = text_of(client.get(f"/plans/{plan.pk}/compare/?before=2&after=amended"))
    assert "с изменением № 2 (готовится)" in page
    assert "<ins>Летняя школа</ins>" in page
    assert "Весенняя ярмарка" not in page
    page = text_of(client.get(f"/plans/{second.draft_id}/compare/?before=1&after=now"))
    assert "<ins>Летняя школа</ins>" in page


def test_every_version_is_taken_away_as_a_document(sign_in):
    plan = plan_in_force()
    amended(plan)
    client = sign_in(Role.APPROVER, plan.organisation)
    texts = []
    for version in plan.versions.order_by("number"):
        response = client.get(f"/plans/versions/{version.pk}/export/docx/")
        assert f"версия {version.number}.docx" in _name(response)
        texts.append(docx_texts(response))

    assert "Мероприятие 1.2" in texts[0]
    assert "Мероприятие 2.3" in texts[0]
    assert "Весенняя ярмарка" in texts[1]
    assert "Мероприятие 2.3" not in texts[1]
    assert client.get(f"/plans/versions/{version.pk}/export/exe/").status_code == 404


def _name(response) -> str:
    return unquote(response.headers["Content-Disposition"])


def test_excluded_items_are_listed_with_their_progress(sign_in):
    plan = plan_in_force()
    item = item_of(plan, "2.3")
    school = give_to_school(item)
    period = ReportingPeriodFactory(organisation=plan.organisation)
    ExpectationFactory(item=item, organisation=school, period=period, state="accepted")
    amended(plan)
    client = sign_in(Role.APPROVER, plan.organisation)

    page = text_of(client.get(f"/plans/{plan.pk}/"))

    assert "Исключено из плана: 1 пункт" in page
    assert "Исключено изменением № 1 · отчётов ждали 1, сдано 1, принято 1" in page
    assert Expectation.objects.get().state == "accepted"
    assert "изменение № 1" in page


def test_withdrawing_and_rejecting_on_the_page(sign_in):
    plan = plan_in_force()
    first = begun(plan)
    client = sign_in(Role.HEAD, plan.organisation)
    assert f"/plans/amendments/{first.pk}/withdraw/" in text_of(
        client.get(f"/plans/amendments/{first.pk}/")
    )

    client.post(f"/plans/amendments/{first.pk}/withdraw/")
    second = begun(plan)
    refused = client.post(f"/plans/amendments/{second.pk}/reject/", {"note": "нет"})
    client.post(f"/plans/amendments/{second.pk}/reject/", {"note": "Сроки региона прежние"})

    assert refused.status_code == 422
    assert list(Amendment.objects.values_list("outcome", flat=True)) == ["withdrawn", "rejected"]
    page = text_of(client.get(f"/plans/amendments/{second.pk}/"))
    assert "Сроки региона прежние" in page
    assert "/withdraw/" not in page
    assert "Отозвано" in text_of(client.get(f"/plans/{plan.pk}/"))
    assert text_of(client.get(f"/plans/{second.draft_id}/")).count("Отклонено") >= 1


@pytest.mark.parametrize(
    ("day", "title", "words"),
    [
        (APPROVED_ON - timedelta(days=1), None, "план ещё не действовал"),
        (APPROVED_ON, "Мероприятие 1.2", "Версия 1"),
        (AMENDED_ON - timedelta(days=1), "Мероприятие 1.2", "С 20.11.2025 действует следующая"),
        (AMENDED_ON, "Весенняя ярмарка", "Версия 2"),
        (date(2031, 1, 1), "Весенняя ярмарка", "Это версия, которая действует и сейчас."),
    ],
    ids=["before", "first day", "last day", "second", "future"],
)
def test_the_plan_as_of_a_day(sign_in, day, title, words):
    plan = plan_in_force()
    amended(plan)
    client = sign_in(Role.OBSERVER, plan.organisation)

    response = client.get(f"/plans/{plan.pk}/?on={day.isoformat()}")

    page = text_of(response)
    assert response.status_code == 200
    assert words in page
    both = {"Мероприятие 1.2", "Весенняя ярмарка"}
    assert {one for one in both if one in page} == ({title} if title else set())
    assert f'value="{day.isoformat()}"' in page


@pytest.mark.parametrize("said", ["", "2024-02-30", "вчера", "99999-01-01"])
def test_a_day_that_does_not_exist_is_named(sign_in, said):
    plan = plan_in_force()
    client = sign_in(Role.OBSERVER, plan.organisation)

    response = client.get(f"/plans/{plan.pk}/", {"on": said})

    assert response.status_code == 422
    words = "Такого дня нет" if said else "Укажите день, на который показать план."
    assert words in text_of(response)


def test_a_day_may_be_typed_as_people_write_it(sign_in):
    plan = plan_in_force()
    client = sign_in(Role.OBSERVER, plan.organisation)

    assert "Версия 1" in text_of(client.get(f"/plans/{plan.pk}/?on=01.09.2025"))


def test_of_two_versions_of_one_day_the_last_was_in_force(sign_in):
    plan = plan_in_force()
    PlanItem.objects.filter(plan=plan, number="1.2").update(title="Весенняя ярмарка")
    freeze_version(plan, Approving(APPROVED_ON), actor=actor_of(plan))
    client = sign_in(Role.OBSERVER, plan.organisation)

    page = text_of(client.get(f"/plans/{plan.pk}/?on={APPROVED_ON.isoformat()}"))

    assert "Весенняя ярмарка" in page


def test_a_draft_was_in_force_on_no_day(sign_in):
    plan = PlanFactory()
    client = sign_in(Role.OBSERVER, plan.organisation)

    assert "План ещё не утверждён" in text_of(client.get(f"/plans/{plan.pk}/?on=2025-09-01"))


def test_strangers_find_nothing(sign_in):
    plan = plan_in_force()
    amendment = begun(plan)
    version = plan.versions.get()
    client = sign_in(Role.HEAD)
    root = f"/plans/amendments/{amendment.pk}"
    for address in (
        f"/plans/{plan.pk}/amendments/create/",
        f"/plans/{plan.pk}/?on=2025-09-01",
        f"{root}/",
        f"{root}/comparison/",
        f"{root}/reject/",
        f"/plans/versions/{version.pk}/export/docx/",
    ):
        assert client.get(address).status_code == 404
    assert client.post(f"{root}/withdraw/").status_code == 404
    assert Amendment.objects.get().outcome == ""


def test_the_history_of_a_row_lies_in_the_plan_and_its_copies():
    plan = plan_in_force()
    first = amended(plan)
    second = begun(plan)

    assert history_plans(plan) == [plan.pk, first.draft_id, second.draft_id]
    assert history_plans(Plan.objects.get(pk=second.draft_id)) == history_plans(plan)


@pytest.mark.parametrize("page", ["plan", "draft", "amendment", "day", "compare"])
def test_the_number_of_queries_does_not_grow(sign_in, page):
    counts = []
    for items in (3, 14):
        plan = plan_in_force(items=items)
        amended(plan)
        amendment = begun(plan)
        PlanItem.objects.filter(plan=amendment.draft).update(title="Иначе")
        address = {
            "plan": f"/plans/{plan.pk}/",
            "draft": f"/plans/{amendment.draft_id}/",
            "amendment": f"/plans/amendments/{amendment.pk}/",
            "day": f"/plans/{plan.pk}/?on=2025-09-01",
            "compare": f"/plans/{plan.pk}/compare/?before=1&after=amended",
        }[page]
        client = sign_in(Role.HEAD, plan.organisation)
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_reason_and_basis_are_mended_while_the_amendment_is_open(sign_in):
    plan = plan_in_force()
    amendment = begun(plan)
    client = sign_in(Role.METHODIST, plan.organisation)
    address = f"/plans/amendments/{amendment.pk}/edit/"

    assert address in text_of(client.get(f"/plans/amendments/{amendment.pk}/"))
    assert amendment.reason in text_of(client.get(address))
    bad = client.post(address, ANSWER | {"reason": "ой", "basis": "приказ № 12"})
    assert bad.status_code == 422
    assert "приказ № 12" in text_of(bad)
    said = {"grounds": ["results"], "reason": "Результат уточнили", "basis": "приказ № 12"}
    response = client.post(address, said | {"seen": bad.context["form"].initial["seen"]})

    assert response.headers["Location"] == f"/plans/amendments/{amendment.pk}/"
    amendment.refresh_from_db()
    said = (amendment.grounds, amendment.reason, amendment.basis)
    assert said == (["results"], "Результат уточнили", "приказ № 12")
    event = AuditEvent.objects.get(verb="amendment.update")
    assert event.details["basis"] == ["приказ от 20.11.2025 № 9", "приказ № 12"]


@pytest.mark.parametrize("state", ["in_agreement", "withdrawn"])
def test_reason_and_basis_stay_once_the_amendment_is_sent_or_over(sign_in, state):
    plan = plan_in_force()
    amendment = begun(plan)
    if state == "withdrawn":
        actions.withdraw_amendment(amendment, actor=actor_of(plan))
    else:
        Plan.objects.filter(pk=amendment.draft_id).update(state=state)
    client = sign_in(Role.METHODIST, plan.organisation)
    address = f"/plans/amendments/{amendment.pk}/edit/"

    assert "Сейчас это не меняется" in text_of(client.get(address))
    assert address not in text_of(client.get(f"/plans/amendments/{amendment.pk}/"))
    response = client.post(address, ANSWER | {"seen": "как было"})

    assert response.status_code == 409
    amendment.refresh_from_db()
    assert amendment.basis == "приказ от 20.11.2025 № 9"


def test_the_copy_of_an_amendment_is_named_as_such_and_leads_to_its_plan(sign_in):
    plan = plan_in_force()
    amendment = begun(plan)
    client = sign_in(Role.METHODIST, plan.organisation)

    home, page, submit = (
        text_of(client.get(address))
        for address in (
            "/",
            f"/plans/{amendment.draft_id}/",
            f"/plans/{amendment.draft_id}/submit/",
        )
    )

    assert f"Изменение № 1: {plan.title}" in home
    assert "Действующий план" in page
    assert "Это правка плана, своих версий у неё нет" in page
    assert "Отправить изменение плана на согласование" in submit
