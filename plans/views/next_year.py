"""«Создать на основе прошлого»: choose last year's plan, look at every date, make the draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from moc_portal.web.pages import paginate
from moc_portal.web.words import counted
from organisations.access import PortalRequest, requires
from organisations.domain.errors import ChangedMeanwhileError
from organisations.domain.policy import Permission
from plans.actions import next_year as actions
from plans.forms.next_year import NextYearPage, first_look
from plans.queries import next_year as queries


@require_safe
@requires(Permission.PLAN_EDIT)
def plan_next_choose(request: PortalRequest) -> HttpResponse:
    page = paginate(request, queries.plans_to_repeat(request.actor))
    return render(request, "plans/plan_next_choose.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def plan_next(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(queries.next_plans(request.actor), pk=plan_id)
    old = queries.old_year(plan)
    data = request.POST if request.method == "POST" else None
    page = NextYearPage(old, data, first_look(old))
    context = {"plan": plan, "page": page}
    status = page.refusal() if page.is_to_create else page.status
    if page.is_to_create and status is None:
        wanted = page.wanted()
        try:
            made = actions.create_next_year(
                plan, wanted, state=page.form.cleaned_data["state"], actor=request.actor
            )
        except ChangedMeanwhileError:
            status = 409
        else:
            rows = counted(len(wanted.rows), "строка,строки,строк")
            messages.success(request, f"Черновик создан: {rows} из прежнего плана.")
            return redirect("plans:plan_detail", made.pk)
    starts_on = page.starts_on
    context |= {
        "is_stale": status == 409,
        "warnings": queries.warnings_for(old, page.ticked_rows, starts_on),
    }
    return render(request, "plans/plan_next.html", context, status=status)
