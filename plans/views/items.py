"""The pages of items and sections: a form per row, places, executors."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from organisations.access import PortalRequest, requires
from organisations.domain.errors import ChangedMeanwhileError
from organisations.domain.policy import Permission
from plans.actions import items as actions
from plans.actions.locks import must_be_editable, must_be_there
from plans.domain.content import Item
from plans.domain.table import deadline_chips
from plans.forms.conflicts import differences, seen_again
from plans.forms.executors import ItemAssignForm, executors_initial, not_offered
from plans.forms.items import (
    ItemEditForm,
    ItemForm,
    MoveForm,
    SectionEditForm,
    SectionForm,
    StepFormSet,
    has_steps,
    section_choices,
    steps_initial,
    steps_of,
)
from plans.queries import items as queries
from plans.queries.content import item_content, plan_columns
from plans.queries.plans import plan_heading


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def item_create(request: PortalRequest, plan_id: int) -> HttpResponse:
    plans = plan_heading(request.actor).prefetch_related("columns", "sections")
    plan = get_object_or_404(plans, pk=plan_id)
    data = request.POST if request.method == "POST" else None
    columns, item = plan_columns(plan), Item(None, "")
    form = ItemForm(
        data,
        columns=columns,
        sections=section_choices(plan),
        item=item,
        checkpoint="",
        initial={"section": request.GET.get("section")},
    )
    steps = StepFormSet(data, prefix="steps") if has_steps(columns, item) else None
    must_be_editable(plan)
    if form.is_valid() and (steps is None or steps.is_valid()):
        draft = form.draft(steps_of(steps))
        created = actions.create_item(plan, draft, actor=request.actor)
        messages.success(request, "Пункт добавлен.")
        return redirect(_row_address(plan.pk, created.pk))
    status = 422 if form.is_bound else 200
    context = {"plan": plan, "form": form, "steps": steps}
    return render(request, "plans/item_create.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def item_edit(request: PortalRequest, item_id: int) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    items = queries.item_page(request.actor, is_posted=data is not None)
    item = get_object_or_404(items, pk=item_id)
    context = _edit_forms(item, data)
    form, steps = context["form"], context["steps"]
    # After the forms: where it is refused, the page shows what was typed by their labels.
    must_be_there(is_removed=item.removed_at is not None)
    must_be_editable(item.plan)
    if data is None:
        return render(request, "plans/item_edit.html", context)
    if not (form.is_valid() and (steps is None or steps.is_valid())):
        return render(request, "plans/item_edit.html", context, status=422)
    draft, version = form.draft(steps_of(steps)), form.cleaned_data["version"]
    try:
        actions.update_item(item, draft, version=version, actor=request.actor)
    except ChangedMeanwhileError:
        context["differences"] = differences([form, *(steps.forms if steps else ())])
        context["change"] = queries.last_edit(item)
        seen_again(form, item.version)
        return render(request, "plans/item_edit.html", context, status=409)
    messages.success(request, "Пункт сохранён.")
    return redirect(_row_address(item.plan_id, item.pk))


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def item_delete(request: PortalRequest, item_id: int) -> HttpResponse:
    item = get_object_or_404(queries.item_page(request.actor), pk=item_id)
    must_be_editable(item.plan)
    if request.method == "POST":
        actions.delete_item(item, actor=request.actor)
        messages.success(request, "Пункт удалён.")
        return redirect("plans:plan_detail", item.plan_id)
    return render(request, "plans/item_delete.html", {"item": item})


@require_POST
@requires(Permission.PLAN_EDIT)
def item_move(request: PortalRequest, item_id: int) -> HttpResponse:
    item = get_object_or_404(queries.item_page(request.actor), pk=item_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Укажите, куда переместить пункт: выше или ниже.")
    elif actions.move_item(item, form.cleaned_data["step"], actor=request.actor):
        messages.success(request, "Пункт перемещён.")
    else:
        messages.info(request, "Дальше двигать некуда: это край раздела.")
    return redirect("plans:item_edit", item.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def item_assign(request: PortalRequest, item_id: int) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    items = queries.item_page(request.actor, is_posted=data is not None)
    item = get_object_or_404(items, pk=item_id)
    must_be_there(is_removed=item.removed_at is not None)
    form = ItemAssignForm(data, plan=item.plan, actor=request.actor)
    form.initial.update(executors_initial(form, item))
    if form.is_valid():
        meanwhile = actions.assign_item(
            item, form.wanted(), seen=form.cleaned_data["seen"], actor=request.actor
        )
        messages.success(request, "Исполнители сохранены.")
        if told := queries.meanwhile_words(meanwhile.added, meanwhile.removed):
            messages.info(request, told)
        return redirect(_row_address(item.plan_id, item.pk))
    status = 422 if form.is_bound else 200
    context = {"item": item, "form": form, "others": not_offered(form, item)}
    return render(request, "plans/item_assign.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def section_create(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(plan_heading(request.actor), pk=plan_id)
    form = SectionForm(request.POST if request.method == "POST" else None)
    must_be_editable(plan)
    if form.is_valid():
        actions.create_section(plan, **form.cleaned_data, actor=request.actor)
        messages.success(request, "Раздел добавлен в конец плана.")
        return redirect("plans:plan_detail", plan.pk)
    status = 422 if form.is_bound else 200
    context = {"plan": plan, "form": form}
    return render(request, "plans/section_create.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def section_edit(request: PortalRequest, section_id: int) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    sections = queries.section_page(request.actor, is_posted=data is not None)
    section = get_object_or_404(sections, pk=section_id)
    initial = {name: getattr(section, name) for name in ("number", "title", "version")}
    form = SectionEditForm(data, initial=initial)
    must_be_there(is_removed=section.removed_at is not None, what="раздел")
    must_be_editable(section.plan)
    context = {"section": section, "form": form}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "plans/section_edit.html", context, status=status)
    try:
        actions.update_section(section, **form.cleaned_data, actor=request.actor)
    except ChangedMeanwhileError:
        context |= {"differences": differences([form]), "change": queries.last_edit(section)}
        seen_again(form, section.version)
        return render(request, "plans/section_edit.html", context, status=409)
    messages.success(request, "Раздел сохранён.")
    return redirect("plans:plan_detail", section.plan_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def section_delete(request: PortalRequest, section_id: int) -> HttpResponse:
    section = get_object_or_404(queries.section_page(request.actor), pk=section_id)
    must_be_editable(section.plan)
    if request.method == "POST":
        actions.delete_section(section, actor=request.actor)
        messages.success(request, "Раздел удалён.")
        return redirect("plans:plan_detail", section.plan_id)
    count = queries.section_items(section).count()
    context = {"section": section, "item_count": count}
    return render(request, "plans/section_delete.html", context)


def _edit_forms(item: Any, data: Any) -> dict[str, Any]:
    content, columns = item_content(item), plan_columns(item.plan)
    steps = None
    if has_steps(columns, content):
        steps = StepFormSet(data, prefix="steps", initial=steps_initial(content))
    form = ItemEditForm(
        data,
        columns=columns,
        sections=section_choices(item.plan),
        item=content,
        checkpoint=item.checkpoint,
        initial={"section": item.section_id, "version": item.version},
    )
    chips = deadline_chips(content)
    return {"item": item, "form": form, "steps": steps, "chips": chips}


def _row_address(plan_id: int, item_id: int) -> str:
    return f"{reverse('plans:plan_detail', args=[plan_id])}#item-{item_id}"
