"""Whether a printed document is one that was approved: for everybody who holds it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from organisations.accounts import reads_too_often
from plans.domain.seals import read_code
from plans.forms.publishing import VersionCheckForm
from plans.queries.version_check import found_versions


@require_safe
@never_cache
@login_not_required
def version_check(request: HttpRequest) -> HttpResponse:
    """The form for a code that is typed from paper."""
    form = VersionCheckForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("public:version_found", form.cleaned_data["code"])
    status = 422 if form.is_bound else 200
    context = {"form": form, "csrf_token": ""}
    return render(request, "plans/public/version_check.html", context, status=status)


@require_safe
@never_cache
@login_not_required
def version_found(request: HttpRequest, code: str) -> HttpResponse:
    """What the portal knows of the document with this code; no person is named."""
    if reads_too_often(request, "version_check"):
        return render(request, "plans/public/too_often.html", {"csrf_token": ""}, status=429)
    known = read_code(code)
    found = found_versions(known) if known else []
    context = {
        "found": found,
        "is_genuine": bool(found) and all(version.is_whole for version in found),
        "code": known or code[:64],
        "form": VersionCheckForm(initial={"code": code[:64]}),
        "csrf_token": "",
    }
    status = 200 if found else 404
    return render(request, "plans/public/version_found.html", context, status=status)
