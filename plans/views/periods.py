"""The pages of reporting periods: the list, a new one, opening and closing, who has handed in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moc_portal.web.pages import paginate, render_page
from moc_portal.web.words import counted
from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.actions import periods as actions
from plans.forms.periods import CloseForm, PeriodForm, ReopenForm
from plans.queries import expectations as expectation_queries
from plans.queries import periods as queries

REPORTS = "отчёт,отчёта,отчётов"


@require_safe
@requires(Permission.PROGRESS_VIEW)
def period_list(request: PortalRequest) -> HttpResponse:
    page = paginate(request, queries.period_list(request.actor))
    rows = [(period, queries.due_of(period)) for period in page]
    context = {"page": page, "rows": rows}
    return render_page(request, "progress/period_list.html", context, fragment="period-table")


@require_http_methods(["GET", "POST"])
@requires(Permission.PERIOD_EDIT)
def period_create(request: PortalRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    spans = queries.proposals(request.actor, today=timezone.localdate())
    form = PeriodForm(data, spans=spans, actor=request.actor)
    if form.is_valid():
        period = actions.create_period(
            form.cleaned_data["organisation"],
            form.chosen_span(),
            due_day=form.cleaned_data["due_day"],
            due_time=form.cleaned_data["due_time"],
            actor=request.actor,
        )
        messages.success(request, f"Период «{period.title}» запланирован. Осталось открыть его.")
        return redirect("progress:period_list")
    status = 422 if form.is_bound else 200
    return render(request, "progress/period_create.html", {"form": form}, status=status)


@require_POST
@requires(Permission.PERIOD_EDIT)
def period_open(request: PortalRequest, period_id: int) -> HttpResponse:
    period = get_object_or_404(queries.period_page(request.actor), pk=period_id)
    opened = actions.open_period(period, actor=request.actor)
    count = queries.period_counts(request.actor, opened).total
    messages.success(
        request, f"Период «{opened.title}» открыт, ожидается {counted(count, REPORTS)}."
    )
    return redirect("progress:period_progress", period_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.PERIOD_EDIT)
def period_close(request: PortalRequest, period_id: int) -> HttpResponse:
    period = get_object_or_404(queries.period_page(request.actor), pk=period_id)
    unread_count = queries.under_review_count(period)
    data = request.POST if request.method == "POST" else None
    form = CloseForm(data, unread_count=unread_count)
    if form.is_valid():
        actions.close_period(period, with_unread=form.value(), actor=request.actor)
        messages.success(request, f"Период «{period.title}» закрыт.")
        return redirect("progress:period_list")
    context = {
        "form": form,
        "period": period,
        "counts": queries.period_counts(request.actor, period),
        "unread_count": unread_count,
    }
    status = 422 if form.is_bound else 200
    return render(request, "progress/period_close.html", context, status=status)


# Opening again changes figures that may have been reported: the right of who approves plans.
@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_APPROVE)
def period_reopen(request: PortalRequest, period_id: int) -> HttpResponse:
    period = get_object_or_404(queries.period_page(request.actor), pk=period_id)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.reopen_period(period, form.cleaned_data["reason"], actor=request.actor)
        messages.success(request, f"Период «{period.title}» снова открыт.")
        return redirect("progress:period_list")
    context = {"form": form, "period": period}
    status = 422 if form.is_bound else 200
    return render(request, "progress/period_reopen.html", context, status=status)


@require_safe
@requires(Permission.PROGRESS_VIEW)
def period_progress(request: PortalRequest, period_id: int) -> HttpResponse:
    period = get_object_or_404(queries.period_page(request.actor), pk=period_id)
    context = {
        "period": period,
        "due": queries.due_of(period),
        "counts": queries.period_counts(request.actor, period),
        "matrix": queries.progress_matrix(request.actor, period),
        "silent": queries.silent_organisations(request.actor, period),
    }
    return render(request, "progress/period_progress.html", context)


@require_safe
@requires(Permission.PROGRESS_VIEW)
def organisation_progress(
    request: PortalRequest, period_id: int, organisation_id: int
) -> HttpResponse:
    period = get_object_or_404(queries.period_page(request.actor), pk=period_id)
    organisation = get_object_or_404(
        queries.organisation_in_period(request.actor, period), pk=organisation_id
    )
    page = paginate(request, queries.organisation_rows(request.actor, period, organisation_id))
    today = expectation_queries.today_in(period)
    context = {"period": period, "organisation": organisation, "page": page, "today": today}
    return render_page(
        request, "progress/organisation_progress.html", context, fragment="expectation-table"
    )
