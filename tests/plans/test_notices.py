import pytest

from organisations.domain.policy import Permission, Role
from plans.actions import amendments
from plans.actions.items import assign_item, assign_items
from plans.actions.notices import mark_seen, tell_executors
from plans.domain.amending import Told, Words, notices
from plans.models import Assignment, Plan, PlanItem, PlanNotice
from plans.queries.content import with_content
from plans.queries.editions import told_items
from tests.factories import (
    AssignmentFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanFactory,
    PlanItemFactory,
    UserFactory,
)
from tests.plans.amendment_cast import (
    DECISION,
    actor_of,
    begun,
    give_to_school,
    item_of,
    plan_in_force,
)

SCHOOL, OTHER, PERSON = (1, None), (2, None), (1, 7)
FAIR_4 = "Пункт 2.4 «Провести ярмарку»"
FAIR = Told(
    "2.3",
    "Провести ярмарку",
    "ноябрь",
    {"r": Words("Результат", "10 программ")},
    frozenset({SCHOOL}),
)


def told(**changes):
    said = {
        "number": FAIR.number,
        "title": FAIR.title,
        "deadline": FAIR.deadline,
        "words": FAIR.words,
        "executors": FAIR.executors,
    }
    return Told(**said | changes)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (FAIR, FAIR, {}),
        (
            FAIR,
            told(deadline="декабрь"),
            {SCHOOL: ["Пункт 2.3 «Провести ярмарку»: срок был «ноябрь», стал «декабрь»."]},
        ),
        (
            told(deadline=""),
            FAIR,
            {SCHOOL: ["Пункт 2.3 «Провести ярмарку»: срок был «не указан», стал «ноябрь»."]},
        ),
        (
            FAIR,
            told(words={"r": Words("Результат", "20 программ")}),
            {SCHOOL: ["Пункт 2.3 «Провести ярмарку»: изменена графа «Результат»."]},
        ),
        (
            FAIR,
            told(deadline="май", words={"r": Words("Результат", "")}, number="2.4."),
            {
                SCHOOL: [
                    f"{FAIR_4}: срок был «ноябрь», стал «май»; изменена графа «Результат»."
                ]
            },
        ),
        (FAIR, None, {SCHOOL: ["Пункт 2.3 «Провести ярмарку» исключён изменением № 1."]}),
        (
            FAIR,
            told(executors=frozenset({OTHER})),
            {
                SCHOOL: ["Пункт 2.3 «Провести ярмарку» вам больше не поручен."],
                OTHER: ["Вашей организации поручен пункт 2.3 «Провести ярмарку», срок: ноябрь."],
            },
        ),
        (
            FAIR,
            told(executors=frozenset({SCHOOL, PERSON}), deadline=""),
            {
                SCHOOL: ["Пункт 2.3 «Провести ярмарку»: срок был «ноябрь», стал «не указан»."],
                PERSON: ["Вам поручен пункт 2.3 «Провести ярмарку», срок: не указан."],
            },
        ),
        (
            None,
            told(number="", title="Очень " * 40),
            {
                SCHOOL: [
                    "Вашей организации поручен пункт «"
                    + ("Очень " * 40)[:119].rstrip()
                    + "…», срок: ноябрь."
                ]
            },
        ),
        (None, told(executors=frozenset()), {}),
    ],
    ids=[
        "nothing", "deadline", "first deadline", "words", "both", "excluded", "another", "person",
        "long title", "nobody",
    ],
)  # fmt: skip
def test_what_executors_are_told(before, after, expected):
    old = {"uid": before} if before else {}
    new = {"uid": after} if after else {}

    assert notices(old, new, "изменением № 1") == expected


def whole(plan):
    return with_content(Plan.objects.filter(pk=plan.pk)).get()


@pytest.mark.django_db
def test_an_organisation_gets_one_notice_an_amendment():
    plan = plan_in_force()
    first, second = item_of(plan, "1.2"), item_of(plan, "1.3")
    school = give_to_school(first)
    AssignmentFactory(item=second, organisation=school)
    bystander = give_to_school(item_of(plan, "2.2"), "Школа № 2")
    amendment = begun(plan)
    PlanItem.objects.filter(plan=amendment.draft, number="1.2").update(deadline_text="март")
    PlanItem.objects.filter(plan=amendment.draft, number="1.3").update(
        removed_at="2025-11-01T00:00Z"
    )

    amendments.merge_amendment(amendment.draft, DECISION, actor=actor_of(plan))

    [notice] = PlanNotice.objects.all()
    assert (notice.organisation, notice.plan, notice.user) == (school, plan, None)
    assert notice.organisation != bystander
    assert notice.text.split("\n") == [
        f"Изменение № 1 плана «{plan.title}»",
        "Пункт 1.2 «Мероприятие 1.2»: срок был «В течение года», стал «март».",
        "Пункт 1.3 «Мероприятие 1.3» исключён изменением № 1.",
    ]


@pytest.mark.django_db
def test_assigning_anew_tells_and_is_carried_over_into_the_open_amendment():
    plan = plan_in_force()
    item = item_of(plan, "1.2")
    old = give_to_school(item)
    amendment = begun(plan)
    copy = item_of(amendment.draft, "1.2")
    kept = give_to_school(copy, "Школа № 9")  # assigned in the amendment
    before = told_items(whole(plan))
    new = OrganisationFactory(parent=plan.organisation, short_name="Школа № 3")
    item.assignments.all().delete()
    AssignmentFactory(item=item, organisation=new)

    count = tell_executors(plan, before, told_items(whole(plan)), actor=actor_of(plan))

    assert count == 2
    told_to = {row.organisation: row.text for row in PlanNotice.objects.all()}
    assert set(told_to) == {old, new}
    assert told_to[new].endswith("поручен пункт 1.2 «Мероприятие 1.2», срок: В течение года.")
    assert {row.organisation for row in Assignment.objects.filter(item=copy)} == {kept, new}
    assert PlanItem.objects.get(pk=copy.pk).version == copy.version + 1


@pytest.mark.django_db
def test_a_column_that_is_called_otherwise_is_no_news():
    plan = plan_in_force()
    give_to_school(item_of(plan, "1.2"))
    amendment = begun(plan)
    amendment.draft.columns.filter(header="Место").update(header="Где проводится")

    amendments.merge_amendment(amendment.draft, DECISION, actor=actor_of(plan))

    assert not PlanNotice.objects.exists()


@pytest.mark.django_db
def test_nobody_is_told_of_nothing():
    plan = plan_in_force()
    give_to_school(item_of(plan, "1.2"))
    now = told_items(whole(plan))

    assert tell_executors(plan, now, now, actor=actor_of(plan)) == 0
    assert not PlanNotice.objects.exists()


def notice_for(school, plan, user=None):
    return PlanNotice.objects.create(
        organisation=school, plan=plan, user=user, text="План «А»\nПункт 1.2 исключён."
    )


@pytest.mark.django_db
def test_the_home_shows_a_notice_until_it_is_read(sign_in):
    plan = plan_in_force()
    school = give_to_school(item_of(plan, "1.2"))
    notice = notice_for(school, plan)
    client = sign_in(Role.COORDINATOR, school)

    assert "исключён." in client.get("/").content.decode()
    client.post(f"/plans/notices/{notice.pk}/seen/")

    notice.refresh_from_db()
    assert notice.seen_at is not None
    assert notice.seen_by.last_name
    assert "исключён." not in client.get("/").content.decode()


@pytest.mark.django_db
def test_a_notice_for_one_person_is_not_shown_to_others(sign_in):
    plan = plan_in_force()
    school = give_to_school(item_of(plan, "1.2"))
    other = MembershipFactory(role=Role.COORDINATOR.value, organisation=school).user
    notice = notice_for(school, plan, other)
    client = sign_in(Role.COORDINATOR, school)

    assert "исключён" not in client.get("/").content.decode()
    assert client.post(f"/plans/notices/{notice.pk}/seen/").status_code == 404


@pytest.mark.django_db
def test_another_organisation_does_not_find_the_notice(sign_in):
    plan = plan_in_force()
    notice = notice_for(give_to_school(item_of(plan, "1.2")), plan)
    stranger = sign_in(Role.COORDINATOR, give_to_school(item_of(plan, "1.3"), "Школа № 2"))

    assert stranger.post(f"/plans/notices/{notice.pk}/seen/").status_code == 404
    assert "исключён" not in stranger.get("/").content.decode()
    notice.refresh_from_db()
    assert notice.seen_at is None


@pytest.mark.django_db
def test_reading_twice_keeps_the_first_time():
    plan = plan_in_force()
    school = give_to_school(item_of(plan, "1.2"))
    actor = actor_of(plan, Permission.PROGRESS_SUBMIT)
    reader = type(actor)(actor.user_id, actor.permission, frozenset({school.pk}))
    notice = mark_seen(notice_for(school, plan), actor=reader)

    again = mark_seen(notice, actor=reader)

    assert again.seen_at == notice.seen_at


@pytest.mark.django_db
def test_every_way_of_assigning_tells_in_a_plan_in_force_alone():
    plan = plan_in_force()
    item, other = item_of(plan, "1.2"), item_of(plan, "1.3")
    school = OrganisationFactory(parent=plan.organisation, short_name="Школа № 1")
    draft = PlanFactory(organisation=plan.organisation)
    unsent = PlanItemFactory(plan=draft)
    edits = actor_of(plan, Permission.PLAN_EDIT)
    actor = type(edits)(edits.user_id, edits.permission, None)

    assign_item(unsent, {(school.pk, None)}, actor=actor)
    assert not PlanNotice.objects.exists()
    assign_item(item, {(school.pk, None)}, actor=actor)
    assign_items(plan, [item, other], {(school.pk, None)}, actor=actor)
    assign_item(item, set(), actor=actor)

    told_to = [row.text.split("\n")[1:] for row in PlanNotice.objects.order_by("pk")]
    assert told_to == [
        ["Вашей организации поручен пункт 1.2 «Мероприятие 1.2», срок: В течение года."],
        ["Вашей организации поручен пункт 1.3 «Мероприятие 1.3», срок: В течение года."],
        ["Пункт 1.2 «Мероприятие 1.2» вам больше не поручен."],
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", [Role.HEAD, Role.METHODIST, Role.NAVIGATOR_ADMINISTRATOR, Role.MEDIA_OFFICER]
)
def test_staff_are_told_on_their_home_of_their_own_items(sign_in, role):
    plan = plan_in_force()
    client = sign_in(role, plan.organisation)
    me = MembershipFactory._meta.model.objects.get(organisation=plan.organisation).user
    for user, text in ((me, "Ваш пункт 1.2"), (UserFactory(), "Чужой пункт 1.3")):
        PlanNotice.objects.create(organisation=plan.organisation, user=user, plan=plan, text=text)

    page = client.get("/").text

    assert "Ваш" in page
    assert "Чужой" not in page
    mine = PlanNotice.objects.get(user=me)
    client.post(f"/plans/notices/{mine.pk}/seen/")
    assert "Ваш" not in client.get("/").text.replace("вашего", "")
