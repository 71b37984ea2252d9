"""The first and the last page of an uploaded plan document: the file, and saving what was read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods, require_POST

from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.actions import imports as actions
from plans.forms.imports import ImportForm, VersionForm
from plans.forms.plans import VERSION_MISSING
from plans.queries import imports as queries


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def import_upload(request: PortalRequest) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ImportForm(*sent, actor=request.actor)
    if form.is_valid():
        said = form.cleaned_data
        created = actions.create_import(
            said["file"],
            said["document"],
            organisation_id=said["organisation"].pk,
            actor=request.actor,
            readable=said.get("readable"),
        )
        return redirect("plans:import_review", created.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "waiting": queries.open_imports(request.actor)[:10]}
    return render(request, "plans/import_upload.html", context, status=status)


@require_POST
@requires(Permission.PLAN_EDIT)
def import_save(request: PortalRequest, import_id: int) -> HttpResponse:
    plan_import = get_object_or_404(queries.import_page(request.actor), pk=import_id)
    form = VersionForm(request.POST)
    if not form.is_valid():
        messages.error(request, VERSION_MISSING)
        return redirect("plans:import_review", import_id)
    version = form.cleaned_data["version"]
    plans = actions.save_import(plan_import, version=version, actor=request.actor)
    if len(plans) > 1:
        others = ", ".join(f"«{Truncator(plan.title).chars(80)}»" for plan in plans[1:])
        said = f"Сохранено черновиков: {len(plans)}. Это первый; в списке планов ещё {others}."
        messages.success(request, said)
    else:
        messages.success(request, "План сохранён черновиком.")
    return redirect("plans:plan_detail", plans[0].pk)


@require_POST
@requires(Permission.PLAN_EDIT)
def import_cancel(request: PortalRequest, import_id: int) -> HttpResponse:
    plan_import = get_object_or_404(queries.import_page(request.actor), pk=import_id)
    if actions.cancel_import(plan_import, actor=request.actor):
        messages.success(request, "Загрузка отменена, ничего не записано.")
    else:
        messages.success(request, "Загрузка закрыта. План, обновлённый из документа, остаётся.")
    return redirect("plans:import_upload")
