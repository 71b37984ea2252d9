"""The first page after signing in, by what the person does first."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from moc_portal.front import queries
from organisations.access import PortalRequest, actor_with, signed_in
from organisations.domain.policy import Actor, Permission, Role
from organisations.navigation import sections_of
from plans.queries.agreement_tasks import PlansOnTheirWay, plans_on_their_way
from plans.queries.expectations import expectation_home, own_places
from plans.queries.notices import Notice, unread_notices

Page = Callable[[PortalRequest], HttpResponse]


@require_safe
@signed_in
def front_page(request: PortalRequest) -> HttpResponse:
    roles = {post.role for post in request.posts}
    page = next((page for role, page in PAGES.items() if role in roles), section_page)
    return page(request)


def head_page(request: PortalRequest) -> HttpResponse:
    """How the quarter goes, what is at risk, and the button that makes the report."""
    return _period_page(request, Permission.PROGRESS_VIEW, "front/head.html")


def methodist_page(request: PortalRequest) -> HttpResponse:
    """What waits for a decision, who keeps silent, which plans are unfinished."""
    return _period_page(request, Permission.PROGRESS_REVIEW, "front/methodist.html")


def coordinator_page(request: PortalRequest) -> HttpResponse:
    """What is expected of the organisation, nearest first."""
    actor = _actor(request, Permission.PROGRESS_SUBMIT)
    home = expectation_home(actor, own_places(request.posts), now=timezone.now())
    context = {"home": home, "notices": _notices(request)}
    return render(request, "front/coordinator.html", context)


def region_page(request: PortalRequest) -> HttpResponse:
    """Every centre: plans in force, accepted reports, the last report."""
    rows = queries.centre_rows(_actor(request, Permission.REGION_VIEW))
    context = {
        "way": _plans_on_their_way(request),
        "rows": rows,
        "with_report": sum(1 for row in rows if row.report),
        "without_plan": sum(1 for row in rows if not row.approved_count),
    }
    return render(request, "front/region.html", context)


def media_page(request: PortalRequest) -> HttpResponse:
    """Items of the media plan that nothing has been published for."""
    actor = _actor(request, Permission.PUBLICATION_EDIT)
    items = queries.unpublished_items(actor)
    context = {"notices": _notices(request), "items": items[:20], "count": items.count()}
    return render(request, "front/media.html", context)


def section_page(request: PortalRequest) -> HttpResponse:
    """Where the person may go, with a line about each part."""
    home = reverse("front_page")
    sections = [(url, section) for url, section in sections_of(request) if url != home]
    context = {
        "notices": _notices(request),
        "sections": sections,
        "way": _plans_on_their_way(request),
    }
    return render(request, "front/sections.html", context)


# The role that leads where a person has several.
PAGES: dict[Role, Page] = {
    Role.HEAD: head_page,
    Role.METHODIST: methodist_page,
    Role.OBSERVER: region_page,
    Role.MEDIA_OFFICER: media_page,
    Role.COORDINATOR: coordinator_page,
}


def _period_page(request: PortalRequest, permission: Permission, template: str) -> HttpResponse:
    actor = _actor(request, permission)
    period = queries.running_period(actor)
    view = queries.period_view(actor, period, today=timezone.localdate()) if period else None
    context = {
        "notices": _notices(request),
        "view": view,
        "plans": queries.plans_in_work(actor)[:5],
        "way": _plans_on_their_way(request),
    }
    return render(request, template, context)


def _notices(request: PortalRequest) -> list[Notice]:
    """What has changed in plans for whoever carries them out: schools, and staff themselves."""
    actor = actor_with(request, Permission.PROGRESS_SUBMIT)
    return unread_notices(actor, own_places(request.posts)) if actor else []


def _plans_on_their_way(request: PortalRequest) -> PlansOnTheirWay:
    """What of plans waits for this person: to be agreed, approved, mended."""
    return plans_on_their_way(
        request.user.pk,
        editor=actor_with(request, Permission.PLAN_EDIT),
        head=actor_with(request, Permission.PLAN_APPROVE),
        signer=actor_with(request, Permission.PLAN_AGREE),
    )


def _actor(request: PortalRequest, permission: Permission) -> Actor:
    actor = actor_with(request, permission)
    if actor is None:  # the role that led here grants it
        raise LookupError(permission)
    return actor
