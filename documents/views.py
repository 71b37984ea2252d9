"""Pages of a person's own background work, and the door through which files go out."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from documents import actions, downloads, queries
from documents.registry import permission_of
from moc_portal.web.pages import paginate, render_page
from organisations.access import PortalRequest, actor_with, signed_in
from organisations.domain.policy import oneself


@require_safe
@signed_in
def job_list(request: PortalRequest) -> HttpResponse:
    page = paginate(request, queries.own_jobs(request.user.pk))
    return render(request, "documents/job_list.html", {"page": page})


@require_safe
@signed_in
def job_detail(request: PortalRequest, job_id: int) -> HttpResponse:
    """The job's page; while it runs, htmx asks for the fragment again and again."""
    job = get_object_or_404(queries.own_jobs(request.user.pk), pk=job_id)
    files = [
        {"url": reverse("documents:file_download", args=[stored.pk]), "name": stored.name}
        for stored in queries.job_files(job)
    ]
    context = {
        "job": job,
        "files": files,
        "url": reverse("documents:job_detail", args=[job.pk]),
        "cancel_url": reverse("documents:job_cancel", args=[job.pk]),
    }
    return render_page(request, "documents/job_detail.html", context, fragment="job-progress")


@require_POST
@signed_in
def job_cancel(request: PortalRequest, job_id: int) -> HttpResponse:
    job = get_object_or_404(queries.own_jobs(request.user.pk), pk=job_id)
    actions.cancel_job(job, actor=oneself(request.user.pk))
    return redirect("documents:job_detail", job_id)


@require_POST
@signed_in
def job_retry(request: PortalRequest, job_id: int) -> HttpResponse:
    job = get_object_or_404(queries.own_jobs(request.user.pk), pk=job_id)
    actor = actor_with(request, permission_of(job.kind))
    if actor is None:
        raise PermissionDenied
    actions.retry_job(job, actor=actor)
    return redirect("documents:job_detail", job_id)


@require_safe
@signed_in
def file_download(request: PortalRequest, file_id: int) -> HttpResponse:
    stored = queries.downloadable_file(request.posts, request.user.pk, file_id)
    if stored is None:
        raise Http404
    return downloads.answer(stored)
