"""What the tools of a plan's table ask the server."""

import json
import uuid

import pytest
from django.urls import reverse

from organisations.domain.policy import Role
from plans.models import Assignment, ExecutorLink, PlanColumn
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PlanFactory,
    PlanItemFactory,
    UserFactory,
)
from tests.plans import clipboards

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    plan = PlanFactory()
    for ordering, (header, field) in enumerate(
        (("№", "number"), ("Мероприятие", "title"), ("Срок", "deadline"), ("Кто", "responsible"))
    ):
        PlanColumn.objects.create(plan=plan, ordering=ordering, header=header, field=field)
    return plan


@pytest.fixture
def school(plan):
    return OrganisationFactory(parent=plan.organisation, short_name="Школа № 5", kind="school")


@pytest.fixture
def methodist(plan, school, sign_in):
    return sign_in(Role.METHODIST, plan.organisation)


def address(name, plan):
    return reverse(f"plans:grid_{name}", args=[plan.pk])


def post(client, name, plan, **said):
    return client.post(address(name, plan), json.dumps(said), content_type="application/json")


def words_of(page):
    return " ".join(page.content.decode().replace("\u00a0", " ").split())


def item_of(plan, **kwargs):
    return PlanItemFactory(plan=plan, section__plan=plan, **kwargs)


def uids(plan):
    return [str(uid) for uid in plan.columns.values_list("uid", flat=True)]


def test_a_block_of_word_is_laid_under_the_columns_of_the_plan(plan, methodist):
    answer = post(methodist, "paste", plan, html=clipboards.word(), text="").json()

    assert answer["columns"] == [*uids(plan)[:3], uids(plan)[3], None]
    assert len(answer["lines"]) == 6


def test_text_is_read_where_the_markup_has_no_table(plan, methodist):
    answer = post(methodist, "paste", plan, html="<p>1</p>", text="Срок\nмай\n").json()

    assert answer["lines"][0]["texts"] == ["Срок"]
    assert answer["table"] is False


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({}, "В буфере обмена нет текста"),
        ({"text": "a\tb\n" * 1200}, "больше 1000 строк"),
        ({"html": "<table><tr><td>" + "<div>" * 200 + "a"}, "слишком сложно"),
    ],
    ids=["nothing", "too many rows", "too deep"],
)
def test_what_cannot_be_pasted_is_refused_in_words(plan, methodist, said, message):
    answer = post(methodist, "paste", plan, **said)

    assert answer.status_code == 422
    assert message in answer.json()["message"]


def test_a_body_that_is_no_json_says_nothing(plan, methodist):
    for body in ("{", "[]"):
        answer = methodist.post(address("paste", plan), body, content_type="application/json")
        assert answer.status_code == 400


def test_words_of_a_deadline_are_tried_in_their_section(plan, methodist):
    item = item_of(plan, section__title="СЕНТЯБРЬ")

    page = post(methodist, "terms", plan, text="10-15", item=str(item.uid))

    start = plan.starts_on.year if plan.starts_on.month <= 9 else plan.ends_on.year
    assert f"10.09.{start} – 15.09.{start}" in words_of(page)


def test_words_that_are_not_understood_say_so(plan, methodist):
    page = post(methodist, "terms", plan, text="когда сойдёт снег")

    assert "уточнить" in words_of(page)
    assert page.context["terms_json"] == '[{"kind": "unknown"}]'


def test_words_longer_than_a_cell_are_refused(plan, methodist):
    page = post(methodist, "terms", plan, text="а" * 2001)

    assert page.status_code == 422
    assert 'class="error' in page.content.decode()


def test_the_editor_shows_the_words_and_what_a_person_said_they_mean(plan, methodist):
    item = item_of(
        plan,
        deadline_text="ежеквартально",
        deadline_terms=[{"kind": "due", "end": "2027-03-01"}],
        checkpoint="quarter",
    )

    page = methodist.get(address("deadline", plan), {"item": item.uid})

    said = words_of(page)
    assert "В плане написано: <b" in said
    assert "до 01.03.2027" in said
    assert "Сам портал понял бы: раз в квартал." in said
    assert '<option value="quarter" selected>' in said


def test_the_editor_of_a_step_shows_the_words_of_the_step(plan, methodist):
    item = item_of(plan, deadline_text="год")
    step = item.steps.create(ordering=0, title="Акт", deadline_text="май")

    page = methodist.get(address("deadline", plan), {"item": item.uid, "step": step.uid})

    assert page.context["words"].text == "май"


def test_the_editor_answers_to_a_row_that_is_gone(plan, methodist):
    gone = methodist.get(address("deadline", plan), {"item": uuid.uuid4()})
    none = methodist.get(address("deadline", plan))

    assert gone.status_code == 404
    assert "Такой строки в плане нет" in words_of(none)


def test_executors_are_known_offered_and_ticked(plan, school, methodist):
    user = UserFactory(last_name="Орлов", first_name="Олег", patronymic="Олегович")
    MembershipFactory(organisation=school, user=user)
    item = item_of(plan, responsible=["Школа № 5", "Орлов А.А.", "Хор"])
    Assignment.objects.create(item=item, organisation=school)

    page = methodist.get(address("executors", plan), {"item": item.uid})

    known = {word.text: (word.known, len(word.candidates)) for word in page.context["words"]}
    assert known == {"Школа № 5": (("Школа № 5",), 0), "Орлов А.А.": ((), 1), "Хор": ((), 0)}
    assert page.context["chosen"] == {f"o-{school.pk}"}
    assert f'data-token="o-{school.pk}" data-kinds="school every" checked' in words_of(page)


def test_whoever_has_the_row_but_is_no_longer_on_the_list_stays_ticked(plan, methodist):
    closed = OrganisationFactory(
        parent=plan.organisation, short_name="Закрытая школа", is_active=False
    )
    item = item_of(plan)
    Assignment.objects.create(item=item, organisation=closed)

    page = methodist.get(address("executors", plan), {"item": item.uid})

    assert f'data-token="o-{closed.pk}"' in words_of(page)
    assert "Закрытая школа" in words_of(page)


def test_for_many_rows_it_asks_what_becomes_of_the_executors_now(plan, methodist):
    page = methodist.get(address("executors", plan))

    assert "Оставить и добавить отмеченных" in words_of(page)


def test_queries_of_the_executors_do_not_grow_with_rows(
    plan, methodist, django_assert_max_num_queries
):
    item = item_of(plan, responsible=["Хор"])
    for _ in range(12):
        item_of(plan, responsible=["Хор", "Ансамбль"])

    with django_assert_max_num_queries(22):
        methodist.get(address("executors", plan), {"item": item.uid})


def test_a_link_is_remembered_and_names_its_rows_but_assigns_nobody(plan, school, methodist):
    items = [item_of(plan, responsible=["Хор «Заря»"]) for _ in range(2)]
    item_of(plan, responsible=["Другие"])

    answer = post(methodist, "link", plan, text="Хор «Заря»", target=f"o-{school.pk}").json()

    assert answer["executors"] == [[school.pk, None]]
    assert {row["item"] for row in answer["rows"]} == {str(item.uid) for item in items}
    assert ExecutorLink.objects.get().place == school
    assert not Assignment.objects.exists()


def test_nobody_outside_the_list_can_be_remembered(plan, methodist):
    item_of(plan, responsible=["Хор"])

    answer = post(methodist, "link", plan, text="Хор", target="o-0")

    assert answer.status_code == 422
    assert "в списке центра уже нет" in answer.json()["message"]
    assert not ExecutorLink.objects.exists()


def test_words_that_are_gone_are_not_remembered(plan, school, methodist):
    answer = post(methodist, "link", plan, text="Хор", target=f"o-{school.pk}")

    assert answer.status_code == 409
    assert "в плане уже нет" in answer.json()["message"]


def test_the_panel_lists_the_columns_and_their_meanings(plan, methodist):
    said = words_of(methodist.get(address("columns", plan)))

    assert all(f'data-own="{uid}"' in said for uid in uids(plan))
    assert 'data-own="assigned"' not in said
    assert '<option value="deadline" selected>срок</option>' in said


def test_many_rows_can_be_given_what_the_plan_has_columns_for(plan, methodist):
    plan.columns.filter(field="responsible").delete()

    said = words_of(methodist.get(address("bulk", plan)))

    assert '<option value="deadline">' in said
    assert '<option value="responsible">' not in said
    assert '<option value="section">' not in said


@pytest.mark.parametrize("name", ["columns", "bulk", "executors", "deadline"])
def test_a_stranger_meets_nothing(name, sign_in):
    theirs = PlanFactory()

    answer = sign_in(Role.METHODIST).get(address(name, theirs))

    assert answer.status_code == 404
