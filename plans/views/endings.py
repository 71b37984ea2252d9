"""The pages on which a plan in force ends."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.actions import endings as actions
from plans.actions.agreements import attach_papers
from plans.forms.agreements import PlanCancelForm
from plans.forms.approving import VersionPapersForm
from plans.queries.agreements import obstacles_to_completion
from plans.queries.plans import plan_heading, version_page
from plans.views.versions import show_version


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_APPROVE)
def plan_complete(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(plan_heading(request.actor), pk=plan_id)
    today = timezone.localdate()
    if request.method == "POST":
        actions.complete_plan(plan, today=today, actor=request.actor)
        messages.success(request, "План завершён и убран в архив.")
        return redirect("plans:plan_detail", plan.pk)
    context = {"plan": plan, "obstacles": obstacles_to_completion(plan, today)}
    return render(request, "plans/plan_complete.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_APPROVE)
def plan_cancel(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(plan_heading(request.actor), pk=plan_id)
    form = PlanCancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason, basis = form.said()
        actions.cancel_plan(plan, reason, basis, today=timezone.localdate(), actor=request.actor)
        messages.success(request, "План отменён. Он остаётся на виду с причиной и основанием.")
        return redirect("plans:plan_detail", plan.pk)
    status = 422 if form.is_bound else 200
    return render(request, "plans/plan_cancel.html", {"plan": plan, "form": form}, status=status)


@require_POST
@requires(Permission.PLAN_APPROVE)
def version_papers(request: PortalRequest, version_id: int) -> HttpResponse:
    """Attach what was signed after the approval."""
    version = get_object_or_404(version_page(request.actor), pk=version_id)
    form = VersionPapersForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_version(request, version, form, status=422)
    attach_papers(version, form.cleaned_data["papers"], actor=request.actor)
    messages.success(request, "Файлы приложены к версии.")
    return redirect("plans:version_detail", version.pk)
