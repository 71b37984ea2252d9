"""The history of a plan: who, when, what was and what is, by row and by cell."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organisations import audit
from organisations.domain.policy import Permission, Role
from plans.actions.editing import change_plan
from plans.actions.editing_undo import undo_edit
from plans.models import Plan, PlanColumn, PlanEdit, PlanItem, PlanSection, PlanStep, RowEdit
from tests.factories import (
    CentreFactory,
    OrganisationFactory,
    PlanColumnFactory,
    PlanFactory,
    PlanItemFactory,
    PlanSectionFactory,
)
from tests.plans.amendment_cast import begun, plan_in_force

pytestmark = pytest.mark.django_db

HEADERS = {
    "number": "№ п/п",
    "title": "Что делаем",
    "deadline": "Когда",
    "responsible": "Кто",
    "intermediate_result": "Что выйдет",
    "other": "Бюджет",
}


@pytest.fixture
def centre():
    return CentreFactory()


@pytest.fixture
def actor(actor_in, centre):
    return actor_in(centre, Permission.PLAN_EDIT)


@pytest.fixture
def plan(centre):
    plan = PlanFactory(organisation=centre)
    for place, (field, header) in enumerate(HEADERS.items()):
        PlanColumnFactory(plan=plan, ordering=place, header=header, field=field)
    return plan


@pytest.fixture
def item(plan):
    section = PlanSectionFactory(plan=plan, title="Начало")
    return PlanItemFactory(plan=plan, section=section, number="3", title="Слёт")


@pytest.fixture
def methodist(sign_in, centre):
    return sign_in(Role.METHODIST, centre)


def uid(plan, field):
    return str(plan.columns.get(field=field).uid)


def act(plan, actor, *operations, kind="cells"):
    done = change_plan(plan.pk, operations, kind=kind, key=uuid.uuid4(), actor=actor)
    return done.edit


def write(plan, actor, item, **cells):
    item = PlanItem.objects.get(pk=item.pk)
    said = {uid(plan, field): text for field, text in cells.items()}
    operation = {"do": "set", "item": str(item.uid), "version": item.version, "cells": said}
    return act(plan, actor, operation)


def history(client, plan, **query):
    response = client.get(reverse("plans:plan_history", args=[plan.pk]), query)
    assert response.status_code == 200
    return response


def said(response):
    """Every change of every row, newest edit first."""
    return [
        (change.header, change.before, change.after)
        for line in response.context["lines"]
        for row in line.rows
        for change in row.changes
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"title": "Слёт юных"}, [("Что делаем", "Слёт", "Слёт юных")], id="text"),
        pytest.param(
            {"responsible": "Иванова\nПетрова"}, [("Кто", "", "Иванова\nПетрова")], id="list"
        ),
        pytest.param({"deadline": "май"}, [("Когда", "В течение года", "май")], id="deadline"),
        pytest.param({"other": "5 тыс."}, [("Бюджет", "", "5 тыс.")], id="own-column"),
        pytest.param(
            {"number": "4", "other": "5"}, [("№ п/п", "3", "4"), ("Бюджет", "", "5")], id="two"
        ),
    ],
)
def test_a_cell_says_what_was_and_what_is(plan, item, actor, methodist, cells, expected):
    write(plan, actor, item, **cells)

    response = history(methodist, plan)

    assert said(response) == expected
    text = response.content.decode()
    assert f"#item-{item.pk}" in text
    assert actor_name(actor) in text


def actor_name(actor):
    edit = PlanEdit.objects.filter(user_id=actor.user_id).select_related("user").first()
    return str(edit.user)


def test_headers_are_those_of_now_wherever_the_columns_stand(plan, item, actor, methodist):
    write(plan, actor, item, other="5 тыс.", title="Слёт юных")
    PlanColumn.objects.filter(plan=plan, field="other").update(ordering=0, header="Деньги")
    PlanColumn.objects.filter(plan=plan, field="title").update(ordering=9, header="Дело")

    assert said(history(methodist, plan)) == [
        ("Дело", "Слёт", "Слёт юных"),
        ("Деньги", "", "5 тыс."),
    ]


def test_a_column_that_is_gone_is_still_named(plan, item, actor, methodist):
    edit = write(plan, actor, item, other="5 тыс.")
    column = plan.columns.get(field="other")
    RowEdit.objects.create(
        edit=edit,
        row="column",
        uid=column.uid,
        before={"header": "Бюджет", "field": "other"},
        after=None,
    )
    column.delete()

    assert ("Бюджет", "", "5 тыс.") in said(history(methodist, plan))


def test_what_a_person_said_of_a_deadline(plan, item, actor, methodist):
    terms = [{"kind": "window", "start": "2025-10-01", "end": "2025-10-31"}]
    act(plan, actor, {"do": "set_terms", "item": str(item.uid), "version": 1, "terms": terms})

    assert said(history(methodist, plan)) == [
        ("Как понят срок", "весь период", "01.10.2025 – 31.10.2025")
    ]


def test_who_carries_it_out_is_named(plan, item, actor, methodist, centre, actor_in):
    school = OrganisationFactory(parent=centre, short_name="Школа № 7")
    wide = type(actor)(actor.user_id, actor.permission, frozenset({centre.pk, school.pk}))
    operation = {
        "do": "assign",
        "item": str(item.uid),
        "version": 1,
        "executors": [[school.pk, None]],
    }

    act(plan, wide, operation, kind="assign")

    assert said(history(methodist, plan)) == [("Кому поручено", "", "Школа № 7")]
    other = OrganisationFactory(parent=centre, short_name="Школа № 9")
    wide = type(actor)(actor.user_id, actor.permission, wide.organisation_ids | {other.pk})
    more = {**operation, "version": 2, "executors": [[school.pk, None], [other.pk, None]]}
    act(plan, wide, more, kind="assign")
    assert said(history(methodist, plan))[0] == ("Кому поручено", "", "Школа № 9")


def test_moves_are_told_in_plain_words(plan, item, actor, methodist):
    other = PlanSectionFactory(plan=plan, title="Конец", ordering=item.section.ordering + 1)
    second = PlanItemFactory(plan=plan, section=item.section, ordering=item.ordering + 1)
    act(
        plan,
        actor,
        {
            "do": "move",
            "items": [str(item.uid)],
            "section": str(other.uid),
            "after": None,
        },
        kind="move",
    )
    back = {
        "do": "move",
        "items": [str(item.uid)],
        "section": str(item.section.uid),
        "after": str(second.uid),
    }
    act(plan, actor, back, kind="move")

    assert said(history(methodist, plan)) == [
        ("Раздел", "Конец", "Начало"),
        ("Раздел", "Начало", "Конец"),
    ]


def test_another_place_in_the_same_section(plan, item, actor, methodist):
    second = PlanItemFactory(plan=plan, section=item.section, ordering=item.ordering + 1)
    operation = {
        "do": "move",
        "items": [str(second.uid)],
        "section": str(item.section.uid),
        "after": None,
    }

    act(plan, actor, operation, kind="move")

    assert said(history(methodist, plan)) == [("Место", "", "переставлено")]


def test_rows_that_came_and_went(plan, item, actor, methodist):
    new = str(uuid.uuid4())
    cells = {uid(plan, "title"): "Поход"}
    act(
        plan,
        actor,
        {
            "do": "add",
            "item": new,
            "section": str(item.section.uid),
            "after": None,
            "cells": cells,
        },
        kind="add",
    )
    act(plan, actor, {"do": "remove", "item": new, "version": 1}, kind="remove")

    response = history(methodist, plan)

    rows = [row for line in response.context["lines"] for row in line.rows]
    assert [row.state for row in rows] == ["removed", "added"]
    assert said(response) == [("Что делаем", "Поход", ""), ("Что делаем", "", "Поход")]
    assert "сейчас в корзине" in response.content.decode()


def test_steps_have_their_own_header(plan, item, actor, methodist):
    step = PlanStep.objects.create(item=item, ordering=0, title="Сбор")
    operation = {
        "do": "set",
        "item": str(item.uid),
        "step": str(step.uid),
        "version": 1,
        "cells": {uid(plan, "intermediate_result"): "Сбор вещей"},
    }

    act(plan, actor, operation)

    assert said(history(methodist, plan)) == [("Что выйдет", "Сбор", "Сбор вещей")]


def test_sections_are_told(plan, item, actor, methodist):
    section = item.section
    operation = {
        "do": "set_section",
        "section": str(section.uid),
        "version": 1,
        "text": "2. Другое",
    }

    act(plan, actor, operation, kind="sections")

    assert said(history(methodist, plan)) == [
        ("Номер раздела", "", "2"),
        ("Название раздела", "Начало", "Другое"),
    ]


def test_an_edit_that_was_taken_back_is_marked(plan, item, actor, methodist):
    edit = write(plan, actor, item, title="Слёт юных")
    undo_edit(plan.pk, edit.number, key=uuid.uuid4(), actor=actor)

    response = history(methodist, plan)

    undo, undone = response.context["lines"]
    assert undone.edit.is_taken_back
    assert not undo.edit.is_taken_back
    text = response.content.decode()
    assert "отменяет правку № 1" in text
    assert "Отменена" in text


def test_newest_first_and_by_pages(plan, item, actor, methodist):
    for number in range(30):
        write(plan, actor, item, title=f"Слёт {number}")

    first, second = history(methodist, plan), history(methodist, plan, page=2)

    assert [line.edit.number for line in first.context["lines"]] == list(range(30, 5, -1))
    assert [line.edit.number for line in second.context["lines"]] == [5, 4, 3, 2, 1]


def test_a_large_edit_shows_its_first_rows_and_where_the_rest_is(plan, item, actor, methodist):
    rows = [item, *PlanItemFactory.create_batch(14, plan=plan, section=item.section)]
    column = uid(plan, "other")
    operations = [
        {"do": "set", "item": str(row.uid), "version": 1, "cells": {column: "5"}} for row in rows
    ]
    edit = act(plan, actor, *operations, kind="bulk")

    short, whole = history(methodist, plan), history(methodist, plan, number=edit.number)

    assert len(said(short)) == 10
    assert "Ещё 5 строк этой правки" in short.content.decode().replace("\xa0", " ")
    assert len(said(whole)) == 15


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({"words": "слет"}, [1], id="e-finds-yo"),
        pytest.param({"words": "СЛЁТ"}, [1], id="words"),
        pytest.param({"words": "77"}, [2], id="number"),
        pytest.param({"kind": "cells"}, [2, 1], id="kind"),
        pytest.param({"kind": "move"}, [], id="another-kind"),
        pytest.param({"since": "2000-01-01", "until": "2000-01-31"}, [], id="long-ago"),
        pytest.param({"since": "2000-01-01"}, [2, 1], id="since"),
        pytest.param({"who": "999999"}, [2, 1], id="nobody"),
        pytest.param({"item": "нет"}, [2, 1], id="nonsense"),
    ],
)
def test_filters(plan, item, actor, methodist, query, expected):
    other = PlanItemFactory(plan=plan, section=item.section, number="77", title="Поход")
    write(plan, actor, item, other="1")
    write(plan, actor, other, other="2")

    response = history(methodist, plan, **query)

    assert [line.edit.number for line in response.context["lines"]] == expected


def test_by_person_and_by_row(plan, item, actor, methodist, actor_in, centre):
    other = PlanItemFactory(plan=plan, section=item.section, title="Поход")
    second = actor_in(centre, Permission.PLAN_EDIT)
    write(plan, actor, item, other="1")
    write(plan, second, other, other="2")

    by_person = history(methodist, plan, who=second.user_id)
    by_row = history(methodist, plan, item=str(item.uid))

    assert [line.edit.number for line in by_person.context["lines"]] == [2]
    assert [line.edit.number for line in by_row.context["lines"]] == [1]


def test_the_history_of_a_cell(plan, item, actor, methodist):
    write(plan, actor, item, title="Слёт юных", other="1")
    write(plan, actor, item, other="2")
    write(plan, actor, item, deadline="май")
    query = {"item": str(item.uid), "col": uid(plan, "other")}

    page = history(methodist, plan, **query)
    dialog = methodist.get(
        reverse("plans:plan_history", args=[plan.pk]), query, headers={"HX-Request": "true"}
    )

    assert said(page) == [("Бюджет", "1", "2"), ("Бюджет", "", "1")]
    assert said(dialog) == said(page)
    assert "<html" in page.content.decode()
    assert "<html" not in dialog.content.decode()
    deadline = history(methodist, plan, item=str(item.uid), col=uid(plan, "deadline"))
    assert ("Когда", "В течение года", "май") in said(deadline)
    assert {header for header, _before, _after in said(deadline)} == {"Когда", "Как понят срок"}


def test_the_history_of_a_step_s_cell(plan, item, actor, methodist):
    steps = [
        PlanStep.objects.create(item=item, ordering=place, title=f"Шаг {place}")
        for place in range(2)
    ]
    for version, step in enumerate(steps, 1):
        operation = {
            "do": "set",
            "item": str(item.uid),
            "step": str(step.uid),
            "version": version,
            "cells": {uid(plan, "deadline"): f"{version} мая 2026"},
        }
        act(plan, actor, operation)

    page = history(
        methodist, plan, item=str(item.uid), step=str(steps[1].uid), col=uid(plan, "deadline")
    )

    assert ("Когда", "", "2 мая 2026") in said(page)
    assert "1 мая 2026" not in {after for _header, _before, after in said(page)}


def test_a_cell_that_nobody_has_changed(plan, item, actor, methodist):
    answer = methodist.get(
        reverse("plans:plan_history", args=[plan.pk]),
        {"item": str(item.uid), "col": uid(plan, "other")},
        headers={"HX-Request": "true"},
    )

    assert "Эту ячейку ещё не правили" in answer.content.decode()


def test_what_was_written_in_the_draft_of_an_amendment(plan, item, actor, methodist):
    draft = PlanFactory(organisation=plan.organisation, amends=plan)
    for column in plan.columns.all():
        PlanColumnFactory(
            plan=draft,
            uid=column.uid,
            ordering=column.ordering,
            header=column.header,
            field=column.field,
        )
    section = PlanSectionFactory(plan=draft, uid=item.section.uid, title="Начало")
    copy = PlanItemFactory(plan=draft, section=section, uid=item.uid, title="Слёт")
    write(plan, actor, item, title="Слёт 1")
    write(draft, actor, copy, title="Слёт 2")

    of_plan, of_draft = history(methodist, plan), history(methodist, draft)

    expected = [("Что делаем", "Слёт", "Слёт 2"), ("Что делаем", "Слёт", "Слёт 1")]
    assert said(of_plan) == said(of_draft) == expected
    assert of_plan.context["lines"][0].source == "План, который изменяется" or (
        "Изменение" in of_plan.context["lines"][0].source
    )


def test_what_only_the_audit_trail_knows(plan, item, actor, methodist):
    audit.record(
        actor,
        "item.update",
        item,
        organisation_id=plan.organisation_id,
        title=["Слёт старый", "Слёт"],
        printed=[{}, {"rows": [[1, 2]]}],
    )

    page = history(methodist, plan)
    cell = history(methodist, plan, item=str(item.uid), col=uid(plan, "title"))
    other = history(methodist, plan, item=str(item.uid), col=uid(plan, "number"))

    for response in (page, cell):
        (old,) = response.context["older"]
        assert [(one.header, one.before, one.after) for one in old.changes] == [
            ("Что делаем", "Слёт старый", "Слёт")
        ]
    assert other.context["older"] == []


def test_the_audit_trail_is_not_told_twice(plan, item, actor, methodist):
    audit.record(actor, "item.delete", item, organisation_id=plan.organisation_id)
    write(plan, actor, item, other="1")
    PlanEdit.objects.update(at=timezone.now() - timedelta(days=1))

    assert history(methodist, plan).context["older"] == []


def test_a_row_that_an_amendment_took_out_is_not_in_the_bin(plan, item, actor, methodist):
    write(plan, actor, item, other="1")
    PlanItem.objects.filter(pk=item.pk).update(
        removed_at=timezone.now(), excluded_by=begun(plan_in_force())
    )

    page = history(methodist, plan).text

    assert "исключён изменением № 1" in page
    assert "сейчас в корзине" not in page


def test_an_empty_history_says_so(plan, methodist):
    assert "Правок пока нет" in history(methodist, plan).content.decode()
    assert "Таких правок нет" in history(methodist, plan, words="слёт").content.decode()


@pytest.mark.parametrize("role", [Role.HEAD, Role.OBSERVER])
def test_a_foreign_plan_is_not_there(plan, sign_in, role):
    client = sign_in(role, CentreFactory())

    assert client.get(reverse("plans:plan_history", args=[plan.pk])).status_code == 404


def test_a_plan_in_force_has_its_history(plan, item, actor, methodist):
    write(plan, actor, item, title="Слёт юных")
    Plan.objects.filter(pk=plan.pk).update(state="approved", approved_on="2025-09-01")

    assert len(said(history(methodist, plan))) == 1


def test_as_many_queries_for_many_edits_as_for_few(
    plan, item, actor, methodist, django_assert_max_num_queries
):
    other = PlanItemFactory.create_batch(5, plan=plan, section=item.section)
    write(plan, actor, item, other="1")
    history(methodist, plan)
    with django_assert_max_num_queries(40) as few:
        history(methodist, plan)
    for number in range(4):
        for row in other:
            write(plan, actor, row, other=str(number), title=f"Слёт {number}")

    with django_assert_max_num_queries(len(few)):
        history(methodist, plan)


def test_sections_in_the_bin_are_named(plan, item, actor, methodist):
    empty = PlanSectionFactory(plan=plan, title="Лишний")
    act(
        plan,
        actor,
        {"do": "remove_section", "section": str(empty.uid), "version": 1},
        kind="sections",
    )

    assert PlanSection.every.get(pk=empty.pk).removed_at
    assert "Лишний" in history(methodist, plan).content.decode()


def test_a_row_that_left_the_database_is_said_to_be_gone(plan, item, actor, methodist):
    write(plan, actor, item, other="1")
    PlanItem.objects.filter(pk=item.pk).delete()

    assert "строка, которой в плане больше нет" in history(methodist, plan).content.decode()
