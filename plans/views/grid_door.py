"""What every request of an open grid is asked first: whose page it is from, and what it says."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from django.http import HttpResponse, JsonResponse

from organisations.access import PortalRequest
from plans.domain.editing.shapes import WrongForm

Json = dict[str, Any]
View = Callable[..., HttpResponse]
OTHER_PERSON, PERSON_HEADER = "other_person", "X-Person"

_OTHER = (
    "В этом браузере вошёл другой человек, поэтому портал ничего не сохранил. Ваш текст остаётся "
    "за вами: войдите под своим именем."
)


def from_the_page(view: View) -> View:
    """Only what the person sends who has the page open: in that browser another may sign in since.

    A text is never saved under the name of somebody who has not typed it.
    """

    @wraps(view)
    def answered(request: PortalRequest, plan_id: int) -> HttpResponse:
        if request.headers.get(PERSON_HEADER) != str(request.actor.user_id):
            return JsonResponse({"code": OTHER_PERSON, "message": _OTHER}, status=409)
        try:
            return view(request, plan_id)
        except WrongForm as wrong:
            return JsonResponse({"message": str(wrong), "problems": []}, status=400)

    return answered


def said_in(request: PortalRequest) -> Json:
    """The JSON object that the page sends; `WrongForm` where it is none."""
    try:
        said = _read(request.body)
    except (ValueError, RecursionError) as error:
        raise WrongForm from error
    if not isinstance(said, dict):
        raise WrongForm
    return said


def plain_in(request: PortalRequest) -> dict[str, str]:
    """The same of one level, as fields of a form have it."""
    said = {name: value for name, value in said_in(request).items() if value is not None}
    if not all(isinstance(value, str) for value in said.values()):
        raise WrongForm
    return said


def _read(body: bytes) -> Any:
    text = body.decode()
    said = json.loads(text, parse_constant=_refuse)
    if "\\ud" in text.lower():
        # Half of a pair, as a text that was cut inside an emoji has: nothing can write it down.
        said = json.loads(json.dumps(said, ensure_ascii=False).encode(errors="ignore"))
    return said


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
