"""Another shape for what was read: rows split, joined, moved, headings made, plans merged."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.actions import imports as actions
from plans.domain import reshaping
from plans.domain.corrections import Reading, find_item, toggle_doubt
from plans.domain.undoing import last_words, undone
from plans.forms.imports import VersionForm
from plans.forms.items import folded
from plans.forms.plans import VERSION_MISSING
from plans.forms.reshaping import (
    FoundSectionForm,
    HalfForm,
    ReshapeForm,
    StepCutForm,
    halves_of,
    section_initial,
)
from plans.queries.imports import ReadImport
from plans.views.import_pages import back_to, item_or_404, keep, plan_or_404, read_import


class _Deed(NamedTuple):
    """What a button does, what was done in words, and where the page goes on."""

    do: Callable[[Reading, int, int], Reading]
    words: str
    anchor: str


def _settled(reading: Reading, doubt: int) -> Reading:
    if doubt >= len(reading.document.doubts):
        raise reshaping.CannotReshapeError("Этого сомнения уже нет. Откройте страницу снова.")
    return toggle_doubt(reading, doubt)


_DEEDS = {
    "join": _Deed(reshaping.join_item, "строки соединены", "item-{plan}-{above}"),
    "rise": _Deed(
        lambda reading, plan, item: reshaping.move_item(reading, plan, item, -1),
        "строка поднята",
        "item-{plan}-{moved}",
    ),
    "sink": _Deed(
        lambda reading, plan, item: reshaping.move_item(reading, plan, item, 1),
        "строка опущена",
        "item-{plan}-{moved}",
    ),
    "to_section": _Deed(
        reshaping.item_to_section, "строка стала заголовком раздела", "plan-{plan}-items"
    ),
    "to_item": _Deed(
        reshaping.section_to_item, "заголовок стал мероприятием", "plan-{plan}-items"
    ),
    "unhead": _Deed(reshaping.join_section, "заголовок убран", "plan-{plan}-items"),
    "section_rise": _Deed(
        lambda reading, plan, section: reshaping.move_section(reading, plan, section, -1),
        "раздел поднят",
        "section-{plan}-{above}",
    ),
    "section_sink": _Deed(
        lambda reading, plan, section: reshaping.move_section(reading, plan, section, 1),
        "раздел опущен",
        "section-{plan}-{below}",
    ),
    "settle": _Deed(
        lambda reading, _plan, doubt: _settled(reading, doubt),
        "отметка «проверено» изменена",
        "doubt-{place}",
    ),
    "merge": _Deed(
        lambda reading, plan, other: reshaping.merge_plans(reading, other, plan),
        "планы соединены",
        "document",
    ),
}


@require_POST
@requires(Permission.PLAN_EDIT)
def import_reshape(request: PortalRequest, import_id: int) -> HttpResponse:
    upload = read_import(request, import_id)
    reading = upload.reading
    form = ReshapeForm(request.POST)
    if not form.is_valid():
        said = form.errors.get("version") or form.errors.get("operation") or [VERSION_MISSING]
        messages.error(request, str(said[0]))
        return back_to(import_id, "messages")
    action, plan, place = form.wanted()
    version = form.cleaned_data["version"]
    if action == "undo":
        return _undo(request, upload, version)
    deed = _DEEDS[action]
    plan_or_404(reading, plan)
    try:
        after = deed.do(reading, plan, place)
    except reshaping.CannotReshapeError as refusal:
        messages.error(request, str(refusal))
        return back_to(import_id, "messages")
    keep(request, upload, after, words=deed.words, version=version)
    if action != "settle":
        messages.success(request, f"Готово: {deed.words}.")
    names = {"plan": plan, "place": place, "above": place - 1, "below": place + 1}
    if "{moved}" in deed.anchor:
        names["moved"] = _place_after(reading, after, plan, place)
    return back_to(import_id, deed.anchor.format(**names))


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def import_item_split(
    request: PortalRequest, import_id: int, plan_index: int, item_index: int
) -> HttpResponse:
    upload = read_import(request, import_id)
    reading = upload.reading
    columns = plan_or_404(reading, plan_index).columns
    _section, item = item_or_404(reading, plan_index, item_index)
    data = request.POST if request.method == "POST" else None
    first, second = (
        HalfForm(data, columns=columns, item=item, is_second=is_second)
        for is_second in (False, True)
    )
    cut = StepCutForm(data, item=item) if item.steps else None
    form = VersionForm(data, initial={"version": upload.row.version})
    asked = [form, first, second, *([cut] if cut else [])]
    if data is not None and all([one.is_valid() for one in asked]):  # noqa: C419 -- all say
        first_step = cut.cleaned_data["first_step"] if cut else 0
        drafts = halves_of(first, second)
        after = reshaping.split_item(reading, (plan_index, item_index), drafts, first_step)
        version = form.cleaned_data["version"]
        keep(request, upload, after, words="строка разделена", version=version)
        messages.success(request, "Готово: строка разделена. Вторая стоит под первой.")
        return back_to(import_id, f"item-{plan_index}-{item_index}")
    context = {
        "plan_import": upload.row,
        "form": form,
        "forms": asked,
        "pairs": list(zip(first.visible_fields(), second.visible_fields(), strict=True)),
        "cut": cut,
        "place": (plan_index, item_index),
    }
    status = 200 if data is None else 422
    return render(request, "plans/import_item_split.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def import_section_create(
    request: PortalRequest, import_id: int, plan_index: int, item_index: int
) -> HttpResponse:
    """A new heading above a row."""
    upload = read_import(request, import_id)
    reading = upload.reading
    _section, item = item_or_404(reading, plan_index, item_index)
    form = FoundSectionForm(request.POST or None, initial={"version": upload.row.version})
    if form.is_valid():
        said = form.cleaned_data
        number, title = said["number"].strip() or None, folded(said["title"])
        after = reshaping.split_section(reading, plan_index, item_index, number, title)
        version, words = said["version"], "добавлен раздел"
        keep(request, upload, after, words=words, version=version)
        messages.success(request, "Готово: раздел добавлен, строка в нём первая.")
        return back_to(import_id, f"item-{plan_index}-{item_index}")
    context = {
        "plan_import": upload.row,
        "form": form,
        "item": item,
        "anchor": f"item-{plan_index}-{item_index}",
    }
    status = 422 if form.is_bound else 200
    return render(request, "plans/import_section.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def import_section_edit(
    request: PortalRequest, import_id: int, plan_index: int, section_index: int
) -> HttpResponse:
    """Other words for a heading."""
    upload = read_import(request, import_id)
    reading = upload.reading
    sections = plan_or_404(reading, plan_index).sections
    if section_index >= len(sections) or not (
        sections[section_index].title or sections[section_index].number
    ):
        raise Http404
    initial = {"version": upload.row.version, **section_initial(sections[section_index])}
    form = FoundSectionForm(request.POST or None, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        number, title = said["number"].strip() or None, folded(said["title"])
        after = reshaping.rename_section(reading, plan_index, section_index, number, title)
        version, words = said["version"], "исправлен заголовок раздела"
        keep(request, upload, after, words=words, version=version)
        messages.success(request, "Заголовок исправлен.")
        return back_to(import_id, f"section-{plan_index}-{section_index}")
    context = {
        "plan_import": upload.row,
        "form": form,
        "anchor": f"section-{plan_index}-{section_index}",
    }
    status = 422 if form.is_bound else 200
    return render(request, "plans/import_section.html", context, status=status)


def _undo(request: PortalRequest, upload: ReadImport, version: int) -> HttpResponse:
    words, before = last_words(upload.reading), undone(upload.reading)
    actions.correct_import(upload.row, before, version=version, actor=request.actor)
    messages.success(request, f"Отменено: {words}.")
    return back_to(upload.row.pk, "document")


def _place_after(before: Reading, after: Reading, plan: int, item: int) -> int:
    """Where a moved item stands now: one line further, or in its place under another heading."""
    _section, moved = item_or_404(before, plan, item)
    for place in (item - 1, item + 1):
        found = find_item(after.document.plans[plan], place)
        if found and (found[1].printed, found[1].title) == (moved.printed, moved.title):
            return place
    return item
