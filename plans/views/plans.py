"""The pages of a plan as a whole: list, table, heading, who carries it out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from moc_portal.web.pages import paginate, render_page
from organisations.access import PortalRequest, actor_with, requires
from organisations.domain.errors import ChangedMeanwhileError
from organisations.domain.policy import Permission
from plans.actions import plans as actions
from plans.actions.items import assign_items
from plans.actions.locks import must_be_editable
from plans.forms.conflicts import differences, seen_again
from plans.forms.executors import PlanAssignForm
from plans.forms.plans import (
    ApprovalFormSet,
    GridFilterForm,
    PlanCreateForm,
    PlanFilterForm,
    PlanForm,
    approvals_initial,
    approvals_of,
    heading_initial,
)
from plans.queries import plans as queries
from plans.queries.bin import bin_count
from plans.queries.grid import plan_grid
from plans.queries.grid_filter import choose
from plans.queries.import_undo import undo_state
from plans.queries.imports import open_imports
from plans.queries.plan_way import plan_way
from plans.views.amendments import amendment_context, plan_on_day


@require_safe
@requires(Permission.PLAN_VIEW)
def plan_list(request: PortalRequest) -> HttpResponse:
    form = PlanFilterForm(request.GET, years=queries.plan_years(request.actor))
    page = paginate(request, queries.plan_list(request.actor, form.wanted()))
    archive = request.GET.copy()
    archive["state"] = queries.ARCHIVE
    archive.pop("page", None)
    editor = actor_with(request, Permission.PLAN_EDIT)
    waiting = open_imports(editor)[:5] if editor else []
    context = {
        "form": form,
        "page": page,
        "can_edit": editor is not None,
        "waiting": waiting,
        "archived_count": queries.archived_count(request.actor, form.wanted()),
        "archive": archive.urlencode(),
    }
    return render_page(request, "plans/plan_list.html", context, fragment="plan-table")


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def plan_create(request: PortalRequest) -> HttpResponse:
    form = PlanCreateForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        organisation_id = form.cleaned_data["organisation"].pk
        plan = actions.create_plan(
            form.heading(), organisation_id=organisation_id, actor=request.actor
        )
        messages.success(request, "План создан. Добавьте в него пункты.")
        return redirect("plans:plan_detail", plan.pk)
    status = 422 if form.is_bound else 200
    return render(request, "plans/plan_create.html", {"form": form}, status=status)


@require_safe
@requires(Permission.PLAN_VIEW)
def plan_detail(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(queries.plan_page(request.actor), pk=plan_id)
    if "on" in request.GET:
        return plan_on_day(request, plan)
    form = GridFilterForm(request.GET, plan=plan)
    chosen = choose(plan, form.wanted())
    editor = actor_with(request, Permission.PLAN_EDIT)
    may_edit = editor is not None and editor.reaches(plan.organisation_id)
    can_change = may_edit and plan.is_editable
    context = {
        "plan": plan,
        "table": None if can_change else queries.plan_table(plan, chosen.shown),
        "filter": form,
        "chosen": chosen,
        "can_assign": may_edit and not plan.is_ended,
        "may_edit": may_edit,
        "can_change": can_change,
        "bin_count": bin_count(plan) if can_change else 0,
        "grid": plan_grid(plan, request.actor.user_id, chosen.shown) if can_change else None,
        "undo": undo_state(plan) if may_edit else None,
        "way": plan_way(plan, request.actor.user_id),
        **amendment_context(plan, may_edit=may_edit),
    }
    return render(request, "plans/plan_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def plan_edit(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(queries.plan_heading(request.actor), pk=plan_id)
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, initial=heading_initial(plan))
    approvals = ApprovalFormSet(data, initial=approvals_initial(plan), prefix="approvals")
    must_be_editable(plan)  # after the forms: a refusal shows what was typed by their labels
    context = {"plan": plan, "form": form, "approvals": approvals}
    if data is None:
        return render(request, "plans/plan_edit.html", context)
    if not (form.is_valid() and approvals.is_valid()):
        return render(request, "plans/plan_edit.html", context, status=422)
    try:
        actions.update_plan(
            plan,
            form.heading(),
            approvals_of(approvals),
            version=form.cleaned_data["version"],
            checkpoint=form.cleaned_data["checkpoint"],
            actor=request.actor,
        )
    except ChangedMeanwhileError:
        context["differences"] = differences([form, *approvals.forms])
        context["change"] = queries.last_change(plan)
        seen_again(form, plan.version)
        return render(request, "plans/plan_edit.html", context, status=409)
    messages.success(request, "План сохранён.")
    return redirect("plans:plan_detail", plan.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def plan_assign(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(queries.plan_heading(request.actor), pk=plan_id)
    data = request.POST if request.method == "POST" else None
    form = PlanAssignForm(data, plan=plan, actor=request.actor)
    if form.is_valid():
        count = assign_items(
            plan, form.cleaned_data["items"], form.executors(), actor=request.actor
        )
        messages.success(request, f"Новых назначений: {count}.")
        return redirect("plans:plan_detail", plan.pk)
    status = 422 if form.is_bound else 200
    return render(request, "plans/plan_assign.html", {"plan": plan, "form": form}, status=status)
