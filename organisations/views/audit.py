"""The page of the audit trail."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from moc_portal.web.pages import paginate, render_page
from organisations import queries
from organisations.access import PortalRequest, requires
from organisations.domain.audit_words import say_details, say_verb
from organisations.domain.policy import Permission
from organisations.forms import AuditFilterForm


@require_safe
@requires(Permission.AUDIT_VIEW)
def audit_list(request: PortalRequest) -> HttpResponse:
    form = AuditFilterForm(request.GET)
    page = paginate(request, queries.audit_list(request.actor, form.chosen()))
    names = queries.organisation_names({event.organisation_id for event in page})
    lines = [
        {
            "event": event,
            "deed": say_verb(event.verb),
            "organisation": _where(event.target_name, names.get(event.organisation_id, "")),
            "details": say_details(event.details),
        }
        for event in page
    ]
    context = {"form": form, "page": page, "lines": lines}
    return render_page(request, "organisations/audit_list.html", context, fragment="audit-table")


def _where(target: str, organisation: str) -> str:
    """The organisation, unless it is what the line is about."""
    return "" if organisation == target else organisation
