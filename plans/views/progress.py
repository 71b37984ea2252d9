"""The coordinator's pages: what is expected, and the one screen on which it is reported."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moc_portal.web.pages import paginate, render_page
from organisations.access import PortalRequest, requires
from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Permission
from plans.actions import progress as actions
from plans.forms.progress import ExpectationFilterForm, ProgressForm, initial_of
from plans.forms.review import VersionForm
from plans.queries import expectations as list_queries
from plans.queries import progress as queries


@require_safe
@requires(Permission.PROGRESS_SUBMIT)
def expectation_list(request: PortalRequest) -> HttpResponse:
    places = list_queries.own_places(request.posts)
    form = ExpectationFilterForm(
        request.GET, periods=list_queries.own_periods(request.actor, places)
    )
    period_id, code = form.value(), request.GET.get("group", "")
    home = list_queries.expectation_home(
        request.actor, places, now=timezone.now(), period_id=period_id
    )
    group = list_queries.GROUPS.get(code)
    context: dict[str, Any] = {"form": form, "home": home, "group": group, "tasks": []}
    if group:
        rows = list_queries.own_expectations(request.actor, places, period_id=period_id)
        page = paginate(request, list_queries.group_rows(rows, code, today=home.today))
        context["page"] = page
        context["tasks"] = list_queries.tasks_of(home, page, code)
    return render_page(request, "progress/expectation_list.html", context, fragment="expectations")


@require_http_methods(["GET", "POST"])
@requires(Permission.PROGRESS_SUBMIT)
def progress_edit(request: PortalRequest, expectation_id: int) -> HttpResponse:
    page = _page(request, expectation_id)
    if request.method == "GET":
        form = ProgressForm(
            initial=initial_of(page.said, page.links, page.terms), terms=page.terms
        )
        return _answer(request, page, form, status=HTTPStatus.OK)
    form = ProgressForm(request.POST, request.FILES, terms=page.terms)
    try:
        if form.is_valid():
            return _write(request, page, form)
        _keep_good_files(request, page, form)
    except (ChangedMeanwhileError, actions.ProgressStateError) as refusal:
        # Caught here, not by the middleware: what was typed stays on the page.
        fresh = _page(request, expectation_id)
        return _answer(request, fresh, form, status=HTTPStatus.CONFLICT, refusal=refusal)
    fresh = _page(request, expectation_id)
    return _answer(request, fresh, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
@requires(Permission.PROGRESS_SUBMIT)
def progress_withdraw(request: PortalRequest, expectation_id: int) -> HttpResponse:
    page = _page(request, expectation_id)
    version = VersionForm(request.POST).value()
    actions.withdraw(page.expectation, version=version, actor=request.actor)
    messages.success(request, "Отчёт отозван: это снова черновик.")
    return redirect("progress:progress_edit", expectation_id)


def _page(request: PortalRequest, expectation_id: int) -> queries.ProgressPage:
    rows = queries.expectation_page(request.actor)
    return queries.progress_page(get_object_or_404(rows, pk=expectation_id), timezone.now())


def _write(request: PortalRequest, page: queries.ProgressPage, form: ProgressForm) -> HttpResponse:
    if not form.is_sending:
        actions.save_draft(page.expectation, form.submission(), actor=request.actor)
        messages.success(request, "Черновик сохранён.")
        return redirect("progress:progress_edit", page.expectation.pk)
    actions.submit(
        page.expectation, form.submission(), today=page.terms.today, actor=request.actor
    )
    messages.success(request, "Отчёт отправлен на проверку.")
    return redirect("progress:expectation_list")


def _keep_good_files(
    request: PortalRequest, page: queries.ProgressPage, form: ProgressForm
) -> None:
    """The text is wrong, the files are not: they need not be chosen again."""
    version, files = form.cleaned_data.get("version"), form.good_files()
    if version and files:
        submission = page.with_files(files, version)
        actions.save_draft(page.expectation, submission, actor=request.actor)


def _answer(
    request: PortalRequest,
    page: queries.ProgressPage,
    form: ProgressForm,
    *,
    status: HTTPStatus,
    refusal: RuleError | None = None,
) -> HttpResponse:
    context = {"form": form, "page": page, "refusal": refusal}
    return render(request, "progress/progress_edit.html", context, status=status)
