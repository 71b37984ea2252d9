"""The way of a plan into force: sending, deciding in turn, returning, approving."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations.access import PortalRequest, actor_with, requires
from organisations.domain.policy import Permission
from plans.actions import agreements as actions
from plans.forms.agreements import AgreeForm, PlanReturnForm, PlanSubmitForm, submit_initial
from plans.forms.approving import PlanApproveForm, approval_block, approve_initial
from plans.forms.remarks import RemarkForm
from plans.queries import agreements as queries
from plans.queries.agreement_page import AgreementPage, agreement_page
from plans.queries.plan_way import plan_way
from plans.queries.plans import plan_heading, plan_page, unclear_places


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def plan_submit(request: PortalRequest, plan_id: int) -> HttpResponse:
    """Whom to ask, in which order; without anybody the plan goes straight to the head."""
    plan = get_object_or_404(plan_page(request.actor), pk=plan_id)
    unclear = unclear_places(plan)
    people = queries.possible_signers(plan.organisation).exclude(pk=request.user.pk)
    form = PlanSubmitForm(
        request.POST if request.method == "POST" else None,
        people=people,
        unclear_count=len(unclear.unread),
        initial=submit_initial(queries.last_signers(plan)),
    )
    if form.is_valid():
        actions.submit_plan(plan, form.sending(), actor=request.actor)
        messages.success(request, "План отправлен на согласование. До решения он не меняется.")
        return redirect("plans:plan_detail", plan.pk)
    status = 422 if form.is_bound else 200
    context = {"plan": plan, "form": form, "unclear": unclear}
    return render(request, "plans/plan_submit.html", context, status=status)


@require_POST
@requires(Permission.PLAN_EDIT)
def agreement_withdraw(request: PortalRequest, agreement_id: int) -> HttpResponse:
    agreement = get_object_or_404(queries.rounds(request.actor), pk=agreement_id)
    actions.withdraw_plan(agreement, actor=request.actor)
    messages.success(request, "План отозван: его снова можно править.")
    return redirect("plans:plan_detail", agreement.plan_id)


@require_safe
@requires(Permission.PLAN_VIEW)
def plan_agreement(request: PortalRequest, agreement_id: int) -> HttpResponse:
    """One round: who decided what, what changed, the plan with its remarks, one's own decision."""
    return _round(request, agreement_id, AgreeForm(prefix="agree"), None)


@require_POST
@requires(Permission.PLAN_AGREE)
def agreement_agree(request: PortalRequest, agreement_id: int) -> HttpResponse:
    agreement = get_object_or_404(queries.rounds(request.actor), pk=agreement_id)
    form = AgreeForm(request.POST, prefix="agree")
    if not form.is_valid():
        return _round(request, agreement_id, form, None)
    actions.agree(agreement, form.note_text(), actor=request.actor)
    messages.success(request, "Вы согласовали план.")
    return redirect("plans:plan_agreement", agreement.pk)


@require_POST
@requires(Permission.PLAN_AGREE)
def agreement_return(request: PortalRequest, agreement_id: int) -> HttpResponse:
    agreement = get_object_or_404(queries.rounds(request.actor), pk=agreement_id)
    form = PlanReturnForm(
        request.POST, prefix="return", remark_count=queries.own_remarks(agreement, request.user.pk)
    )
    if not form.is_valid():
        return _round(request, agreement_id, AgreeForm(prefix="agree"), form)
    actions.return_by_signer(agreement, form.note_text(), actor=request.actor)
    messages.success(request, "План возвращён на доработку с вашими замечаниями.")
    return redirect("plans:plan_agreement", agreement.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_APPROVE)
def plan_return(request: PortalRequest, plan_id: int) -> HttpResponse:
    """The head returns the plan, whoever else is asked."""
    plan = get_object_or_404(plan_heading(request.actor), pk=plan_id)
    going = queries.going_round(plan)
    own = queries.own_remarks(going, request.user.pk) if going else 0
    form = PlanReturnForm(request.POST if request.method == "POST" else None, remark_count=own)
    if form.is_valid():
        actions.return_plan(plan, form.note_text(), actor=request.actor)
        messages.success(request, "План возвращён на доработку.")
        return redirect("plans:plan_detail", plan.pk)
    status = 422 if form.is_bound else 200
    context = {"plan": plan, "form": form, "round": going, "own_count": own}
    return render(request, "plans/plan_return.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_APPROVE)
def plan_approve(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(plan_page(request.actor), pk=plan_id)
    unclear = unclear_places(plan)
    today = timezone.localdate()
    initial = approve_initial(plan, queries.seen_of(plan)) | {"approved_on": today}
    form = PlanApproveForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        unclear_count=len(unclear.unread),
        days=queries.approval_days_of(plan, today),
        has_block=approval_block(plan) is not None,
        initial=initial,
    )
    if form.is_valid():
        version = actions.approve_plan(plan, form.approving(), actor=request.actor)
        said = "Изменение утверждено" if plan.amends_id else "План утверждён"
        messages.success(
            request, f"{said}: действует версия {version.number}. Её содержание не меняется."
        )
        return redirect("plans:plan_detail", version.plan_id)
    status = 422 if form.is_bound else 200
    way = plan_way(plan, request.user.pk)
    context = {"plan": plan, "form": form, "unclear": unclear, "way": way}
    return render(request, "plans/plan_approve.html", context, status=status)


def _round(
    request: PortalRequest,
    agreement_id: int,
    agree_form: AgreeForm,
    return_form: PlanReturnForm | None,
) -> HttpResponse:
    viewer = actor_with(request, Permission.PLAN_VIEW) or request.actor
    agreement = get_object_or_404(queries.rounds(viewer), pk=agreement_id)
    page: AgreementPage = agreement_page(agreement, request.user.pk)
    head = actor_with(request, Permission.PLAN_APPROVE)
    is_head = head is not None and head.reaches(agreement.plan.organisation_id)
    own = queries.own_remarks(agreement, request.user.pk)
    is_bound = agree_form.is_bound or return_form is not None
    context = {
        "agreement": agreement,
        "plan": agreement.plan,
        "page": page,
        "own_count": own,
        "can_remark": page.is_going and (page.is_my_turn or is_head),
        "is_head": is_head,
        "agree_form": agree_form,
        "return_form": return_form or PlanReturnForm(prefix="return", remark_count=own),
        "remark_form": RemarkForm(plan=agreement.plan, prefix="remark"),
    }
    return render(request, "plans/plan_agreement.html", context, status=422 if is_bound else 200)
