"""What the pages of an uploaded document share: its reading, its places, keeping a correction."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from organisations.access import PortalRequest
from plans.actions import imports as actions
from plans.domain.content import Item, PlanContent
from plans.domain.corrections import Reading, find_item
from plans.domain.undoing import remembered
from plans.queries import imports as queries


def read_import(request: PortalRequest, import_id: int) -> queries.ReadImport:
    """The upload and what was read in it; 404 where the person may not see it."""
    row = get_object_or_404(queries.import_page(request.actor), pk=import_id)
    return queries.ReadImport(row, queries.reading_of(row))


def plan_or_404(reading: Reading, index: int) -> PlanContent:
    if index >= len(reading.document.plans):
        raise Http404
    return reading.document.plans[index]


def item_or_404(reading: Reading, plan: int, item: int) -> tuple[int, Item]:
    """The index of the item's section, and the item."""
    found = find_item(plan_or_404(reading, plan), item)
    if found is None:
        raise Http404
    return found


def keep(
    request: PortalRequest,
    upload: queries.ReadImport,
    after: Reading,
    *,
    words: str,
    version: int,
) -> None:
    """Keep a correction of the upload; `words` are for «Отменить: …»."""
    corrected = remembered(upload.reading, after, words)
    actions.correct_import(upload.row, corrected, version=version, actor=request.actor)


def prefix_of(plan: int) -> str:
    """The prefix of the form of one found plan."""
    return f"plan-{plan}"


def back_to(import_id: int, anchor: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('plans:import_review', args=[import_id])}#{anchor}")
