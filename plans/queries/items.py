"""What the pages of one item read: the item, its neighbours, who may carry it out."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.db.models.functions import Length

from organisations.domain.policy import GRANTS, Actor, Permission
from organisations.models import (
    Membership,
    MembershipQuerySet,
    Organisation,
    OrganisationQuerySet,
    User,
)
from plans.domain.drafts import Executor
from plans.models import Plan, PlanEdit, PlanItem, PlanSection
from plans.models.content import PlanItemQuerySet
from plans.queries.plans import Change

REPORTING_ROLES = [
    role for role, granted in GRANTS.items() if Permission.PROGRESS_SUBMIT in granted
]


def item_page(actor: Actor, *, is_posted: bool = False) -> QuerySet[PlanItem]:
    """Items ready for their form: plan, columns, sections, steps, assignments.

    A form that is posted finds its item in the bin, too: its text must not end in a 404.
    """
    rows = PlanItem.every if is_posted else PlanItem.objects
    items = rows.visible_to(actor).select_related("plan__organisation", "section")
    return items.prefetch_related(
        "plan__columns",
        "plan__sections",
        "steps",
        "assignments__organisation",
        "assignments__user",
    )


def last_edit(row: PlanItem | PlanSection) -> Change | None:
    """Who changed the section, or the item or its steps, last; the caller has found it visible."""
    name = "rows__item_uid" if isinstance(row, PlanItem) else "rows__uid"
    edits = PlanEdit.objects.filter(plan=row.plan_id, **{name: row.uid})
    edit = edits.select_related("user").order_by("-number").first()
    return Change(str(edit.user or "другой человек"), edit.at) if edit else None


def section_page(actor: Actor, *, is_posted: bool = False) -> QuerySet[PlanSection]:
    """Sections ready for their form; one that is posted finds its section in the bin, too."""
    rows = PlanSection.every if is_posted else PlanSection.objects
    return rows.visible_to(actor).select_related("plan__organisation")


def section_items(section: PlanSection) -> QuerySet[PlanItem]:
    return PlanItem.objects.filter(section=section).order_by("ordering", "pk")


def plan_items(plan: Plan) -> PlanItemQuerySet:
    """The items of a plan that the actor was found to reach, in printed order."""
    return PlanItem.objects.filter(plan=plan).in_printed_order()


def assignable_organisations(plan: Plan) -> OrganisationQuerySet:
    """The owner of the plan itself and those who report to it; a region asks its centres."""
    below = Organisation.objects.below(plan.organisation)
    if plan.organisation.kind == Organisation.Kind.REGION:
        found = below.centres().filter(is_active=True)
    else:
        found = below.reporting()
    rows = found | Organisation.objects.filter(pk=plan.organisation_id)
    # Kind, then length: «Школа № 2» comes before «Школа № 10».
    return rows.order_by("kind", Length("short_name"), "short_name", "pk")


def assignable_people(plan: Plan) -> MembershipQuerySet:
    """People of those organisations who may report."""
    rows = Membership.objects.in_force().filter(
        organisation__in=assignable_organisations(plan).order_by().values("pk"),
        role__in=REPORTING_ROLES,
    )
    return rows.select_related("user", "organisation").order_by(
        "organisation__short_name", "user__last_name", "pk"
    )


def meanwhile_words(added: Collection[Executor], removed: Collection[Executor]) -> str:
    """What others did to an item's executors while a person chose; empty if nothing."""
    if not added and not removed:
        return ""
    said = [
        f"{verb}: {', '.join(names)}."
        for verb, names in (("Назначены", _names(added)), ("Сняты", _names(removed)))
        if names
    ]
    return f"Пока вы выбирали, исполнителей изменили. {' '.join(said)} Это осталось в силе."


def _names(executors: Collection[Executor]) -> list[str]:
    places = Organisation.objects.in_bulk({place for place, _user_id in executors})
    people = User.objects.in_bulk({user_id for _place, user_id in executors if user_id})
    return sorted(
        f"{people[user_id]} ({places[place]})" if user_id in people else str(places[place])
        for place, user_id in executors
        if place in places
    )
