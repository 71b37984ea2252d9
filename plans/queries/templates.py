"""The library of templates: those of the actor's organisations and of all above them."""

from dataclasses import dataclass, replace

from django.db.models import QuerySet

from organisations.domain.policy import ROLE_NAMES, Actor, Role
from organisations.models import Organisation
from organisations.searching import mentions
from plans.domain.content import PlanContent
from plans.domain.plan_templates import Stripped, template_rows, without_people
from plans.domain.serial import document_from_dict
from plans.models import Plan, PlanTemplate
from plans.queries.content import plan_content, with_content
from plans.queries.items import assignable_people
from plans.queries.next_year import OldYear

Template = PlanTemplate  # for the pages, which know no models


@dataclass(frozen=True, slots=True)
class TemplateFilter:
    """What to look for in the library."""

    text: str = ""
    kind: str = ""
    retired: bool = False


def template_list(actor: Actor, wanted: TemplateFilter) -> QuerySet[PlanTemplate]:
    """Rows of the library; those not offered any more only to who asks for them."""
    rows = _within_sight(actor).select_related("organisation").defer("content")
    if wanted.text:
        rows = rows.filter(mentions(wanted.text, "title", "description"))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    return rows.filter(is_active=not wanted.retired).order_by("title", "pk")


def template_page(actor: Actor) -> QuerySet[PlanTemplate]:
    """Templates to read: of the actor's organisations, and of all above them."""
    return _within_sight(actor).select_related("organisation", "created_by")


def own_templates(actor: Actor) -> QuerySet[PlanTemplate]:
    """Templates that the actor may change."""
    return PlanTemplate.objects.visible_to(actor).select_related("organisation")


def plan_for_template(actor: Actor) -> QuerySet[Plan]:
    """Plans of which the actor may make templates, content included."""
    return with_content(Plan.objects.visible_to(actor).select_related("organisation"))


def template_owners(actor: Actor) -> QuerySet[Organisation]:
    """Regions and centres in whose name the actor may offer templates."""
    kinds = [Organisation.Kind.CENTRE, Organisation.Kind.REGION]
    rows = Organisation.objects.visible_to(actor).filter(kind__in=kinds, is_active=True)
    return rows.order_by("kind", "short_name", "pk")


def template_content(template: PlanTemplate) -> PlanContent:
    return document_from_dict(template.content).plans[0]


def template_as_old(template: PlanTemplate) -> OldYear:
    """The template as the page of the next year knows last year's plan."""
    content = template_content(template)
    rows, outside = template_rows(content)
    return OldYear(content.title, content.period, rows, outside, (), f"t{template.version}")


def stripped_plan(plan: Plan) -> Stripped:
    """The plan without its people; the plan comes from `plan_for_template`."""
    posts: dict[str, str] = {}
    for member in assignable_people(plan):
        post = member.user.position or ROLE_NAMES[Role(member.role)]
        posts.setdefault(member.user.last_name.casefold(), post)
    return without_people(plan_content(plan), posts)


def _within_sight(actor: Actor) -> QuerySet[PlanTemplate]:
    """The scope is widened by the organisations above, and nothing else."""
    if actor.organisation_ids is None:
        return PlanTemplate.objects.visible_to(actor)
    paths = Organisation.objects.visible_to(actor).values_list("path", flat=True).order_by("pk")
    above = {int(number) for path in paths for number in path.strip("/").split("/") if number}
    wider = replace(actor, organisation_ids=actor.organisation_ids | above)
    return PlanTemplate.objects.visible_to(wider)
