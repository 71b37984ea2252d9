"""The pages of review: the queue, one report, accepting and returning it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from moc_portal.web.pages import paginate, render_page
from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.actions import review as actions
from plans.actions.publishing import publish_entry
from plans.forms.review import AcceptForm, ReturnForm, ReviewFilterForm
from plans.queries import progress as progress_queries
from plans.queries import review as queries


@require_safe
@requires(Permission.PROGRESS_REVIEW)
def review_queue(request: PortalRequest) -> HttpResponse:
    form = ReviewFilterForm(request.GET, actor=request.actor)
    page = paginate(request, queries.review_queue(request.actor, form.filters()))
    context = {"form": form, "page": page, "filters": _filter_words(request)}
    return render_page(request, "progress/review_queue.html", context, fragment="review-table")


@require_safe
@requires(Permission.PROGRESS_REVIEW)
def review_detail(request: PortalRequest, expectation_id: int) -> HttpResponse:
    return _detail(request, expectation_id, ReturnForm(), status=200)


@require_POST
@requires(Permission.PROGRESS_REVIEW)
def review_accept(request: PortalRequest, expectation_id: int) -> HttpResponse:
    expectation = get_object_or_404(
        progress_queries.expectation_page(request.actor), pk=expectation_id
    )
    form = AcceptForm(request.POST)
    actions.accept_entry(
        expectation, version=form.value(), is_public=form.is_chosen(), actor=request.actor
    )
    messages.success(request, f"Принято: {expectation}.")
    return redirect(_next_page(request, expectation_id))


@require_POST
@requires(Permission.PROGRESS_REVIEW)
def review_return(request: PortalRequest, expectation_id: int) -> HttpResponse:
    expectation = get_object_or_404(
        progress_queries.expectation_page(request.actor), pk=expectation_id
    )
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _detail(request, expectation_id, form, status=422)
    note = form.cleaned_data["note"]
    actions.return_entry(expectation, note, version=form.value(), actor=request.actor)
    messages.success(request, f"Возвращено: {expectation}.")
    return redirect(_next_page(request, expectation_id))


@require_POST
@requires(Permission.PROGRESS_REVIEW)
def review_publish(request: PortalRequest, expectation_id: int) -> HttpResponse:
    """Put an accepted text on the public page, or take it from there."""
    expectation = get_object_or_404(
        progress_queries.expectation_page(request.actor), pk=expectation_id
    )
    form = AcceptForm(request.POST)
    is_public = form.is_chosen()
    publish_entry(expectation, is_public=is_public, version=form.value(), actor=request.actor)
    said = "Отчёт показан на публичной странице." if is_public else "Отчёт с неё снят."
    messages.success(request, said)
    return redirect("progress:review_detail", expectation_id)


def _detail(
    request: PortalRequest, expectation_id: int, form: ReturnForm, *, status: int
) -> HttpResponse:
    expectation = get_object_or_404(
        progress_queries.expectation_page(request.actor), pk=expectation_id
    )
    filters = ReviewFilterForm(request.GET, actor=request.actor).filters()
    context = {
        "expectation": expectation,
        "form": form,
        "filters": _filter_words(request),
        "neighbours": queries.neighbours(request.actor, expectation, filters),
        "page": queries.review_page(expectation, request.actor),
    }
    return render(request, "progress/review_detail.html", context, status=status)


def _next_page(request: PortalRequest, expectation_id: int) -> str:
    """The next report of the queue, so that the list need not be opened between two."""
    form = ReviewFilterForm(request.GET, actor=request.actor)
    decided = progress_queries.expectation_page(request.actor).get(pk=expectation_id)
    next_id = queries.next_in_queue(request.actor, decided, form.filters())
    words = _filter_words(request)
    if next_id is None:
        return reverse("progress:review_queue") + words
    return reverse("progress:review_detail", args=[next_id]) + words


def _filter_words(request: PortalRequest) -> str:
    """The filters as the end of an address, so that they last from one report to the next."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return f"?{kept.urlencode()}" if kept else ""
