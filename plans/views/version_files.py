"""An approved version as a file that carries its seal."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from documents import downloads
from documents.registry import exports
from documents.uploads.kinds import Kind
from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.actions.version_documents import request_version_file
from plans.forms.exports import ConvertForm
from plans.queries import plans as queries
from plans.queries.exports import QUICK, file_name
from plans.queries.version_documents import kept_document, version_file_name
from plans.rendering.versions import version_content
from plans.views.exports import attachment


@require_safe
@exports(*QUICK)
@requires(Permission.PLAN_VIEW)
def version_export(request: PortalRequest, version_id: int, form: str) -> HttpResponse:
    """The kept document; what no worker has made yet is made now, with the same bytes."""
    if form not in QUICK:
        raise Http404
    version = get_object_or_404(queries.version_page(request.actor), pk=version_id)
    kept = kept_document(version) if form == Kind.DOCX else None
    if kept:
        return downloads.answer(kept)
    name = f"{version_file_name(version, file_name(version.plan))}.{form}"
    return attachment(version_content(version, form), name, Kind(form))


@require_POST
@requires(Permission.PLAN_VIEW)
def version_convert(request: PortalRequest, version_id: int) -> HttpResponse:
    """Ask for a form that LibreOffice writes."""
    version = get_object_or_404(queries.version_page(request.actor), pk=version_id)
    form = ConvertForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Не понято, какой файл нужен. Нажмите кнопку ещё раз.")
        return redirect("plans:version_detail", version.pk)
    said = form.cleaned_data
    job = request_version_file(
        version, said["form"], key=f"{said['key']}-{said['form']}", actor=request.actor
    )
    return redirect("documents:job_detail", job.pk)
