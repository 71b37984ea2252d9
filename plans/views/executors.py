"""The pages where a plan's executors are recognised, and what was remembered of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from moc_portal.web.pages import paginate
from moc_portal.web.words import counted
from organisations.access import PortalRequest, requires
from organisations.domain.errors import ChangedMeanwhileError
from organisations.domain.policy import Permission
from plans.actions import executors as actions
from plans.forms.executor_links import ExecutorLinkForm, grouped_choices
from plans.queries import executors as queries
from plans.queries.plans import plan_heading

# Each of them carries the whole list to choose from.
TEXTS_ON_A_PAGE = 10
_NEW = "новое назначение,новых назначения,новых назначений"


@require_safe
@requires(Permission.PLAN_EDIT)
def executor_links(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(plan_heading(request.actor), pk=plan_id)
    named = queries.PlanExecutors(plan, request.actor)
    page = Paginator(named.unlinked(), TEXTS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "plan": plan,
        "page": page,
        "choices": grouped_choices(named.directory),
        "known_count": len(set(named.known()) - queries.assigned_now(plan)),
        "has_names": bool(named.mentions),
    }
    return render(request, "plans/executor_links.html", context)


@require_POST
@requires(Permission.PLAN_EDIT)
def executor_link_create(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(plan_heading(request.actor), pk=plan_id)
    directory = queries.directory_of(plan, request.actor)
    form = ExecutorLinkForm(request.POST, directory=directory)
    if not form.is_valid():
        messages.error(request, form.first_error())
        return redirect("plans:executor_links", plan.pk)
    text, target = form.cleaned_data["text"], form.link_target()
    try:
        count = actions.remember_link(plan, text, target, is_first=True, actor=request.actor)
    except ChangedMeanwhileError as stale:
        messages.error(request, str(stale))
    else:
        said = f": {counted(count, _NEW)}" if count else ""
        messages.success(request, f"Портал запомнил{said}.")
    return redirect("plans:executor_links", plan.pk)


@require_POST
@requires(Permission.PLAN_EDIT)
def plan_assign_known(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(plan_heading(request.actor), pk=plan_id)
    count = actions.assign_known(plan, actor=request.actor)
    if count:
        messages.success(request, f"Готово: {counted(count, _NEW)}.")
    else:
        messages.info(request, "Все, кого портал узнал, уже назначены.")
    return redirect("plans:executor_links", plan.pk)


@require_safe
@requires(Permission.PLAN_EDIT)
def executor_link_list(request: PortalRequest) -> HttpResponse:
    page = paginate(request, queries.executor_links(request.actor))
    return render(request, "plans/executor_link_list.html", {"page": page})


@require_POST
@requires(Permission.PLAN_EDIT)
def executor_link_delete(request: PortalRequest, link_id: int) -> HttpResponse:
    link = get_object_or_404(queries.executor_links(request.actor), pk=link_id)
    actions.delete_link(link, actor=request.actor)
    messages.success(
        request, f"Портал больше не помнит, кто такой «{link.written}». Назначения остались."
    )
    return redirect("plans:executor_link_list")
