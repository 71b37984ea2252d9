"""The pages of amendments, of a plan as of a day, and «Понятно» under a notice."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.registry import exports
from documents.uploads.kinds import Kind
from organisations.access import PortalRequest, requires
from organisations.domain.errors import ChangedMeanwhileError
from organisations.domain.policy import Permission
from plans.actions import amendments as actions
from plans.actions.notices import mark_seen
from plans.domain.table import lay_out
from plans.domain.versions import thaw
from plans.forms.amendments import (
    AmendmentEditForm,
    AmendmentForm,
    AmendmentRejectForm,
    DayForm,
)
from plans.forms.conflicts import differences, seen_again
from plans.queries import amendments as queries
from plans.queries.exports import Exported, file_name
from plans.queries.notices import notice_page
from plans.queries.plans import last_change, plan_heading
from plans.rendering import comparison_document
from plans.views.exports import attachment


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def amendment_create(request: PortalRequest, plan_id: int) -> HttpResponse:
    """Begin an amendment of a plan in force."""
    plan = get_object_or_404(plan_heading(request.actor), pk=plan_id)
    form = AmendmentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        amendment = actions.start_amendment(plan, form.starting(), actor=request.actor)
        messages.success(
            request, f"{amendment} начато. Внесите правки в таблицу и отправьте на согласование."
        )
        return redirect("plans:plan_detail", amendment.draft_id)
    state = queries.plan_amendments(plan, may_edit=True)
    status = 422 if form.is_bound else 200
    context = {"plan": plan, "form": form, "amendments": state}
    return render(request, "plans/amendment_create.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def amendment_edit(request: PortalRequest, amendment_id: int) -> HttpResponse:
    """Say anew what is amended, why and on what basis."""
    amendment = get_object_or_404(queries.amendment_page(request.actor), pk=amendment_id)
    initial = {name: getattr(amendment, name) for name in ("grounds", "reason", "basis")}
    now = actions.starting_of(amendment).digest
    data = request.POST if request.method == "POST" else None
    form = AmendmentEditForm(data, initial=initial | {"seen": now})
    context: dict[str, Any] = {"amendment": amendment, "form": form}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "plans/amendment_edit.html", context, status=status)
    seen = form.cleaned_data["seen"]
    try:
        actions.update_amendment(amendment, form.starting(), seen=seen, actor=request.actor)
    except ChangedMeanwhileError:
        context |= {"differences": differences([form]), "change": last_change(amendment)}
        seen_again(form, now, "seen")
        return render(request, "plans/amendment_edit.html", context, status=409)
    messages.success(request, "Причина и основание сохранены.")
    return redirect("plans:amendment_detail", amendment.pk)


@require_safe
@requires(Permission.PLAN_VIEW)
def amendment_detail(request: PortalRequest, amendment_id: int) -> HttpResponse:
    """Why, by whom, what was and what becomes."""
    amendment = get_object_or_404(queries.amendment_page(request.actor), pk=amendment_id)
    before, after = queries.state_names(amendment)
    context = {
        "amendment": amendment,
        "grounds": queries.say_grounds(amendment),
        "comparison": queries.amendment_difference(amendment),
        "before": before,
        "after": after,
    }
    return render(request, "plans/amendment_detail.html", context)


@require_safe
@exports("docx")
@requires(Permission.PLAN_VIEW)
def amendment_comparison(request: PortalRequest, amendment_id: int) -> HttpResponse:
    """«Сравнительная таблица» of an amendment as a document."""
    amendment = get_object_or_404(queries.amendment_page(request.actor), pk=amendment_id)
    content = comparison_document.render(
        queries.amendment_difference(amendment),
        amendment.plan.title,
        *queries.state_names(amendment),
        facts=queries.amendment_facts(amendment),
    )
    name = f"Сравнительная таблица, изменение {amendment.number}. {file_name(amendment.plan)}"
    return attachment(content, f"{name}.docx", Kind.DOCX)


@require_POST
@requires(Permission.PLAN_EDIT)
def amendment_withdraw(request: PortalRequest, amendment_id: int) -> HttpResponse:
    amendment = get_object_or_404(queries.amendment_page(request.actor), pk=amendment_id)
    actions.withdraw_amendment(amendment, actor=request.actor)
    messages.success(request, f"{amendment} отозвано. План действует без него.")
    return redirect("plans:plan_detail", amendment.plan_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_APPROVE)
def amendment_reject(request: PortalRequest, amendment_id: int) -> HttpResponse:
    amendment = get_object_or_404(queries.amendment_page(request.actor), pk=amendment_id)
    form = AmendmentRejectForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.reject_amendment(amendment, form.note_text(), actor=request.actor)
        messages.success(request, f"{amendment} отклонено. План действует без него.")
        return redirect("plans:amendment_detail", amendment.pk)
    status = 422 if form.is_bound else 200
    context = {"amendment": amendment, "form": form}
    return render(request, "plans/amendment_reject.html", context, status=status)


@require_POST
@requires(Permission.PROGRESS_SUBMIT)
def notice_seen(request: PortalRequest, notice_id: int) -> HttpResponse:
    """«Понятно»: the notice goes from the home of its organisation."""
    notice = get_object_or_404(notice_page(request.actor), pk=notice_id)
    mark_seen(notice, actor=request.actor)
    return redirect("front_page")


def amendment_context(plan: Exported, *, may_edit: bool) -> dict[str, Any]:
    """What the plan's page says of its amendments, for `_amendment_notice` and `_amendments`."""
    found = queries.plan_amendments(plan, may_edit=may_edit)
    return {"amendments": found, "day_form": DayForm()}


def plan_on_day(request: PortalRequest, plan: Exported) -> HttpResponse:
    """The plan as it was in force on the day that the address names (`?on=2024-03-31`)."""
    form = DayForm(request.GET)
    day = form.day()
    found = queries.in_force(plan, day) if day else None
    context: dict[str, Any] = {"plan": plan, "form": form, "found": found}
    if found and found.version:
        document, _marks = thaw(found.version.snapshot)
        context["table"] = lay_out(document.plans[0])
    return render(request, "plans/plan_on_day.html", context, status=200 if day else 422)
