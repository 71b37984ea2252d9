"""Remarks on rows of a plan: written by approvers, answered by its people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from organisations.access import PortalRequest, actor_with, requires
from organisations.domain.policy import Permission
from plans.actions import remarks as actions
from plans.forms.remarks import RemarkAnswerForm, RemarkForm
from plans.queries import agreements as queries
from plans.queries.agreement_page import row_words


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_AGREE)
def remark_create(request: PortalRequest, agreement_id: int) -> HttpResponse:
    """A remark on the row of `?item=`; without one, on the plan as a whole."""
    agreement = get_object_or_404(queries.rounds(request.actor), pk=agreement_id)
    data = request.POST if request.method == "POST" else None
    initial = {"item": request.GET.get("item", "")}
    form = RemarkForm(data, plan=agreement.plan, prefix="remark", initial=initial)
    if form.is_valid():
        head = actor_with(request, Permission.PLAN_APPROVE)
        is_head = head is not None and head.reaches(agreement.plan.organisation_id)
        actor = head if head is not None and is_head else request.actor
        remark = actions.add_remark(agreement, form.remark(), actor=actor)
        messages.success(
            request, "Замечание записано. Методист увидит его, когда вы вернёте план."
        )
        return redirect(
            f"{reverse('plans:plan_agreement', args=[agreement.pk])}#remark-{remark.pk}"
        )
    status = 422 if form.is_bound else 200
    context = {
        "agreement": agreement,
        "form": form,
        "row": row_words(agreement.plan, str(form["item"].value() or "")),
    }
    return render(request, "plans/remark_create.html", context, status=status)


@require_POST
@requires(Permission.PLAN_AGREE)
def remark_delete(request: PortalRequest, remark_id: int) -> HttpResponse:
    remark = get_object_or_404(queries.remarks(request.actor), pk=remark_id)
    actions.delete_remark(remark, actor=request.actor)
    messages.success(request, "Замечание убрано.")
    return redirect("plans:plan_agreement", remark.agreement_id)


@require_POST
@requires(Permission.PLAN_EDIT)
def remark_answer(request: PortalRequest, remark_id: int) -> HttpResponse:
    """What became of a remark; the form stands above the plan, and here where it is refused."""
    remark = get_object_or_404(queries.remarks(request.actor), pk=remark_id)
    form = RemarkAnswerForm(request.POST)
    plan = remark.agreement.plan
    if not form.is_valid():
        context = {"plan": plan, "remark": remark, "form": form}
        return render(request, "plans/remark_answer.html", context, status=422)
    settled, seen = form.cleaned_data["settled"], form.cleaned_data["seen"]
    actions.answer_remark(
        remark, form.answer_text(), settled=settled, seen=seen, actor=request.actor
    )
    messages.success(request, "Замечание снято." if settled else "Ответ записан.")
    return redirect(f"{reverse('plans:plan_detail', args=[plan.pk])}#remark-{remark.pk}")
