"""Pages of programmes and certificates."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from moc_portal.web.pages import paginate, render_page
from navigator import actions, queries
from navigator.forms import ProgrammeFilterForm, RevealForm
from navigator.tabs import navigator_tabs
from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission


@require_safe
@requires(Permission.PROGRAMME_VIEW)
def programme_list(request: PortalRequest) -> HttpResponse:
    form = ProgrammeFilterForm(request.GET, actor=request.actor)
    page = paginate(request, queries.programme_list(request.actor, form.value()))
    tabs = navigator_tabs(request, "programme_list")
    context = {"form": form, "page": page, "tabs": tabs}
    return render_page(
        request, "navigator/programme_list.html", context, fragment="programme-table"
    )


@require_safe
@requires(Permission.PROGRAMME_VIEW)
def programme_counts(request: PortalRequest) -> HttpResponse:
    page = paginate(request, queries.programme_counts(request.actor))
    context = {"page": page, "tabs": navigator_tabs(request, "programme_counts")}
    return render(request, "navigator/programme_counts.html", context)


@require_safe
@requires(Permission.CERTIFICATE_VIEW)
def certificate_counts(request: PortalRequest) -> HttpResponse:
    rows = queries.certificate_counts(request.actor)
    context = {"rows": rows, "tabs": navigator_tabs(request, "certificate_counts")}
    return render(request, "navigator/certificate_counts.html", context)


@require_safe
@requires(Permission.CERTIFICATE_VIEW)
def certificate_list(request: PortalRequest, organisation_id: int) -> HttpResponse:
    organisation = get_object_or_404(queries.organisation_page(request.actor), pk=organisation_id)
    page = paginate(request, queries.certificates_of(request.actor, organisation.pk))
    context = {"organisation": organisation, "page": page}
    return render(request, "navigator/certificate_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CERTIFICATE_REVEAL)
def certificate_reveal(request: PortalRequest, certificate_id: int) -> HttpResponse:
    certificate = get_object_or_404(queries.certificate_page(request.actor), pk=certificate_id)
    form = RevealForm(request.POST if request.method == "POST" else None)
    number = ""
    if form.is_valid():
        number = actions.reveal_number(
            certificate, form.cleaned_data["reason"], actor=request.actor
        )
    context = {"certificate": certificate, "form": form, "number": number}
    status = 422 if form.is_bound and not number else 200
    return render(request, "navigator/certificate_reveal.html", context, status=status)
