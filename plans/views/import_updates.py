"""The page where a draft is updated from a newer document."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from moc_portal.web.words import counted
from organisations.access import PortalRequest, requires
from organisations.domain.errors import ChangedMeanwhileError
from organisations.domain.policy import Permission
from plans.actions import import_updates as actions
from plans.actions.locks import must_be_editable
from plans.domain.comparison import Change
from plans.forms.import_updates import UpdateForm
from plans.queries import import_updates as queries

_TAKEN = "изменение,изменения,изменений"
_WAITING = "план,плана,планов"


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def import_update(
    request: PortalRequest, import_id: int, plan_index: int, plan_id: int
) -> HttpResponse:
    plan_import = get_object_or_404(queries.open_import_page(request.actor), pk=import_id)
    plan = get_object_or_404(queries.update_page(request.actor), pk=plan_id)
    reading = queries.reading_of(plan_import)
    document = queries.new_document(reading, plan_index)
    if document is None or not queries.can_update(plan_import, reading, plan_index, plan):
        raise Http404
    must_be_editable(plan)
    state = queries.state_of(plan)
    offered = queries.offered_update(plan, document)
    seen = {"version": plan_import.version, "state": state}
    form = UpdateForm(
        request.POST if request.method == "POST" else None,
        offered=offered,
        tick_all=request.GET.get("tick") == "all",
        initial=seen,
    )
    context = {
        "plan_import": plan_import,
        "plan": plan,
        "index": plan_index,
        "offered": offered,
        "counts": [(change, offered.comparison.count(change)) for change in Change],
        "form": form,
    }
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "plans/import_update.html", context, status=status)
    said = form.cleaned_data
    try:
        done = actions.update_from_import(
            plan_import,
            (plan_index, plan_id),
            form.chosen(),
            seen=actions.Seen(said["version"], said["state"]),
            actor=request.actor,
        )
    except ChangedMeanwhileError:
        context |= {"form": UpdateForm(offered=offered, initial=seen), "is_changed": True}
        return render(request, "plans/import_update.html", context, status=409)
    return _after(request, done, import_id)


def _after(request: PortalRequest, done: actions.Updated, import_id: int) -> HttpResponse:
    taken = f"взято: {counted(done.taken, _TAKEN)}"
    left = f", осталось как было: {done.left}" if done.left else ""
    messages.success(request, f"План обновлён из документа, {taken}{left}.")
    if not done.waiting:
        return redirect("plans:plan_detail", done.plan.pk)
    messages.info(request, f"В документе ещё не сохранено: {counted(done.waiting, _WAITING)}.")
    return redirect("plans:import_review", import_id)
