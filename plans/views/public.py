"""The public page of an approved plan, its files and its calendar: for everybody, no session."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import content_disposition_header, http_date, quote_etag
from django.views.decorators.http import require_safe

from documents import conversion
from documents.registry import exports
from documents.uploads.errors import UploadError
from documents.uploads.kinds import Kind
from moc_portal.web.themes import chosen_theme
from organisations.accounts import reads_too_often
from plans.domain.calendars import Feed, feed_of
from plans.forms.publishing import SearchForm
from plans.queries import publishing as queries
from plans.queries.exports import short_name
from plans.queries.public_reports import report_days
from plans.queries.version_documents import seal_of
from plans.rendering.files import converted
from plans.rendering.versions import public_content
from plans.views.public_table import table_of

FORMS = (Kind.DOCX, Kind.PDF)
# Kept by whoever reads, asked about every time: what is switched off must be gone at once.
CACHING = "public, max-age=0, must-revalidate"
_FILE_SECONDS = 24 * 3600
_FRESH_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A page that is on, the version that is asked for, and all versions."""

    page: queries.Published
    version: queries.Version
    versions: list[queries.Version]

    @property
    def is_newest(self) -> bool:
        return self.version == self.versions[0]


@require_safe
@login_not_required
def public_plan(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """The newest version with its execution."""
    return _answer(request, code, slug)


@require_safe
@login_not_required
def public_version(request: HttpRequest, code: str, slug: str, number: int) -> HttpResponse:
    """One version, whatever has been approved since."""
    return _answer(request, code, slug, number)


@require_safe
@exports("docx", "pdf")
@login_not_required
def public_file(
    request: HttpRequest, code: str, slug: str, number: int, form: str
) -> HttpResponse:
    """The public form of a version as a document."""
    if form not in FORMS:
        raise Http404
    found = _found(_page(code, slug), number)
    if reads_too_often(request, "public_file"):
        return _too_often(request)
    shown = queries.public_version(found.page, found.version)
    seal = seal_of(found.version, is_public_form=True)
    content = public_content(shown.document, seal, shown.organisation)
    if form == Kind.PDF:
        try:
            content = _pdf(content)
        except UploadError as error:
            context = _bare({"reason": str(error)})
            return render(request, "plans/public/public_file.html", context, status=503)
    name = f"{short_name(shown.content.title)}, версия {number}.{form}"
    return _headed(_file(content, name, Kind(form).media_type), found.page)


@require_safe
@login_not_required
def public_calendar(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """The deadlines of the newest version for calendars."""
    found = _found(_page(code, slug), None)
    shown = queries.public_version(found.page, found.version)
    feed = Feed(
        name=shown.content.title,
        page=settings.PORTAL_URL + reverse("public:public_plan", args=[code, slug]),
        source=code,
        version=found.version.number,
        made_at=found.version.created_at,
    )
    reports = report_days(found.page.plan, shown.content, shown.uids)
    content = feed_of(shown.content, shown.uids, feed, reports)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{slug}.ics"'
    # By its bytes alone: reporting periods move its days, and leave no trace on the plan.
    response.headers["ETag"] = etag = _etag(content)
    answer = get_conditional_response(request, etag, None, _headed(response, found.page))
    return answer if isinstance(answer, HttpResponse) else response


def shown_page(
    page: queries.Published, version: queries.Version, versions: list[queries.Version], words: str
) -> dict[str, Any]:
    """What the template of a public page draws."""
    shown = queries.public_version(page, version)
    execution = queries.execution(page.plan, shown.anonymiser)
    return _bare(
        {
            "page": page,
            "plan": page.plan,
            "version": version,
            "versions": [
                (each, shown.anonymiser.text(each.basis or _reason(each))) for each in versions
            ],
            "is_newest": version == versions[0],
            "shown": shown,
            "content": shown.content,
            "basis": shown.anonymiser.text(version.basis),
            "table": table_of(shown.content, shown.uids, execution, words),
            "search": SearchForm({"q": words}),
            "words": words,
            "page_url": settings.PORTAL_URL
            + reverse("public:public_plan", args=[page.organisation.code, page.slug]),
            "has_pdf": conversion.is_available(),
            "seal": seal_of(version),
        }
    )


def _answer(request: HttpRequest, code: str, slug: str, number: int | None = None) -> HttpResponse:
    """The page as it was last drawn, if nothing that it is made of has changed since."""
    words = SearchForm(request.GET).words() if "q" in request.GET else ""
    page = _page(code, slug)
    fresh = _freshness(page, number)
    said = f"{fresh.stamp}|{chosen_theme(request)}|{request.path}"
    key = hashlib.sha256(said.encode()).hexdigest()
    drawn: tuple[bytes, str] | None = None if words else caches["pages"].get(key)
    if drawn is None:
        found = _found(page, number)
        context = shown_page(page, found.version, found.versions, words)
        html = render_to_string("plans/public/public_plan.html", context, request).encode()
        drawn = html, _etag(html)
        if not words:
            caches["pages"].set(key, drawn)
    response = _headed(HttpResponse(drawn[0]), page)
    patch_vary_headers(response, ["Cookie"])  # the theme
    if words:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return _conditional(request, response, drawn[1], fresh)


def _page(code: str, slug: str) -> queries.Published:
    """Asked every time: a page that is switched off is gone with the next request."""
    page = queries.public_page(code, slug)
    if page is None:
        raise Http404
    return page


def _freshness(page: queries.Published, number: int | None) -> queries.Freshness:
    """Counted at most once in two seconds: many readers come at the same time."""
    plan = page.plan
    key = f"fresh:{page.pk}:{page.version}:{plan.version}:{plan.state}:{number}"
    fresh: queries.Freshness | None = caches["pages"].get(key)
    if fresh is None:
        found = _found(page, number)
        fresh = queries.freshness(page, found.version, found.versions[0].number)
        caches["pages"].set(key, fresh, _FRESH_SECONDS)
    return fresh


def _found(page: queries.Published, number: int | None) -> Found:
    versions = list(queries.versions_of(page.plan))
    version = next((one for one in versions if number in {None, one.number}), None)
    if version is None:
        raise Http404
    return Found(page, version, versions)


def _conditional(
    request: HttpRequest, response: HttpResponse, etag: str, fresh: queries.Freshness
) -> HttpResponse:
    """The answer, or 304 to who has it already."""
    changed_at = int(fresh.changed_at.timestamp())
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(changed_at)
    answer = get_conditional_response(request, etag, changed_at, response)
    return answer if isinstance(answer, HttpResponse) else response


def _etag(content: bytes) -> str:
    return quote_etag(hashlib.sha256(content).hexdigest()[:32])


def _headed(response: HttpResponse, page: queries.Published) -> HttpResponse:
    response.headers["Cache-Control"] = CACHING
    response.headers["X-Content-Type-Options"] = "nosniff"
    if not page.is_indexed:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


def _pdf(content: bytes) -> bytes:
    """Made once for the same document: LibreOffice takes a core for seconds."""
    cache, key = caches["default"], f"public-pdf:{hashlib.sha256(content).hexdigest()}"
    made = cache.get(key)
    if made is None:
        made = converted(content, Kind.DOCX, Kind.PDF)
        cache.set(key, made, _FILE_SECONDS)
    return bytes(made)


def _too_often(request: HttpRequest) -> HttpResponse:
    return render(request, "plans/public/too_often.html", _bare({}), status=429)


def _bare(context: dict[str, Any]) -> dict[str, Any]:
    """A page without a session: no token of a form, so that it is the same for everybody."""
    return {"csrf_token": "", **context}


def _reason(version: queries.Version) -> str:
    return version.amendment.reason if version.amendment else ""
