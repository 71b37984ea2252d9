"""What the media plan's pages and the reports read, in a bounded number of queries."""

from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from mediaplan.models import Channel, Publication
from organisations.domain.policy import Actor
from plans.models import Plan, PlanItem


def media_items(actor: Actor) -> QuerySet[PlanItem]:
    """Items of media plans in force or in preparation, each with its publications."""
    publications = (
        Publication.objects.visible_to(actor)
        .select_related("channel")
        .order_by("-published_on", "pk")
    )
    return (
        PlanItem.objects.visible_to(actor)
        .filter(plan__kind=Plan.Kind.MEDIA_PLAN, plan__amends=None)
        .select_related("plan", "section")
        .prefetch_related(Prefetch("publications", publications))
        .order_by("-plan__starts_on", "plan_id", "section__ordering", "ordering", "pk")
    )


def media_item(actor: Actor) -> QuerySet[PlanItem]:
    """Items that may carry a publication."""
    return (
        PlanItem.objects.visible_to(actor)
        .filter(plan__kind=Plan.Kind.MEDIA_PLAN, plan__amends=None)
        .select_related("plan")
    )


def publication_page(actor: Actor) -> QuerySet[Publication]:
    return Publication.objects.visible_to(actor).select_related("channel", "item__plan")


def publications_between(actor: Actor, start: date, end: date) -> QuerySet[Publication]:
    """Publications of a period, both days inclusive, oldest first."""
    return (
        Publication.objects.visible_to(actor)
        .filter(published_on__range=(start, end))
        .select_related("channel", "item__plan")
        .order_by("published_on", "pk")
    )


def channel_list(actor: Actor) -> QuerySet[Channel]:
    """Channels with how much went out through each."""
    return (
        Channel.objects.visible_to(actor)
        .annotate(
            publication_count=Count("publications"),
            linked_count=Count("publications", filter=~Q(publications__url="")),
            reach_total=Sum("publications__reach"),
        )
        .select_related("organisation")
        .order_by("-is_active", "name", "pk")
    )
