"""Pages of organisations."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moc_portal.web.pages import paginate, render_page
from organisations import queries
from organisations.access import PortalRequest, actor_with, requires
from organisations.actions import organisations as actions
from organisations.domain.errors import ChangedMeanwhileError
from organisations.domain.policy import Permission
from organisations.forms import OrganisationFilterForm, OrganisationForm

BELOW_SHOWN = 12


@require_safe
@requires(Permission.ORGANISATION_VIEW)
def organisation_list(request: PortalRequest) -> HttpResponse:
    form = OrganisationFilterForm(request.GET)
    page = paginate(request, queries.organisation_list(request.actor, form.chosen()))
    context = {"form": form, "page": page}
    return render_page(
        request, "organisations/organisation_list.html", context, fragment="organisation-table"
    )


@require_safe
@requires(Permission.ORGANISATION_VIEW)
def organisation_detail(request: PortalRequest, organisation_id: int) -> HttpResponse:
    organisation = get_object_or_404(queries.organisation_page(request.actor), pk=organisation_id)
    reader = actor_with(request, Permission.PERSON_VIEW)
    editor = actor_with(request, Permission.PERSON_EDIT)
    context = {
        "organisation": organisation,
        "above": queries.organisations_above(organisation),
        "below": queries.organisations_below(organisation, request.actor)[:BELOW_SHOWN],
        "reached": request.actor.organisation_ids,
        "sees_people": reader is not None and reader.reaches(organisation.pk),
        "edits_people": editor is not None and editor.reaches(organisation.pk),
        "people": queries.people_of(organisation, reader) if reader else [],
        "invitations": queries.invitations_into(organisation, editor) if editor else [],
    }
    return render(request, "organisations/organisation_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ORGANISATION_EDIT)
def organisation_create(request: PortalRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        organisation = actions.create_organisation(form.card(), actor=request.actor)
        messages.success(request, f"Организация «{organisation}» добавлена.")
        return redirect("organisations:organisation_detail", organisation.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form}
    return render(request, "organisations/organisation_create.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ORGANISATION_EDIT)
def organisation_edit(request: PortalRequest, organisation_id: int) -> HttpResponse:
    organisation = get_object_or_404(queries.organisation_page(request.actor), pk=organisation_id)
    form = OrganisationForm(request.POST or None, instance=organisation, actor=request.actor)
    if not form.is_valid():
        return _edit_page(request, form, status=422 if form.is_bound else 200)
    version = form.cleaned_data["version"]
    try:
        actions.update_organisation(
            organisation, form.card(), version=version, actor=request.actor
        )
    except ChangedMeanwhileError:
        # Not the common refusal: what was typed must come back beside what is saved now.
        return _edit_page(request, form, status=409)
    messages.success(request, "Карточка организации сохранена.")
    return redirect("organisations:organisation_detail", organisation.pk)


@require_POST
@requires(Permission.ORGANISATION_EDIT)
def organisation_deactivate(request: PortalRequest, organisation_id: int) -> HttpResponse:
    organisation = get_object_or_404(queries.organisation_page(request.actor), pk=organisation_id)
    actions.deactivate_organisation(organisation, actor=request.actor)
    messages.success(request, "Организация отключена, её сотрудники вышли из портала.")
    return redirect("organisations:organisation_detail", organisation.pk)


@require_POST
@requires(Permission.ORGANISATION_EDIT)
def organisation_reactivate(request: PortalRequest, organisation_id: int) -> HttpResponse:
    organisation = get_object_or_404(queries.organisation_page(request.actor), pk=organisation_id)
    actions.reactivate_organisation(organisation, actor=request.actor)
    messages.success(request, "Организация снова действует.")
    return redirect("organisations:organisation_detail", organisation.pk)


def _edit_page(request: PortalRequest, form: OrganisationForm, *, status: int) -> HttpResponse:
    """The form; after a conflict also what is saved now, by whom, and a version to save over."""
    saved = queries.organisation_page(request.actor).get(pk=form.instance.pk)
    context: dict[str, Any] = {"form": form, "organisation": saved, "conflict": []}
    if status == 409:
        context["conflict"] = form.differences(saved)
        context["change"] = queries.last_change(saved)
        form.save_over(saved.version)
    return render(request, "organisations/organisation_edit.html", context, status=status)
