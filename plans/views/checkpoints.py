"""Check-points of a plan: when each row is asked about, and how often."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from moc_portal.web.pages import PAGE_SIZE
from moc_portal.web.words import counted
from organisations.access import PortalRequest, actor_with, requires
from organisations.domain.errors import ChangedMeanwhileError
from organisations.domain.policy import Permission
from plans.actions import checkpoints as actions
from plans.forms.checkpoints import ItemCheckpointForm, PlanCheckpointForm
from plans.queries import checkpoints as queries
from plans.queries.items import plan_items
from plans.queries.plans import plan_heading


@require_safe
@requires(Permission.PLAN_VIEW)
def plan_checkpoints(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(queries.checkpoint_page(request.actor), pk=plan_id)
    check = queries.checkpoints(plan, request.GET.get("at", ""), timezone.localdate())
    editor = actor_with(request, Permission.PLAN_EDIT)
    may_edit = editor is not None and editor.reaches(plan.organisation_id)
    context = {
        "plan": plan,
        "check": check,
        "page": Paginator(check.rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "form": PlanCheckpointForm(initial=dict.fromkeys(("checkpoint", "seen"), plan.checkpoint)),
        "item_form": ItemCheckpointForm(items=()),
        "can_change": may_edit and actions.may_change(plan),
    }
    return render(request, "plans/plan_checkpoints.html", context)


@require_POST
@requires(Permission.PLAN_EDIT)
def plan_checkpoint_edit(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(plan_heading(request.actor), pk=plan_id)
    form = PlanCheckpointForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Выберите из списка, когда спрашивать.")
        return redirect("plans:plan_checkpoints", plan.pk)
    try:
        actions.set_plan_checkpoint(plan, **form.cleaned_data, actor=request.actor)
    except ChangedMeanwhileError as stale:
        messages.error(request, f"{stale} Ничего не сохранено: выберите ещё раз.")
    else:
        messages.success(request, "Сохранено. Ожидаемые отчёты открытых периодов пересчитаны.")
    return redirect("plans:plan_checkpoints", plan.pk)


@require_POST
@requires(Permission.PLAN_EDIT)
def item_checkpoint_edit(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(plan_heading(request.actor), pk=plan_id)
    keys = plan_items(plan).values_list("pk", flat=True)
    form = ItemCheckpointForm(request.POST, items=keys)
    if form.is_valid():
        count = actions.set_item_checkpoints(plan, **form.chosen(), actor=request.actor)
        messages.success(request, f"Изменено: {counted(count, 'пункт,пункта,пунктов')}.")
    else:
        messages.error(request, form.complaint())
    return redirect("plans:plan_checkpoints", plan.pk)
