"""The invented data before any of it is written."""

from collections import Counter
from datetime import date, timedelta
from itertools import islice

import pytest

from documents.uploads.door import inspect
from documents.uploads.kinds import Accepts
from moc_portal.demo import evidence
from moc_portal.demo.chance import some, stream
from moc_portal.demo.people import people
from moc_portal.demo.places import tree
from moc_portal.demo.plans import first_centre_plans, stretched
from moc_portal.demo.registers import certificates, programmes, shares
from moc_portal.demo.sizes import SIZES, Size
from moc_portal.demo.wording.work_plan import SECTIONS
from moc_portal.demo.years import Years
from organisations.domain.placing import refuse_misplaced, refuse_unfit_roles
from organisations.domain.policy import Role
from plans.domain.content import PlanKind
from plans.domain.deadlines import Continuous, Due, OnRequest, Recurring, Unknown, Window
from plans.domain.states import PlanState

TODAY = date(2026, 11, 20)
STATES = [
    PlanState.DRAFT,
    PlanState.IN_AGREEMENT,
    PlanState.RETURNED,
    PlanState.APPROVED,
    PlanState.COMPLETED,
]


def centres(size):
    return tree(size).centres


def terms_of(plan):
    items = [item for section in plan.document.plans[0].sections for item in section.items]
    deadlines = [
        deadline
        for item in items
        for deadline in (item.deadline, *(step.deadline for step in item.steps))
    ]
    return {type(term) for deadline in deadlines for term in deadline.terms}


@pytest.mark.parametrize("name", SIZES)
def test_tree_has_as_many_organisations_as_the_size_says(name):
    size = SIZES[name]

    places = list(tree(size).places())

    kinds = Counter(place.kind for place in places)
    members = len(places) - kinds["region"] - kinds["centre"] - kinds["authority"]
    assert (kinds["region"], kinds["centre"], members) == (
        1,
        size.centres,
        size.centres * size.organisations,
    )
    assert len({place.code for place in places}) == len(places)
    assert len({(place.parent, place.short_name) for place in places}) == len(places)


def test_every_kind_of_organisation_is_in_the_town():
    kinds = {place.kind for place in tree(SIZES["town"]).places()}

    assert kinds == {
        "region",
        "centre",
        "authority",
        "school",
        "additional",
        "preschool",
        "college",
        "sport",
        "culture",
    }


def test_everything_stands_where_it_may():
    places = {place.code: place for place in tree(SIZES["city"]).places()}

    for place in places.values():
        refuse_misplaced(place.kind, places[place.parent].kind if place.parent else None)


def test_every_role_has_somebody_where_the_role_belongs():
    region = tree(SIZES["town"])
    places = {place.code: place for place in region.places()}

    persons = people(region, seed=1)

    assert {post.role for person in persons for post in person.posts} == set(Role)
    for person in persons:
        for post in person.posts:
            place = places[post.place]
            refuse_unfit_roles([post.role], place.kind, is_root=place.parent is None)


def test_addresses_are_of_nobody_and_different():
    region = tree(SIZES["region"])

    persons = people(region, seed=1)

    addresses = [person.email for person in persons]
    others = [place.card["email"] for place in region.places()]
    assert [one for one in (*addresses, *others) if not one.endswith(".example")] == []
    assert len(set(addresses)) == len({person.username for person in persons}) == len(persons)


def test_plans_are_of_all_kinds_and_in_all_states():
    town = tree(SIZES["town"]).centres[0].place.town

    plans = first_centre_plans(town, Years(TODAY), SIZES["town"])

    in_force = [plan for plan in plans if plan.state is PlanState.APPROVED]
    assert {plan.document.plans[0].kind for plan in in_force} == set(PlanKind)
    assert {plan.state for plan in plans} == set(STATES)


def test_deadlines_are_of_all_sorts_and_only_the_draft_has_doubts():
    town = tree(SIZES["town"]).centres[0].place.town

    plans = first_centre_plans(town, Years(TODAY), SIZES["town"])

    known = {Window, Due, Continuous, Recurring, OnRequest}
    assert set().union(*map(terms_of, plans)) == known | {Unknown}
    assert {plan.state for plan in plans if Unknown in terms_of(plan)} == {PlanState.DRAFT}


@pytest.mark.parametrize("day", range(0, 366, 13))
def test_plans_can_be_read_on_any_day_of_the_year(day):
    years = Years(date(2026, 1, 1) + timedelta(days=day))
    town = tree(SIZES["town"]).centres[0].place.town

    plans = first_centre_plans(town, years, SIZES["town"])

    in_force = [plan for plan in plans if plan.state is PlanState.APPROVED]
    assert [plan for plan in in_force if Unknown in terms_of(plan)] == []
    assert [plan for plan in in_force if plan.approved_on > years.today] == []


@pytest.mark.parametrize("count", [1, 26, 27, 60, 300])
def test_stretched_plan_has_that_many_different_rows(count):
    rows = [row for _title, rows in stretched(SECTIONS, count) for row in rows]

    assert len(rows) == count
    assert len({row.title for row in rows}) == count


@pytest.mark.parametrize(
    ("today", "previous", "following"),
    [
        (date(2026, 1, 1), "IV квартал 2025 года", "II квартал 2026 года"),
        (date(2026, 9, 1), "II квартал 2026 года", "IV квартал 2026 года"),
        (date(2026, 12, 31), "III квартал 2026 года", "I квартал 2027 года"),
    ],
)
def test_quarters_lie_around_today(today, previous, following):
    years = Years(today)

    assert (years.previous.title, years.following.title) == (previous, following)
    assert years.running.starts_on <= today <= years.running.ends_on


def test_running_quarter_is_never_due_before_today():
    days = [date(2026, 1, 1) + timedelta(days=count) for count in range(366)]

    late = [day for day in days if Years(day).due_day(Years(day).running) < day]

    assert late == []


def test_programmes_are_12_to_20_of_all_six_directions():
    for place in range(40):
        rows = list(programmes(1, place, TODAY, little=False))

        assert 12 <= len(rows) <= 20
        assert len({row.focus for row in rows}) == 6
        assert len({row.title for row in rows}) == len(rows)
        assert [row for row in rows if row.enrolled_count > row.place_count] == []


def test_certificate_numbers_never_repeat():
    rows = [
        facts for centre in (0, 24) for _place, facts in certificates(1, centre, [9000], TODAY)
    ]

    numbers = {facts.number for facts in rows}
    assert len(numbers) == 18000
    assert {len(number) for number in numbers} == {10}


def test_certificates_are_made_one_after_another():
    endless = certificates(1, 0, [10**12], TODAY)

    assert len(list(islice(endless, 3))) == 3


@pytest.mark.parametrize(("total", "parts"), [(400_000, 1500), (7, 3), (0, 2), (2, 5)])
def test_shares_are_nearly_equal_and_sum_up(total, parts):
    counts = shares(total, parts)

    assert (len(counts), sum(counts)) == (parts, total)
    assert max(counts) - min(counts) <= 1


def test_region_is_of_the_promised_size():
    size = SIZES["region"]

    assert (size.centres, size.centres * size.organisations, size.certificates) == (
        25,
        1500,
        400_000,
    )


def test_same_seed_invents_the_same_people():
    region = tree(Size(centres=2, organisations=5, certificates=0))

    assert people(region, seed=7) == people(region, seed=7)
    assert people(region, seed=7) != people(region, seed=8)


def test_some_keeps_the_order():
    chosen = some(stream(1, "some"), list(range(100)), 10)

    assert len(chosen) == 10
    assert chosen == sorted(chosen)


@pytest.mark.parametrize("make", [evidence.chart, evidence.sheet, evidence.note])
def test_evidence_would_pass_the_door(make, tmp_path):
    name = "Школа № 7"
    arguments = [name] if make is evidence.note else []
    file_name, media_type, content = make(stream(1, "file"), *arguments)
    path = tmp_path / "upload"
    path.write_bytes(content)

    inspected = inspect(path, file_name, Accepts.EVIDENCE)

    assert (inspected.name, inspected.media_type) == (file_name, media_type)
    assert make(stream(1, "file"), *arguments)[2] == content
