"""The history of a plan, of a row and of a cell."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from moc_portal.web.pages import paginate
from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.forms.history import HistoryFilterForm
from plans.queries import history as queries
from plans.queries.history_before import older_edits


@require_safe
@requires(Permission.PLAN_VIEW)
def plan_history(request: PortalRequest, plan_id: int) -> HttpResponse:
    """The page, or under htmx the history of one cell for a dialog."""
    plan = get_object_or_404(queries.history_plan(request.actor), pk=plan_id)
    form = HistoryFilterForm(request.GET, people=queries.editors(request.actor, plan))
    wanted = form.wanted()
    item = queries.item_of(plan, wanted.item) if wanted.item else None
    page = paginate(request, queries.edit_list(request.actor, plan, wanted))
    with_older = not page.has_next() and wanted.is_of_rows_alone
    context = {
        "plan": plan,
        "form": form,
        "wanted": wanted,
        "item": item,
        "header": queries.cell_title(plan, wanted) if wanted.is_of_cell else "",
        "page": page,
        "lines": queries.edit_lines(plan, page, wanted),
        "older": older_edits(request.actor, plan, item, queries.cell_keys(plan, wanted))
        if with_older
        else [],
    }
    is_dialog = request.htmx and not request.htmx.boosted and wanted.is_of_cell
    template = "plans/_cell_history.html" if is_dialog else "plans/plan_history.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
