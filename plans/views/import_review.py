"""The review page of an uploaded plan document: the document itself beside what was read in it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from documents.uploads.errors import UploadError
from moc_portal.web.pages import render_page
from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.forms.imports import FoundPlanForm
from plans.queries import imports as queries
from plans.queries.column_meanings import meanings_in
from plans.queries.import_updates import updates_for
from plans.queries.sources import source_blocks
from plans.views.import_pages import prefix_of, read_import


@require_safe
@requires(Permission.PLAN_EDIT)
def import_review(request: PortalRequest, import_id: int) -> HttpResponse:
    upload = read_import(request, import_id)
    plan_import, reading = upload.row, upload.reading
    if plan_import.saved_at:
        messages.info(request, "Этот документ уже сохранён: его планы в списке.")
        return redirect("plans:plan_list")
    found = queries.found_in(reading)
    forms = [
        FoundPlanForm(
            content=plan.content,
            initial={"version": plan_import.version},
            prefix=prefix_of(plan.index),
        )
        for plan in found.plans
    ]
    context = {
        "plan_import": plan_import,
        "found": found,
        "pairs": list(zip(found.plans, forms, strict=True)),
        "updates": updates_for(request.actor, plan_import, reading),
        "remembered": meanings_in(request.actor, plan_import.organisation_id, reading.document),
    }
    return render(request, "plans/import_review.html", context)


@require_safe
@requires(Permission.PLAN_EDIT)
def import_source(request: PortalRequest, import_id: int) -> HttpResponse:
    rows = queries.import_page(request.actor).defer("reading")
    plan_import = get_object_or_404(rows, pk=import_id)
    context = {"plan_import": plan_import, "blocks": [], "problem": ""}
    try:
        context["blocks"] = source_blocks(plan_import)
    except UploadError as error:
        context["problem"] = str(error)
    return render_page(request, "plans/import_source.html", context, fragment="source-paper")
