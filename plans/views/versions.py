"""The page of a frozen version."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from documents import conversion
from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.domain.table import lay_out
from plans.domain.versions import sha256_of, thaw
from plans.forms.approving import VersionPapersForm
from plans.queries.agreement_page import agreed_sheet, papers_of
from plans.queries.exports import CONVERTED
from plans.queries.plans import Version, version_page


@require_safe
@requires(Permission.PLAN_VIEW)
def version_detail(request: PortalRequest, version_id: int) -> HttpResponse:
    version = get_object_or_404(version_page(request.actor), pk=version_id)
    return show_version(request, version, VersionPapersForm())


def show_version(
    request: PortalRequest, version: Version, form: VersionPapersForm, *, status: int = 200
) -> HttpResponse:
    document, marks = thaw(version.snapshot)
    context = {
        "version": version,
        "content": document.plans[0],
        "table": lay_out(document.plans[0]),
        "marks": marks,
        "is_whole": sha256_of(version.snapshot) == version.sha256,
        "papers": papers_of(version),
        "sheet": agreed_sheet(version),
        "papers_form": form,
        "converted": list(CONVERTED) if conversion.is_available() else [],
        "key": uuid.uuid4(),
    }
    return render(request, "plans/version_detail.html", context, status=status)
