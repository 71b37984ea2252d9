"""The public page of a plan from inside: its settings and how it will look."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations.access import PortalRequest, requires
from organisations.domain.errors import ChangedMeanwhileError
from organisations.domain.policy import Permission
from plans.actions.publishing import SlugTakenError, publish_plan, unpublish_plan
from plans.domain.publishing import proposed_slug
from plans.domain.states import APPROVED_ONCE
from plans.forms.conflicts import seen_again
from plans.forms.publishing import PlanPublishForm
from plans.queries import publishing as queries
from plans.views.public import shown_page


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_PUBLISH)
def plan_publish(request: PortalRequest, plan_id: int) -> HttpResponse:
    """Switch the page on, or change how it looks."""
    plan = get_object_or_404(queries.settings_plans(request.actor), pk=plan_id)
    page = queries.page_of(plan)
    columns = queries.published_columns(plan)
    data = request.POST if request.method == "POST" else None
    form = PlanPublishForm(data, columns=columns, initial=_initial(plan, page))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            publish_plan(
                plan, form.chosen(), version=form.cleaned_data["version"], actor=request.actor
            )
        except SlugTakenError as error:
            form.add_error("slug", str(error))
        except ChangedMeanwhileError as error:
            form.add_error(None, f"{error} Проверьте выбранное и сохраните ещё раз.")
            seen_again(form, page.version if page else 0)
            status = 409
        else:
            messages.success(request, "Публичная страница открыта.")
            return redirect("plans:plan_publish", plan.pk)
    context = {
        "plan": plan,
        "page": page,
        "form": form,
        "is_approved": plan.state in APPROVED_ONCE,
        "address": _address(plan, page),
        "site": settings.PORTAL_URL,
    }
    return render(request, "plans/plan_publish.html", context, status=status)


@require_POST
@requires(Permission.PLAN_PUBLISH)
def plan_unpublish(request: PortalRequest, plan_id: int) -> HttpResponse:
    """Switch the page off: from the next moment its address answers 404."""
    plan = get_object_or_404(queries.settings_plans(request.actor), pk=plan_id)
    unpublish_plan(plan, actor=request.actor)
    messages.success(request, "Публичная страница выключена: её адрес больше не открывается.")
    return redirect("plans:plan_publish", plan.pk)


@require_safe
@requires(Permission.PLAN_PUBLISH)
def plan_publish_preview(request: PortalRequest, plan_id: int) -> HttpResponse:
    """The page as everybody will see it, by the settings that are saved."""
    plan = get_object_or_404(queries.settings_plans(request.actor), pk=plan_id)
    versions = list(queries.versions_of(plan))
    if plan.state not in APPROVED_ONCE or not versions:
        raise Http404
    page = queries.page_of(plan) or queries.unsaved_page(plan, _slug(plan))
    context = shown_page(page, versions[0], versions, "") | {"is_preview": True}
    return render(request, "plans/public/public_plan.html", context)


def _initial(plan: queries.Planned, page: queries.Published | None) -> dict[str, object]:
    """What is saved; before that all columns but no names, and nothing for search engines."""
    headers = [column.header for column in queries.published_columns(plan)]
    hidden = page.hidden if page else []
    return {
        "slug": page.slug if page else _slug(plan),
        "shown": [header for header in headers if header not in hidden],
        "shows_names": bool(page and page.shows_names),
        "is_indexed": bool(page and page.is_indexed),
        "version": page.version if page else 0,
    }


def _slug(plan: queries.Planned) -> str:
    return proposed_slug(plan.title)


def _address(plan: queries.Planned, page: queries.Published | None) -> str:
    """Where the page is, or would be."""
    slug = page.slug if page else _slug(plan)
    return reverse("public:public_plan", args=[plan.organisation.code, slug])
