"""The open grid of a plan talks to the server: changes, undo, who else is there."""

import re
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.actions.editing import CannotEditError, KeyIsTakenError, StaleRowsError, change_plan
from plans.actions.editing_columns import StaleColumnsError, change_columns, is_about_columns
from plans.actions.editing_undo import CannotTakeBackError, ChangedSinceError, undo_edit
from plans.actions.editing_view import be_present, keep_view
from plans.actions.locks import PlanIsFrozenError
from plans.domain.editing.operations import understood
from plans.domain.editing.shapes import WrongForm, is_uid, is_version
from plans.queries.plans import plan_heading
from plans.views.grid_answers import (
    answer_to,
    columns_answer,
    conflict_answer,
    problems_answer,
    undo_answer,
    watch_answer,
)
from plans.views.grid_door import Json, from_the_page, said_in

LONGEST_CELL, MOST_COLUMNS, WIDTHS = 120, 200, range(20, 2001)

_CELL = re.compile(r"[0-9a-z:-]*")
_KINDS = frozenset(
    {"cells", "add", "remove", "move", "paste", "replace", "bulk", "assign", "sections",
     "columns", "restore"}
)  # fmt: skip
_REFUSALS = (
    WrongForm,
    CannotEditError,
    KeyIsTakenError,
    PlanIsFrozenError,
    StaleRowsError,
    ChangedSinceError,
    CannotTakeBackError,
    StaleColumnsError,
)


def in_json(view: Callable[..., Json]) -> Callable[..., HttpResponse]:
    """What the view says, or why it cannot, as JSON; a plan that is not there is 404."""

    @wraps(view)
    def answered(request: PortalRequest, plan_id: int) -> HttpResponse:
        try:
            return JsonResponse(view(request, plan_id))
        except ObjectDoesNotExist as missing:
            raise Http404 from missing
        except _REFUSALS as refusal:
            _must_be_within_reach(request, plan_id)
            status, said = _refused(plan_id, refusal)
            return JsonResponse(said, status=status)

    return answered


def _must_be_within_reach(request: PortalRequest, plan_id: int) -> None:
    """A stranger hears nothing of a plan, neither what is wrong with the request."""
    get_object_or_404(plan_heading(request.actor), pk=plan_id)


def _refused(plan_id: int, refusal: Exception) -> tuple[int, Json]:  # noqa: PLR0911 -- one a kind
    match refusal:
        case StaleRowsError():
            return 409, conflict_answer(plan_id, refusal)
        case ChangedSinceError():
            return 409, undo_answer(plan_id, refusal)
        case CannotTakeBackError():
            return 409, {"message": str(refusal), "conflicts": []}
        case PlanIsFrozenError():
            return 403, {"message": str(refusal)}
        case StaleColumnsError():
            return 409, columns_answer(plan_id, refusal)
        case KeyIsTakenError():
            return 409, {"code": "key_taken", "message": str(refusal)}
        case CannotEditError():
            return 422, problems_answer(refusal)
    return 400, {"message": str(refusal), "problems": []}


@require_POST
@requires(Permission.PLAN_EDIT)
@from_the_page
@in_json
def plan_changes(request: PortalRequest, plan_id: int) -> Json:
    """Carry operations out, all or none."""
    said = said_in(request)
    key, kind = _key(said), said.get("kind")
    _must(isinstance(kind, str) and kind in _KINDS)
    operations = understood(said.get("operations"))
    change = change_columns if is_about_columns(operations) else change_plan
    done = change(plan_id, operations, kind=str(kind), key=key, actor=request.actor)
    return answer_to(done, request.actor)


@require_POST
@requires(Permission.PLAN_EDIT)
@from_the_page
@in_json
def plan_undo(request: PortalRequest, plan_id: int) -> Json:
    """Take an edit of one's own back, or repeat one that was taken back."""
    said = said_in(request)
    key, number = _key(said), _number(said)
    done = undo_edit(plan_id, number, key=key, actor=request.actor)
    return answer_to(done, request.actor)


@require_POST
@requires(Permission.PLAN_EDIT)
@from_the_page
@in_json
def plan_watch(request: PortalRequest, plan_id: int) -> Json:
    """Say where one is; hear what others did since and where they are."""
    said = said_in(request)
    number, cell = _number(said), said.get("cell") or ""
    _must(isinstance(cell, str) and len(cell) <= LONGEST_CELL and _CELL.fullmatch(cell))
    plan = be_present(
        plan_id, cell, is_editing=said.get("is_editing") is True, actor=request.actor
    )
    return watch_answer(plan, number, request.actor)


@require_POST
@requires(Permission.PLAN_EDIT)
@from_the_page
@in_json
def plan_view(request: PortalRequest, plan_id: int) -> Json:
    """Keep which columns this person sees, and how wide."""
    said = said_in(request)
    hidden, widths = said.get("hidden", []), said.get("widths", {})
    _must(isinstance(hidden, list) and isinstance(widths, dict))
    _must(len(hidden) + len(widths) <= MOST_COLUMNS and all(map(_is_column, [*hidden, *widths])))
    _must(all(map(_is_width, widths.values())))
    keep_view(plan_id, hidden, widths, actor=request.actor)
    return {}


def _is_column(value: Any) -> bool:
    return value == "assigned" or is_uid(value)


def _is_width(value: Any) -> bool:
    return is_version(value) and value in WIDTHS


def _must(is_so: Any) -> None:
    if not is_so:
        raise WrongForm


def _number(said: Json) -> int:
    _must(is_version(said.get("number")))
    return int(said["number"])


def _key(said: Json) -> uuid.UUID:
    _must(is_uid(said.get("key")))
    return uuid.UUID(said["key"])
