"""Notices about plans in force that nobody has marked as read yet."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from organisations.domain.policy import Actor
from plans.models import PlanNotice


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as the home shows it: what it is about, then a line an item."""

    row: PlanNotice
    title: str
    lines: tuple[str, ...]


def unread_notices(actor: Actor, organisation_ids: Collection[int]) -> list[Notice]:
    """What these organisations, or the person themselves, have not read yet, newest first."""
    rows = notice_page(actor).filter(seen_at=None, organisation__in=organisation_ids)
    return [Notice(row, *_parts(row.text)) for row in rows.select_related("organisation")]


def notice_page(actor: Actor) -> QuerySet[PlanNotice]:
    """Notices of the organisations in reach, without those for another person."""
    mine = Q(user=None) | Q(user=actor.user_id)
    return PlanNotice.objects.visible_to(actor).filter(mine).order_by("-at", "-pk")


def _parts(text: str) -> tuple[str, tuple[str, ...]]:
    title, *lines = text.split("\n")
    return title, tuple(lines)
