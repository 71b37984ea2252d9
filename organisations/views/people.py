"""Pages of people and their roles."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moc_portal.web.pages import paginate, render_page
from organisations import queries
from organisations.access import PortalRequest, actor_with, requires
from organisations.actions import people as actions
from organisations.domain.policy import Permission, Role
from organisations.forms import MembershipForm, PersonFilterForm


@require_safe
@requires(Permission.PERSON_VIEW)
def person_list(request: PortalRequest) -> HttpResponse:
    form = PersonFilterForm(request.GET)
    page = paginate(request, queries.person_list(request.actor, form.chosen()))
    context = {"form": form, "page": page}
    return render_page(request, "organisations/person_list.html", context, fragment="person-table")


@require_safe
@requires(Permission.PERSON_VIEW)
def person_detail(request: PortalRequest, person_id: int) -> HttpResponse:
    person = get_object_or_404(queries.person_page(request.actor), pk=person_id)
    editor = actor_with(request, Permission.PERSON_EDIT)
    context = {
        "person": person,
        "editable": editor.organisation_ids if editor else frozenset(),
        "can_edit": editor is not None
        and any(editor.reaches(row.organisation_id) for row in person.roles),  # type: ignore[attr-defined]  # prefetched
    }
    return render(request, "organisations/person_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PERSON_EDIT)
def membership_create(request: PortalRequest, person_id: int) -> HttpResponse:
    person = get_object_or_404(queries.person_page(request.actor), pk=person_id)
    form = MembershipForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        said = form.cleaned_data
        actions.grant_role(person, said["organisation"], Role(said["role"]), actor=request.actor)
        messages.success(request, "Роль выдана: она действует со следующего открытия страницы.")
        return redirect("organisations:person_detail", person.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "person": person}
    return render(request, "organisations/membership_create.html", context, status=status)


@require_POST
@requires(Permission.PERSON_EDIT)
def membership_delete(request: PortalRequest, membership_id: int) -> HttpResponse:
    membership = get_object_or_404(queries.membership_page(request.actor), pk=membership_id)
    organisation_id = membership.organisation_id
    actions.withdraw_role(membership, actor=request.actor)
    messages.success(request, "Роль снята.")
    return redirect("organisations:organisation_detail", organisation_id)


@require_POST
@requires(Permission.PERSON_EDIT)
def person_deactivate(request: PortalRequest, person_id: int) -> HttpResponse:
    person = get_object_or_404(queries.person_page(request.actor), pk=person_id)
    actions.deactivate_person(person, actor=request.actor)
    messages.success(request, "Вход отключён, все сеансы этого человека завершены.")
    return redirect("organisations:person_detail", person.pk)


@require_POST
@requires(Permission.PERSON_EDIT)
def person_reactivate(request: PortalRequest, person_id: int) -> HttpResponse:
    person = get_object_or_404(queries.person_page(request.actor), pk=person_id)
    actions.reactivate_person(person, actor=request.actor)
    messages.success(request, "Вход снова разрешён.")
    return redirect("organisations:person_detail", person.pk)
