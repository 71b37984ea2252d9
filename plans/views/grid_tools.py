"""What the tools of a plan's table ask: pasted blocks, small editors, the columns."""

import json
import tempfile
from pathlib import Path
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from documents.uploads import child
from documents.uploads.errors import UploadError
from organisations.access import PortalRequest, requires
from organisations.domain.errors import RuleError
from organisations.domain.policy import Permission
from plans.actions import executors as executor_actions
from plans.domain.content import Field
from plans.domain.deadlines import Every, terms_to_json, understand
from plans.domain.editing.columns import columns_version
from plans.domain.pasting import KnownColumn, read_text_block
from plans.domain.table import DEADLINE_FIELDS, term_chip
from plans.forms.executor_links import grouped_choices
from plans.forms.grid_tools import (
    LinkForm,
    PastedBlockForm,
    RowForm,
    RowsForm,
    WordsForm,
    checkpoint_choices,
    first_error,
    meaning_choices,
)
from plans.queries import grid_tools as queries
from plans.queries.executors import PlanExecutors, directory_of
from plans.queries.items import plan_items
from plans.queries.plans import plan_heading
from plans.views.grid_door import from_the_page, plain_in

_HTML_READER = "plans.domain.pasting:read_html_block"
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
_EVERY = {
    Every.WEEK: "в неделю",
    Every.MONTH: "в месяц",
    Every.QUARTER: "в квартал",
    Every.HALF_YEAR: "в полгода",
    Every.YEAR: "в год",
}


@require_POST
@requires(Permission.PLAN_EDIT)
@from_the_page
def grid_paste(request: PortalRequest, plan_id: int) -> HttpResponse:
    """What the clipboard holds, as rows under columns of the plan; nothing is saved."""
    plans = plan_heading(request.actor).prefetch_related("columns")
    plan = get_object_or_404(plans, pk=plan_id)
    form = PastedBlockForm(plain_in(request))
    if not form.is_valid():
        return JsonResponse({"message": first_error(form)}, status=422)
    columns = queries.known_columns(plan)
    try:
        block = _from_html(form.cleaned_data["html"], columns)
        if block is None:
            block = read_text_block(form.cleaned_data["text"], columns).to_json()
    except (RuleError, UploadError) as error:
        return JsonResponse({"message": str(error)}, status=422)
    return JsonResponse(block)


@require_POST
@requires(Permission.PLAN_EDIT)
@from_the_page
def grid_terms(request: PortalRequest, plan_id: int) -> HttpResponse:
    """How these words of a deadline would be understood."""
    plan = get_object_or_404(plan_heading(request.actor), pk=plan_id)
    form = WordsForm(plain_in(request))
    if not form.is_valid():
        return render(
            request, "plans/_grid_terms.html", {"problem": first_error(form)}, status=422
        )
    said = form.cleaned_data
    context = queries.deadline_context(plan, item=said["item"], section=said["section"])
    reading = understand(" ".join(said["text"].split()), context)
    return render(
        request,
        "plans/_grid_terms.html",
        {
            "chips": [term_chip(term) for term in reading.terms],
            "remarks": reading.remarks,
            "terms_json": json.dumps(terms_to_json(reading.terms)),
        },
    )


@require_safe
@requires(Permission.PLAN_EDIT)
def grid_deadline(request: PortalRequest, plan_id: int) -> HttpResponse:
    """The editor of what a deadline means."""
    plan = get_object_or_404(plan_heading(request.actor), pk=plan_id)
    form = RowForm(request.GET)
    if not form.is_valid():
        return _no_row(request)
    words = queries.deadline_words(plan, form.cleaned_data["item"], form.cleaned_data["step"])
    context = queries.deadline_context(plan, item=words.item.uid)
    reading = understand(" ".join(words.text.split()), context)
    return render(
        request,
        "plans/_grid_deadline.html",
        {
            "plan": plan,
            "words": words,
            "chips": [term_chip(term) for term in words.terms],
            "terms_json": json.dumps(terms_to_json(words.terms)),
            "read_chips": [term_chip(term) for term in reading.terms],
            "remarks": reading.remarks if reading.terms == words.terms else (),
            "is_read": reading.terms == words.terms,
            "every": [(span.value, label) for span, label in _EVERY.items()],
            "checkpoints": checkpoint_choices(),
        },
    )


@require_safe
@requires(Permission.PLAN_EDIT)
def grid_executors(request: PortalRequest, plan_id: int) -> HttpResponse:
    """The editor of who carries a row out; without a row, for several rows at once."""
    plan = get_object_or_404(plan_heading(request.actor), pk=plan_id)
    form = RowsForm(request.GET)
    if not form.is_valid():
        return _no_row(request)
    uid = form.cleaned_data["item"]
    context: dict[str, Any] = {"words": [], "item": None, "chosen": set()}
    if uid:
        item = get_object_or_404(plan_items(plan).prefetch_related("assignments"), uid=uid)
        named = PlanExecutors(plan, request.actor)
        directory = named.directory
        context["item"] = item
        context["words"] = queries.executor_words(item, named)
        context["chosen"] = queries.chosen_tokens(item)
    else:
        directory = directory_of(plan, request.actor)
    context["groups"] = queries.directory_groups(directory, context["item"])
    context["choices"] = grouped_choices(directory)
    return render(request, "plans/_grid_executors.html", context)


@require_POST
@requires(Permission.PLAN_EDIT)
@from_the_page
def grid_link(request: PortalRequest, plan_id: int) -> HttpResponse:
    """Remember whom words of the plan mean, and say which rows they stand in."""
    plan = get_object_or_404(plan_heading(request.actor), pk=plan_id)
    directory = directory_of(plan, request.actor)
    form = LinkForm(plain_in(request), directory=directory)
    if not form.is_valid():
        return JsonResponse({"message": first_error(form)}, status=422)
    text, target = form.cleaned_data["text"], form.link_target()
    try:
        executor_actions.remember_words(plan, text, target, actor=request.actor)
    except RuleError as error:
        return JsonResponse({"message": str(error)}, status=409)
    rows = queries.rows_called(plan, PlanExecutors(plan, request.actor), text)
    answer = {
        "executors": directory.expand(target),
        "label": directory.label(target),
        "rows": [{"item": str(row.uid), "version": row.version} for row in rows],
    }
    return JsonResponse(answer)


@require_safe
@requires(Permission.PLAN_EDIT)
def grid_columns(request: PortalRequest, plan_id: int) -> HttpResponse:
    """The panel of columns: how this person sees them, and what they are for everybody."""
    plans = plan_heading(request.actor).prefetch_related("columns")
    plan = get_object_or_404(plans, pk=plan_id)
    columns = queries.known_columns(plan)
    return render(
        request,
        "plans/_grid_columns.html",
        {
            "columns": columns,
            "version": columns_version(columns),
            "has_responsible": any(column.field is Field.RESPONSIBLE for column in columns),
            "meanings": meaning_choices(),
        },
    )


@require_safe
@requires(Permission.PLAN_EDIT)
def grid_bulk(request: PortalRequest, plan_id: int) -> HttpResponse:
    """What may be done to several rows at once."""
    plans = plan_heading(request.actor).prefetch_related("columns", "sections")
    plan = get_object_or_404(plans, pk=plan_id)
    columns = queries.known_columns(plan)
    return render(
        request,
        "plans/_grid_bulk.html",
        {
            "deadlines": [column for column in columns if column.field in DEADLINE_FIELDS],
            "responsible": any(column.field is Field.RESPONSIBLE for column in columns),
            "sections": plan.sections.all(),
            "checkpoints": checkpoint_choices(),
        },
    )


def _from_html(markup: str, columns: list[KnownColumn]) -> dict[str, Any] | None:
    """Read apart from the server, as every other markup of strangers is."""
    if "<t" not in markup.lower():
        return None
    with tempfile.NamedTemporaryFile(prefix="pasted-") as source:
        source.write(markup.translate(_CONTROLS).encode("utf-8", errors="replace"))
        source.flush()
        known = [[column.uid, column.header, column.field.value] for column in columns]
        block: dict[str, Any] | None = child.call(_HTML_READER, Path(source.name), known)
    return block


def _no_row(request: PortalRequest) -> HttpResponse:
    """Said to an address without a row: only people who type addresses come here."""
    context = {"problem": "Такой строки в плане нет. Обновите страницу."}
    return render(request, "plans/_grid_terms.html", context)
