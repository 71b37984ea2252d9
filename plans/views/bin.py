"""The bin of a plan: what was removed, and the way back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.views.decorators.http import require_POST, require_safe

from moc_portal.web.pages import PAGE_SIZE
from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.actions import bin as actions
from plans.actions.locks import must_be_editable
from plans.forms.history import BinFilterForm, BinRestoreForm
from plans.queries import bin as queries


@require_safe
@requires(Permission.PLAN_EDIT)
def plan_bin(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(queries.bin_plan(request.actor), pk=plan_id)
    return render(request, "plans/plan_bin.html", _bin_page(request, plan))


@require_POST
@requires(Permission.PLAN_EDIT)
def bin_restore(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(queries.bin_plan(request.actor), pk=plan_id)
    must_be_editable(plan)
    wanted = request.POST.getlist("only") or request.POST.getlist("rows")
    offered = [row.key for row in queries.bin_rows(plan)]
    form = BinRestoreForm({"rows": wanted}, offered=offered)
    if not form.is_valid():
        context = {**_bin_page(request, plan), "form": form}
        return render(request, "plans/plan_bin.html", context, status=422)
    edit = actions.restore_rows(plan, form.cleaned_data["rows"], actor=request.actor)
    messages.success(
        request, f"{capfirst(str(edit))}." if edit else "Эти строки уже вернул другой человек."
    )
    return redirect("plans:plan_bin", plan.pk)


def _bin_page(request: PortalRequest, plan: Any) -> dict[str, Any]:
    form = BinFilterForm(request.GET)
    words, row = form.wanted()
    rows = queries.bin_rows(plan, words=words, row=row)
    return {
        "plan": plan,
        "filter": form,
        "is_narrowed": bool(words or row),
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
    }
