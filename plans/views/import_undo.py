"""The page that takes the saving of a document back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from moc_portal.web.words import counted
from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.actions.import_undo import undo_import
from plans.queries import import_undo as queries


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def import_undo(request: PortalRequest, import_id: int) -> HttpResponse:
    plan_import = get_object_or_404(queries.imports(request.actor), pk=import_id)
    if request.method == "POST":
        count = undo_import(plan_import, actor=request.actor)
        gone = counted(count, "черновик,черновика,черновиков")
        messages.success(
            request, f"Загрузка отменена, убрано: {gone}. Документ снова ждёт проверки."
        )
        return redirect("plans:import_review", plan_import.pk)
    if not plan_import.saved_at:
        return redirect("plans:import_review", plan_import.pk)
    plans = queries.plans_of(plan_import.pk)
    context = {
        "plan_import": plan_import,
        "plans": plans,
        "obstacle": queries.undo_obstacle(plan_import.pk, plans),
    }
    return render(request, "plans/import_undo.html", context)
