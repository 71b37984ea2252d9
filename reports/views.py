"""The report pages."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from moc_portal.web.pages import paginate, render_page
from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from reports import actions
from reports.domain.period_report import opening_sentence, section_totals
from reports.domain.snapshots import thaw
from reports.forms import ReportForm
from reports.queries import pages


@require_safe
@requires(Permission.REPORT_VIEW)
def report_list(request: PortalRequest) -> HttpResponse:
    page = paginate(request, pages.report_list(request.actor))
    return render(request, "reports/report_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_BUILD)
def report_create(request: PortalRequest, period_id: int) -> HttpResponse:
    period = get_object_or_404(pages.period_page(request.actor), pk=period_id)
    counts = pages.gaps(request.actor, period)
    opening = opening_sentence(period.title, counts["accepted"], sum(counts.values()))
    initial = {"period": period.pk, "narrative": opening}
    data = request.POST if request.method == "POST" else None
    form = ReportForm(data, initial=initial, actor=request.actor)
    if form.is_valid():
        said = form.cleaned_data
        report = actions.request_report(
            said["period"], said["narrative"], key=str(said["key"]), actor=request.actor
        )
        return redirect("reports:report_detail", report.pk)
    context = {"form": form, "period": period, "gaps": counts}
    status = 422 if form.is_bound else 200
    return render(request, "reports/report_create.html", context, status=status)


@require_safe
@requires(Permission.REPORT_VIEW)
def report_detail(request: PortalRequest, report_id: int) -> HttpResponse:
    """The report's page; while it is being built, htmx asks for the progress again and again."""
    report = get_object_or_404(pages.report_page(request.actor), pk=report_id)
    if request.htmx and report.job.is_over:
        return HttpResponseClientRefresh()  # the tables are there now
    said = thaw(report.snapshot) if report.snapshot else None
    context = {
        "report": report,
        "said": said,
        "totals": section_totals(said) if said else (),
        "url": reverse("reports:report_detail", args=[report.pk]),
        "files": [
            {"url": reverse("documents:file_download", args=[file.pk]), "name": file.name}
            for file in report.job.files.all()
        ],
    }
    return render_page(request, "reports/report_detail.html", context, fragment="job-progress")
