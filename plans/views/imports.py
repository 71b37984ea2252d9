"""The pages of an uploaded plan document: the file, what was read, corrections, saving."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.actions import imports as actions
from plans.domain.content import PlanContent
from plans.domain.corrections import (
    Reading,
    correct_item,
    correct_plan,
    find_item,
    toggle_item,
    toggle_plan,
)
from plans.domain.table import deadline_chips
from plans.forms.imports import FoundPlanForm, ImportForm, VersionForm
from plans.forms.items import (
    ItemEditForm,
    StepFormSet,
    found_sections,
    has_steps,
    steps_initial,
    steps_of,
)
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
        )
        return redirect("plans:import_review", created.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "waiting": queries.open_imports(request.actor)[:10]}
    return render(request, "plans/import_upload.html", context, status=status)


@require_safe
@requires(Permission.PLAN_EDIT)
def import_review(request: PortalRequest, import_id: int) -> HttpResponse:
    plan_import = get_object_or_404(queries.import_page(request.actor), pk=import_id)
    if plan_import.saved_at:
        messages.info(request, "Этот документ уже сохранён: его планы в списке.")
        return redirect("plans:plan_list")
    found = queries.found_in(queries.reading_of(plan_import))
    forms = [
        FoundPlanForm(
            content=plan.content,
            initial={"version": plan_import.version},
            prefix=_prefix(plan.index),
        )
        for plan in found.plans
    ]
    context = {
        "plan_import": plan_import,
        "found": found,
        "pairs": list(zip(found.plans, forms, strict=True)),
    }
    return render(request, "plans/import_review.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def import_plan_edit(request: PortalRequest, import_id: int, plan_index: int) -> HttpResponse:
    plan_import = get_object_or_404(queries.import_page(request.actor), pk=import_id)
    reading = queries.reading_of(plan_import)
    content = _plan_or_404(reading, plan_index)
    form = FoundPlanForm(
        request.POST if request.method == "POST" else None,
        content=content,
        initial={"version": plan_import.version},
        prefix=_prefix(plan_index),
    )
    if form.is_valid():
        corrected = correct_plan(reading, plan_index, form.heading(), form.meanings())
        version = form.cleaned_data["version"]
        actions.correct_import(plan_import, corrected, version=version, actor=request.actor)
        messages.success(request, "Исправления учтены.")
        return redirect(_address(import_id, f"plan-{plan_index}"))
    status = 422 if form.is_bound else 200
    context = {"plan_import": plan_import, "form": form, "index": plan_index}
    return render(request, "plans/import_plan_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def import_item_edit(
    request: PortalRequest, import_id: int, plan_index: int, item_index: int
) -> HttpResponse:
    plan_import = get_object_or_404(queries.import_page(request.actor), pk=import_id)
    reading = queries.reading_of(plan_import)
    content = _plan_or_404(reading, plan_index)
    found = find_item(content, item_index)
    if found is None:
        raise Http404
    section, item = found
    data = request.POST if request.method == "POST" else None
    steps = None
    if has_steps(content.columns, item):
        steps = StepFormSet(data, prefix="steps", initial=steps_initial(item))
    form = ItemEditForm(
        data,
        columns=content.columns,
        sections=found_sections(content),
        item=item,
        initial={"section": section, "version": plan_import.version},
    )
    if form.is_valid() and (steps is None or steps.is_valid()):
        draft = form.draft(steps_of(steps))
        corrected = correct_item(reading, (plan_index, item_index), draft)
        version = form.cleaned_data["version"]
        actions.correct_import(plan_import, corrected, version=version, actor=request.actor)
        messages.success(request, "Строка исправлена.")
        return redirect(_address(import_id, f"item-{plan_index}-{item_index}"))
    context = {
        "plan_import": plan_import,
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
    plan_import = get_object_or_404(queries.import_page(request.actor), pk=import_id)
    reading = queries.reading_of(plan_import)
    if find_item(_plan_or_404(reading, plan_index), item_index) is None:
        raise Http404
    form = VersionForm(request.POST)
    if form.is_valid():
        corrected = toggle_item(reading, plan_index, item_index)
        version = form.cleaned_data["version"]
        actions.correct_import(plan_import, corrected, version=version, actor=request.actor)
    else:
        messages.error(request, VERSION_MISSING)
    return redirect(_address(import_id, f"item-{plan_index}-{item_index}"))


@require_POST
@requires(Permission.PLAN_EDIT)
def import_plan_drop(request: PortalRequest, import_id: int, plan_index: int) -> HttpResponse:
    plan_import = get_object_or_404(queries.import_page(request.actor), pk=import_id)
    reading = queries.reading_of(plan_import)
    _plan_or_404(reading, plan_index)
    form = VersionForm(request.POST)
    if form.is_valid():
        corrected = toggle_plan(reading, plan_index)
        version = form.cleaned_data["version"]
        actions.correct_import(plan_import, corrected, version=version, actor=request.actor)
    else:
        messages.error(request, VERSION_MISSING)
    return redirect(_address(import_id, f"plan-{plan_index}"))


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
        messages.success(request, f"Сохранено черновиков: {len(plans)}. Это первый из них.")
    else:
        messages.success(request, "План сохранён черновиком.")
    return redirect("plans:plan_detail", plans[0].pk)


@require_POST
@requires(Permission.PLAN_EDIT)
def import_cancel(request: PortalRequest, import_id: int) -> HttpResponse:
    plan_import = get_object_or_404(queries.import_page(request.actor), pk=import_id)
    actions.cancel_import(plan_import, actor=request.actor)
    messages.success(request, "Загрузка отменена, ничего не записано.")
    return redirect("plans:import_upload")


def _plan_or_404(reading: Reading, index: int) -> PlanContent:
    if index >= len(reading.document.plans):
        raise Http404
    return reading.document.plans[index]


def _prefix(index: int) -> str:
    return f"plan-{index}"


def _address(import_id: int, anchor: str) -> str:
    return f"{reverse('plans:import_review', args=[import_id])}#{anchor}"
