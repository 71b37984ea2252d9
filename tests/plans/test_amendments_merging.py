"""Whatever is done to an amendment's copy, the plan says the same once it is merged."""

from dataclasses import dataclass

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from plans.actions import amendments as actions
from plans.domain.amending import difference_from_json
from plans.domain.comparison import Change
from plans.models import (
    Amendment,
    Assignment,
    Expectation,
    Plan,
    PlanItem,
    PlanSection,
    PlanStep,
)
from plans.queries.content import plan_content, with_content
from tests.factories import (
    AssignmentFactory,
    ProgressEntryFactory,
    ReportingPeriodFactory,
)
from tests.plans.amendment_cast import DECISION, actor_of, begun, plan_in_force

MOST = 9
DEEDS = (
    "edit", "add", "remove", "move", "remove_section", "add_section", "order_sections",
    "add_step", "remove_step", "indent", "column", "add_column", "remove_column", "assign",
    "unassign", "heading",
)  # fmt: skip
deeds = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 99), st.integers(0, 99)), max_size=MOST
)


@dataclass
class Person:
    """Somebody who works in the copy, as its table would."""

    draft: Plan
    place: object

    def do(self, deed: str, one: int, other: int) -> None:
        items = list(PlanItem.objects.filter(plan=self.draft).order_by("pk"))
        sections = list(PlanSection.objects.filter(plan=self.draft).order_by("pk"))
        if sections and (items or deed in {"add", "add_section", "heading", "add_column"}):
            item = items[one % len(items)] if items else None
            getattr(self, deed)(item, sections[other % len(sections)], other)

    def edit(self, item, _section, other):
        item.title, item.result, item.number = f"Дело {other}", "10 человек", f"{other}."
        item.deadline_text, item.deadline_terms = "весь год", [{"kind": "continuous"}]
        item.extra = {"6": f"Зал {other}"}
        item.save()

    def add(self, _item, section, other):
        PlanItem.objects.create(
            plan=self.draft, section=section, ordering=other, title=f"Новое {other}"
        )

    def remove(self, item, _section, _other):
        PlanItem.objects.filter(pk=item.pk).update(removed_at=timezone.now())

    def move(self, item, section, other):
        PlanItem.objects.filter(pk=item.pk).update(section=section, ordering=other)

    def remove_section(self, _item, section, _other):
        PlanItem.objects.filter(section=section).update(removed_at=timezone.now())
        PlanSection.objects.filter(pk=section.pk).update(removed_at=timezone.now())

    def add_section(self, _item, _section, other):
        PlanSection.objects.create(plan=self.draft, ordering=other, title=f"Часть {other}")

    def order_sections(self, _item, section, other):
        PlanSection.objects.filter(pk=section.pk).update(ordering=other, title=f"Имя {other}")

    def add_step(self, item, _section, other):
        PlanStep.objects.create(item=item, ordering=other, title=f"Этап {other}")

    def remove_step(self, item, _section, _other):
        item.steps.update(removed_at=timezone.now())

    def indent(self, item, section, _other):
        above = PlanItem.objects.filter(plan=self.draft).exclude(pk=item.pk).order_by("pk").first()
        if above:
            PlanStep.objects.create(item=above, uid=item.uid, ordering=50, title=item.title)
            self.remove(item, section, 0)

    def column(self, _item, _section, other):
        column = self.draft.columns.order_by("pk").last()
        column.header = f"Графа {other}"
        column.save()

    def add_column(self, _item, _section, other):
        ordering = self.draft.columns.count() + 10
        self.draft.columns.create(ordering=ordering, header=f"Ещё {other}", field="other")

    def remove_column(self, _item, _section, _other):
        self.draft.columns.order_by("-pk").first().delete()

    def assign(self, item, _section, _other):
        Assignment.objects.get_or_create(item=item, organisation=self.place, user=None)

    def unassign(self, item, _section, _other):
        item.assignments.all().delete()

    def heading(self, _item, _section, other):
        Plan.objects.filter(pk=self.draft.pk).update(
            title=f"План {other}", introduction="Во исполнение приказа"
        )


def content_of(plan):
    return plan_content(with_content(Plan.objects.filter(pk=plan.pk)).get())


def uids(plan):
    items = PlanItem.objects.filter(plan=plan).in_printed_order()
    steps = PlanStep.objects.filter(item__plan=plan, item__removed_at=None)
    order = ("item__section__ordering", "item__ordering", "item_id", "ordering", "pk")
    return (
        [row.uid for row in items],
        [(row.item.uid, row.uid) for row in steps.select_related("item").order_by(*order)],
        list(plan.sections.order_by("ordering", "pk").values_list("uid", flat=True)),
        list(plan.columns.order_by("ordering", "pk").values_list("uid", flat=True)),
    )


def executors(plan):
    rows = Assignment.objects.filter(item__plan=plan, item__removed_at=None)
    return set(rows.values_list("item__uid", "organisation_id", "user_id"))


def reports_on(plan):
    """A report that was sent for every item of the plan."""
    rows = list(PlanItem.objects.filter(plan=plan).order_by("pk"))
    school = AssignmentFactory(item=rows[0]).organisation
    period = ReportingPeriodFactory(organisation=plan.organisation)
    for item in rows:
        ProgressEntryFactory(
            expectation__item=item,
            expectation__organisation=school,
            expectation__period=period,
            expectation__state="submitted",
        )
    return school, rows


def said_of(plan):
    return content_of(plan), uids(plan), executors(plan)


def merge(amendment):
    version = actions.merge_amendment(amendment.draft, DECISION, actor=actor_of(amendment.plan))
    return version, Amendment.objects.get(pk=amendment.pk).difference


class MergingTest(TestCase):
    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(deeds)
    def test_a_plan_says_what_its_amendment_said(self, done):
        plan = plan_in_force()
        school, reported = reports_on(plan)
        amendment = begun(plan)
        person = Person(amendment.draft, school)
        for deed in done:
            person.do(*deed)
        wanted = said_of(amendment.draft)

        version, difference = merge(amendment)

        plan.refresh_from_db()
        assert said_of(plan) == wanted
        # Nothing that was reported is lost, wherever its row is now.
        kept = Expectation.objects.filter(entries__isnull=False).values_list("item_id", flat=True)
        assert sorted(kept) == sorted(item.pk for item in reported)
        gone = set(PlanItem.every.filter(excluded_by=amendment).values_list("uid", flat=True))
        before, after = {row.uid for row in reported}, set(wanted[1][0])
        assert gone == before - after
        # What the comparison tells is what happened to the rows.
        told = difference_from_json(difference)
        assert told.count(Change.ADDED) == len(after - before)
        assert told.count(Change.REMOVED) == len(gone)
        assert version.snapshot["document"]["plans"][0]["title"] == plan.title
        # A copy of what is merged says the same, so merging it changes nothing.
        again = begun(plan)
        assert said_of(again.draft) == wanted
        assert merge(again)[1] == {"heading": [], "rows": []}
