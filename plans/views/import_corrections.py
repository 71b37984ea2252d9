"""Corrections of what was read: a plan's heading and columns, one row, signature blocks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.domain.corrections import (
    correct_approvals,
    correct_item,
    correct_plan,
    toggle_item,
    toggle_plan,
)
from plans.domain.table import deadline_chips
from plans.forms.imports import FoundPlanForm, VersionForm
from plans.forms.items import (
    ItemEditForm,
    StepFormSet,
    found_sections,
    has_steps,
    steps_initial,
    steps_of,
)
from plans.forms.plans import VERSION_MISSING, ApprovalFormSet, approvals_of
from plans.forms.reshaping import found_approvals
from plans.views.import_pages import (
    back_to,
    item_or_404,
    keep,
    plan_or_404,
    prefix_of,
    read_import,
)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def import_plan_edit(request: PortalRequest, import_id: int, plan_index: int) -> HttpResponse:
    upload = read_import(request, import_id)
    reading = upload.reading
    form = FoundPlanForm(
        request.POST if request.method == "POST" else None,
        content=plan_or_404(reading, plan_index),
        initial={"version": upload.row.version},
        prefix=prefix_of(plan_index),
    )
    if form.is_valid():
        corrected = correct_plan(reading, plan_index, form.heading(), form.meanings())
        version = form.cleaned_data["version"]
        words = "исправлены название, период или столбцы"
        keep(request, upload, corrected, words=words, version=version)
        messages.success(request, "Исправления учтены.")
        return back_to(import_id, f"plan-{plan_index}")
    status = 422 if form.is_bound else 200
    context = {"plan_import": upload.row, "form": form, "index": plan_index}
    return render(request, "plans/import_plan_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def import_item_edit(
    request: PortalRequest, import_id: int, plan_index: int, item_index: int
) -> HttpResponse:
    upload = read_import(request, import_id)
    reading = upload.reading
    content = plan_or_404(reading, plan_index)
    section, item = item_or_404(reading, plan_index, item_index)
    data = request.POST if request.method == "POST" else None
    steps = None
    if has_steps(content.columns, item):
        steps = StepFormSet(data, prefix="steps", initial=steps_initial(item))
    form = ItemEditForm(
        data,
        columns=content.columns,
        sections=found_sections(content),
        item=item,
        initial={"section": section, "version": upload.row.version},
    )
    if form.is_valid() and (steps is None or steps.is_valid()):
        draft = form.draft(steps_of(steps))
        corrected = correct_item(reading, (plan_index, item_index), draft)
        version = form.cleaned_data["version"]
        keep(request, upload, corrected, words="строка исправлена", version=version)
        messages.success(request, "Строка исправлена.")
        return back_to(import_id, f"item-{plan_index}-{item_index}")
    context = {
        "plan_import": upload.row,
        "form": form,
        "steps": steps,
        "chips": deadline_chips(item),
        "place": (plan_index, item_index),
    }
    status = 422 if form.is_bound else 200
    return render(request, "plans/import_item_edit.html", context, status=status)


@require_POST
@requires(Permission.PLAN_EDIT)
def import_item_drop(
    request: PortalRequest, import_id: int, plan_index: int, item_index: int
) -> HttpResponse:
    upload = read_import(request, import_id)
    reading = upload.reading
    item_or_404(reading, plan_index, item_index)
    form = VersionForm(request.POST)
    if form.is_valid():
        is_back = (plan_index, item_index) in reading.skipped_items
        corrected = toggle_item(reading, plan_index, item_index)
        words = "строка возвращена" if is_back else "строка отмечена «не загружать»"
        version = form.cleaned_data["version"]
        keep(request, upload, corrected, words=words, version=version)
    else:
        messages.error(request, VERSION_MISSING)
    return back_to(import_id, f"item-{plan_index}-{item_index}")


@require_POST
@requires(Permission.PLAN_EDIT)
def import_plan_drop(request: PortalRequest, import_id: int, plan_index: int) -> HttpResponse:
    upload = read_import(request, import_id)
    reading = upload.reading
    plan_or_404(reading, plan_index)
    form = VersionForm(request.POST)
    if form.is_valid():
        is_back = plan_index in reading.skipped_plans
        words = "план возвращён" if is_back else "план отмечен «не загружать»"
        version = form.cleaned_data["version"]
        corrected = toggle_plan(reading, plan_index)
        keep(request, upload, corrected, words=words, version=version)
    else:
        messages.error(request, VERSION_MISSING)
    return back_to(import_id, f"plan-{plan_index}")


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def import_approvals(request: PortalRequest, import_id: int) -> HttpResponse:
    upload = read_import(request, import_id)
    reading = upload.reading
    data = request.POST if request.method == "POST" else None
    form = VersionForm(data, initial={"version": upload.row.version})
    approvals = ApprovalFormSet(
        data, initial=found_approvals(reading.document.approvals), prefix="approvals"
    )
    if data is not None and form.is_valid() and approvals.is_valid():
        corrected = correct_approvals(reading, approvals_of(approvals))
        version = form.cleaned_data["version"]
        keep(request, upload, corrected, words="исправлены грифы", version=version)
        messages.success(request, "Грифы исправлены.")
        return back_to(import_id, "document")
    context = {"plan_import": upload.row, "form": form, "approvals": approvals}
    status = 422 if form.is_bound else 200
    return render(request, "plans/import_approvals.html", context, status=status)
