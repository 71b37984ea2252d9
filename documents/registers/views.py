"""Pages where registers of organisations and people come in and go out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.registers import actions
from documents.registers.forms import RegisterLoadForm, RegisterUploadForm
from documents.registers.resources import InvitationResource, OrganisationResource, Register
from documents.registers.rules import ORGANISATION_RULES, PERSON_RULES
from documents.registry import exports
from documents.uploads.kinds import Kind
from moc_portal.web.words import counted
from organisations import queries
from organisations.access import PortalRequest, requires
from organisations.actions.invitations import mail_invitations
from organisations.domain.content import OrganisationFilter
from organisations.domain.policy import Permission

ORGANISATION_LIMIT = 2000
PERSON_LIMIT = 200


@exports("xlsx")
@require_safe
@requires(Permission.ORGANISATION_VIEW)
def organisation_export(request: PortalRequest) -> HttpResponse:
    rows = queries.organisation_list(request.actor, OrganisationFilter())
    return _xlsx("организации", actions.organisation_workbook(rows, actor=request.actor))


@exports("xlsx")
@require_safe
@requires(Permission.ORGANISATION_EDIT)
def organisation_template(request: PortalRequest) -> HttpResponse:
    register = OrganisationResource(actor=request.actor)
    content = actions.blank_workbook("Организации", register, ORGANISATION_RULES)
    return _xlsx("бланк-организации", content)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ORGANISATION_EDIT)
def organisation_import(request: PortalRequest) -> HttpResponse:
    register = OrganisationResource(actor=request.actor)
    return _import_page(request, "organisation", register, ORGANISATION_LIMIT)


@require_POST
@requires(Permission.ORGANISATION_EDIT)
def organisation_load(request: PortalRequest) -> HttpResponse:
    form = RegisterLoadForm(request.POST, user_id=request.user.pk, register="organisation")
    register = OrganisationResource(actor=request.actor)
    if not form.is_valid():
        return _stale_page(request, "organisation", form, register, ORGANISATION_LIMIT)
    table, versions = form.cleaned_data["sealed"]
    register = OrganisationResource(actor=request.actor, versions=versions)
    preview = actions.load_table(register, table)
    count = counted(len(preview.interesting), "организация,организации,организаций")
    messages.success(request, f"Таблица загружена: добавлено и изменено {count}.")
    return redirect("organisations:organisation_list")


@exports("xlsx")
@require_POST
@requires(Permission.PERSON_EDIT)
def person_export(request: PortalRequest) -> HttpResponse:
    rows = queries.membership_rows(request.actor)
    return _xlsx("люди", actions.person_workbook(rows, actor=request.actor))


@exports("xlsx")
@require_safe
@requires(Permission.PERSON_EDIT)
def person_template(request: PortalRequest) -> HttpResponse:
    register = InvitationResource(actor=request.actor)
    content = actions.blank_workbook("Люди", register, PERSON_RULES)
    return _xlsx("бланк-люди", content)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PERSON_EDIT)
def person_import(request: PortalRequest) -> HttpResponse:
    register = InvitationResource(actor=request.actor)
    return _import_page(request, "person", register, PERSON_LIMIT)


@require_POST
@requires(Permission.PERSON_EDIT)
def person_load(request: PortalRequest) -> HttpResponse:
    form = RegisterLoadForm(request.POST, user_id=request.user.pk, register="person")
    register = InvitationResource(actor=request.actor)
    if not form.is_valid():
        return _stale_page(request, "person", form, register, PERSON_LIMIT)
    table, _versions = form.cleaned_data["sealed"]
    _preview, issued = actions.load_invitations(register, table)
    count = counted(len(issued), "приглашение,приглашения,приглашений")
    if mail_invitations(issued):
        messages.success(request, f"Отправлено: {count}. Ссылки действуют 72 часа.")
    else:
        messages.error(
            request,
            f"Сделано: {count}, но почтовый сервер не ответил и письма не ушли. "
            "Отзовите приглашения и повторите позже.",
        )
    return redirect("organisations:invitation_list")


def _import_page(
    request: PortalRequest, name: str, register: Register, limit: int
) -> HttpResponse:
    """The upload; after it the preview, which carries the table to «Загрузить»."""
    is_sent = request.method == "POST"
    form = RegisterUploadForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        headings=register.headings(),
        limit=limit,
    )
    if not form.is_valid():
        context = {"form": form, "headings": register.headings()}
        status = 422 if form.is_bound else 200
        return render(request, f"registers/{name}_import.html", context, status=status)
    table = form.cleaned_data["file"]
    preview = actions.try_table(register, table)
    load = RegisterLoadForm(user_id=request.user.pk, register=name)
    context = {"preview": preview, "sealed": load.seal(table, preview)}
    return render(request, f"registers/{name}_preview.html", context)


def _stale_page(
    request: PortalRequest, name: str, form: RegisterLoadForm, register: Register, limit: int
) -> HttpResponse:
    """The upload page again, with the reason."""
    messages.error(request, str(form.errors["sealed"][0]))
    upload = RegisterUploadForm(headings=register.headings(), limit=limit)
    context = {"form": upload, "headings": register.headings()}
    return render(request, f"registers/{name}_import.html", context, status=422)


def _xlsx(name: str, content: bytes) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx")
    return HttpResponse(
        content,
        content_type=Kind.XLSX.media_type,
        headers={
            "Content-Disposition": disposition or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
