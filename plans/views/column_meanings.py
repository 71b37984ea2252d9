"""The page of headers whose meaning was put right before."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from moc_portal.web.pages import paginate
from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.actions import column_meanings as actions
from plans.queries import column_meanings as queries


@require_safe
@requires(Permission.PLAN_EDIT)
def column_meaning_list(request: PortalRequest) -> HttpResponse:
    page = paginate(request, queries.column_meanings(request.actor))
    return render(request, "plans/column_meaning_list.html", {"page": page})


@require_POST
@requires(Permission.PLAN_EDIT)
def column_meaning_delete(request: PortalRequest, meaning_id: int) -> HttpResponse:
    meaning = get_object_or_404(queries.column_meanings(request.actor), pk=meaning_id)
    actions.delete_meaning(meaning, actor=request.actor)
    messages.success(
        request,
        f"Графу «{meaning.written}» портал больше не помнит: в следующем документе поймёт её сам.",
    )
    return redirect("plans:column_meaning_list")
