"""Two people at one form: whoever saves later learns of the other, and erases nothing unseen."""

import pytest
from django.urls import reverse

from organisations.domain.policy import Permission, Role
from plans.actions import items as actions
from plans.actions.amendments import start_amendment, starting_of, update_amendment
from plans.actions.checkpoints import set_plan_checkpoint
from plans.actions.executors import remember_link
from plans.domain.amending import Starting
from plans.domain.directory import Target
from plans.models import ExecutorLink, PlanEdit, PlanItem, PlanSection
from tests.factories import (
    AssignmentFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanItemFactory,
    PlanSectionFactory,
)
from tests.plans.amendment_cast import plan_in_force

pytestmark = pytest.mark.django_db

STALE_PAGE = "Страница устарела: откройте её снова и повторите правку."
NOBODY_TICKED = "Никто не отмечен. Если пункт не поручен никому, отметьте «Никому»."
BOTH_SAID = "Снимите эту отметку или отметки у исполнителей: вместе они противоречат друг другу."


@pytest.fixture
def item():
    return PlanItemFactory()


@pytest.fixture
def school(item):
    """One of the plan's centre."""
    return lambda name: OrganisationFactory(parent=item.plan.organisation, short_name=name)


@pytest.fixture
def methodist(sign_in, item):
    return sign_in(Role.METHODIST, item.plan.organisation)


@pytest.fixture
def other(actor_in, item):
    """Whoever is quicker."""
    return actor_in(item.plan.organisation, Permission.PLAN_EDIT)


def address(name, row):
    return reverse(f"plans:{name}", args=[row.pk])


def shown(client, page):
    """What the form would send back, were nothing touched."""
    form = client.get(page).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def assigned(item):
    rows = item.assignments.select_related("organisation").order_by("organisation__short_name")
    return [row.organisation.short_name for row in rows]


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def section(item):
    return PlanSectionFactory(plan=item.plan, number="1", title="Прежнее имя")


def test_a_section_saved_meanwhile_shows_both_names_and_who_was_first(methodist, section, other):
    said = shown(methodist, address("section_edit", section))
    actions.update_section(section, "1", "Имя от руководителя", version=1, actor=other)

    response = methodist.post(
        address("section_edit", section), said | {"title": "Имя от методиста"}
    )

    section.refresh_from_db()
    assert (response.status_code, section.title) == (409, "Имя от руководителя")
    [difference] = response.context["differences"]
    assert (difference.label, difference.theirs, difference.ours) == (
        "Название",
        "Имя от руководителя",
        "Имя от методиста",
    )
    edit = PlanEdit.objects.get(plan=section.plan)
    assert response.context["change"].user_name == str(edit.user)
    assert response.context["form"]["title"].value() == "Имя от методиста"


def test_a_section_is_saved_once_its_other_name_was_seen(methodist, section, other):
    said = shown(methodist, address("section_edit", section)) | {"title": "Имя от методиста"}
    actions.update_section(section, "1", "Имя от руководителя", version=1, actor=other)
    refused = methodist.post(address("section_edit", section), said)

    again = said | {"version": refused.context["form"]["version"].value()}
    methodist.post(address("section_edit", section), again)

    section.refresh_from_db()
    assert (section.title, section.version) == ("Имя от методиста", 3)


@pytest.mark.parametrize("version", ["", "много"])
def test_a_section_without_its_version_is_not_saved(methodist, section, version):
    response = methodist.post(
        address("section_edit", section), {"title": "Без версии", "version": version}
    )

    section.refresh_from_db()
    assert (response.status_code, section.title) == (422, "Прежнее имя")
    assert response.context["form"].errors == {
        "version": ["Страница устарела: откройте её снова и повторите правку."]
    }


def test_a_section_in_the_bin_is_not_renamed(methodist, section, other):
    said = shown(methodist, address("section_edit", section)) | {"title": "Набранное имя"}
    actions.delete_section(section, actor=other)

    response = methodist.post(address("section_edit", section), said)

    assert response.status_code == 409
    assert "Этот раздел уже в корзине" in response.text
    assert "Набранное имя" in response.text
    assert PlanSection.every.get(pk=section.pk).title == "Прежнее имя"


def test_an_item_in_the_bin_gives_back_what_was_typed(methodist, item, other):
    said = shown(methodist, address("item_edit", item)) | {"title": "Набранное дело"}
    actions.delete_item(item, actor=other)

    response = methodist.post(address("item_edit", item), said)

    assert response.status_code == 409
    assert "Этот пункт уже в корзине" in response.text
    assert "Набранное дело" in response.text
    assert PlanItem.every.get(pk=item.pk).title == item.title


def test_an_item_in_the_bin_has_no_page(methodist, item, other):
    actions.delete_item(item, actor=other)

    assert methodist.get(address("item_edit", item)).status_code == 404
    assert methodist.get(address("item_assign", item)).status_code == 404


def test_executors_added_meanwhile_stay(methodist, item, school, other):
    first, second = school("Школа № 1"), school("Школа № 2")
    AssignmentFactory(item=item, organisation=first)
    said = shown(methodist, address("item_assign", item))
    actions.assign_item(
        item, {(first.pk, None), (second.pk, None)}, actor=reach(other, first, second)
    )

    response = methodist.post(address("item_assign", item), said, follow=True)

    assert assigned(item) == ["Школа № 1", "Школа № 2"]
    assert messages_of(response) == [
        "Исполнители сохранены.",
        "Пока вы выбирали, исполнителей изменили. Назначены: Школа № 2. Это осталось в силе.",
    ]


def test_both_people_changes_are_kept(methodist, item, school, other):
    stays, theirs, ours, gone = (school(f"Школа № {number}") for number in range(1, 5))
    for place in (stays, gone):
        AssignmentFactory(item=item, organisation=place)
    said = shown(methodist, address("item_assign", item))
    actions.assign_item(
        item, {(stays.pk, None), (theirs.pk, None)}, actor=reach(other, stays, theirs)
    )

    response = methodist.post(
        address("item_assign", item), said | {"organisations": [ours.pk, gone.pk]}, follow=True
    )

    assert assigned(item) == ["Школа № 2", "Школа № 3"]
    assert messages_of(response)[1] == (
        "Пока вы выбирали, исполнителей изменили. Назначены: Школа № 2. Сняты: Школа № 4. Это "
        "осталось в силе."
    )


@pytest.mark.parametrize(
    ("said", "name", "message"),
    [
        ({}, "seen", STALE_PAGE),
        ({"seen": "все"}, "seen", STALE_PAGE),
        ({"seen": "="}, "organisations", NOBODY_TICKED),
        ({"seen": "=", "all_schools": "on", "nobody": "on"}, "nobody", BOTH_SAID),
    ],
)
def test_a_form_that_says_nothing_clears_nothing(methodist, item, school, said, name, message):
    AssignmentFactory(item=item, organisation=school("Школа № 1"))

    response = methodist.post(address("item_assign", item), said)

    assert (response.status_code, assigned(item)) == (422, ["Школа № 1"])
    assert message in response.context["form"].errors[name]


def test_all_are_taken_away_by_saying_so(methodist, item, school):
    AssignmentFactory(item=item, organisation=school("Школа № 1"))
    said = shown(methodist, address("item_assign", item))

    methodist.post(address("item_assign", item), {"seen": said["seen"], "nobody": "on"})

    assert assigned(item) == []


def test_nobody_means_those_who_were_seen(methodist, item, school, other):
    first, second = school("Школа № 1"), school("Школа № 2")
    AssignmentFactory(item=item, organisation=first)
    said = shown(methodist, address("item_assign", item))
    actions.assign_item(
        item, {(first.pk, None), (second.pk, None)}, actor=reach(other, first, second)
    )

    methodist.post(address("item_assign", item), {"seen": said["seen"], "nobody": "on"})

    assert assigned(item) == ["Школа № 2"]


def test_those_who_are_not_offered_any_more_stay_and_are_named(methodist, item, school):
    closed, new = school("Школа № 1"), school("Школа № 2")
    AssignmentFactory(item=item, organisation=closed)
    person = MembershipFactory(organisation=new)
    AssignmentFactory(item=item, organisation=new, user=person.user)
    closed.is_active = False
    closed.save()
    person.user.is_active = False
    person.user.save()

    page = methodist.get(address("item_assign", item))
    said = shown(methodist, address("item_assign", item))
    methodist.post(address("item_assign", item), said | {"organisations": [new.pk]})

    assert page.context["others"] == sorted(["Школа № 1", f"{person.user} (Школа № 2)"])
    assert assigned(item) == ["Школа № 1", "Школа № 2", "Школа № 2"]


def test_nobody_takes_those_too_who_are_not_offered(methodist, item, school):
    closed = school("Школа № 1")
    AssignmentFactory(item=item, organisation=closed)
    closed.is_active = False
    closed.save()
    said = shown(methodist, address("item_assign", item))

    methodist.post(address("item_assign", item), {"seen": said["seen"], "nobody": "on"})

    assert assigned(item) == []


def test_a_forged_memory_gives_no_work_out_of_reach(methodist, item, school):
    ours, strange = school("Школа № 1"), OrganisationFactory(short_name="Чужая")

    methodist.post(
        address("item_assign", item),
        {"seen": f"={strange.pk}", "organisations": [ours.pk]},
    )

    assert assigned(item) == ["Школа № 1"]


@pytest.fixture
def amendment(actor_in):
    """One begun of a plan in force."""
    plan = plan_in_force(sections=1, items=1)
    said = Starting(("deadlines",), "Изменились сроки олимпиады", "приказ № 7")
    return start_amendment(plan, said, actor=actor_in(plan.organisation, Permission.PLAN_EDIT))


@pytest.fixture
def amending(sign_in, amendment):
    return sign_in(Role.METHODIST, amendment.plan.organisation)


def quicker(amendment, actor_in, reason):
    starting = Starting(("deadlines", "results"), reason, "приказ № 7")
    actor = actor_in(amendment.plan.organisation, Permission.PLAN_EDIT)
    update_amendment(amendment, starting, seen=starting_of(amendment).digest, actor=actor)


def test_reasons_of_an_amendment_saved_meanwhile_are_shown(amending, amendment, actor_in):
    said = shown(amending, address("amendment_edit", amendment))
    quicker(amendment, actor_in, "Их причина: новый приказ")

    response = amending.post(
        address("amendment_edit", amendment), said | {"reason": "Наша причина: другой приказ"}
    )

    amendment.refresh_from_db()
    assert (response.status_code, amendment.reason) == (409, "Их причина: новый приказ")
    told = [(one.label, one.theirs, one.ours) for one in response.context["differences"]]
    assert told == [
        ("Что меняется", "Сроки, Результат", "Сроки"),
        ("Причина", "Их причина: новый приказ", "Наша причина: другой приказ"),
    ]
    assert response.context["change"].user_name


def test_reasons_are_saved_once_the_others_were_seen(amending, amendment, actor_in):
    said = shown(amending, address("amendment_edit", amendment))
    said["reason"] = "Наша причина: другой приказ"
    quicker(amendment, actor_in, "Их причина: новый приказ")
    refused = amending.post(address("amendment_edit", amendment), said)

    again = said | {"seen": refused.context["form"]["seen"].value()}
    amending.post(address("amendment_edit", amendment), again)

    amendment.refresh_from_db()
    assert amendment.reason == "Наша причина: другой приказ"


def test_reasons_are_not_saved_blindly(amending, amendment):
    said = shown(amending, address("amendment_edit", amendment)) | {"seen": ""}

    response = amending.post(address("amendment_edit", amendment), said)

    assert (response.status_code, response.context["form"].errors) == (422, {"seen": [STALE_PAGE]})


def test_a_rule_of_check_points_chosen_meanwhile_stays(methodist, item, other):
    plan = item.plan
    page = reverse("plans:plan_checkpoints", args=[plan.pk])
    said = shown(methodist, page) | {"checkpoint": "each"}
    set_plan_checkpoint(plan, "quarter", actor=other)

    response = methodist.post(
        reverse("plans:plan_checkpoint_edit", args=[plan.pk]), said, follow=True
    )

    plan.refresh_from_db()
    assert plan.checkpoint == "quarter"
    assert "правило изменил другой человек: сейчас «раз в квартал»" in messages_of(response)[0]
    assert response.context["form"]["seen"].value() == "quarter"


def test_the_heading_knows_of_a_rule_chosen_meanwhile(methodist, item, other):
    plan = item.plan
    page = reverse("plans:plan_edit", args=[plan.pk])
    form = methodist.get(page).context["form"]
    said = {name: form[name].value() for name in form.fields}
    none = {"approvals-TOTAL_FORMS": "0", "approvals-INITIAL_FORMS": "0"}
    set_plan_checkpoint(plan, "quarter", actor=other)

    response = methodist.post(page, said | none)

    plan.refresh_from_db()
    assert (response.status_code, plan.checkpoint) == (409, "quarter")
    assert [one.label for one in response.context["differences"]] == ["Контрольные точки"]


def test_words_linked_meanwhile_keep_their_meaning(methodist, item, school, other):
    first, second = school("Школа № 1"), school("Школа № 2")
    item.responsible = ["ЦОПП"]
    item.save()
    remember_link(item.plan, "цопп", Target(first.pk), actor=reach(other, first))

    response = methodist.post(
        reverse("plans:executor_link_create", args=[item.plan_id]),
        {"text": "цопп", "target": f"o-{second.pk}"},
        follow=True,
    )

    assert ExecutorLink.objects.get().target == Target(first.pk)
    [told] = messages_of(response)
    assert told == (
        "Пока вы выбирали, другой человек уже сказал, кто такой «ЦОПП»: Школа № 1. Если это не "
        "так, сначала забудьте эту связь."
    )


def reach(actor, *places):
    return type(actor)(
        actor.user_id,
        actor.permission,
        actor.organisation_ids | {place.pk for place in places},
    )
