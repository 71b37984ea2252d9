"""Pages that belong to no app: help, accessibility, the choice of a theme, the components."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from moc_portal.web.samples import component_samples
from moc_portal.web.themes import SYSTEM_THEME, THEME_COOKIE, THEMES
from moc_portal.web.typed import typed_texts

THEME_LIFETIME = timedelta(days=365)


@require_safe
@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help_page.html")


@require_safe
@login_not_required
def accessibility_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility_page.html")


@require_safe
@login_not_required
def component_list(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/component_list.html", component_samples())


@require_safe
@login_not_required
def theme_set(request: HttpRequest, theme: str) -> HttpResponse:
    """Remember the theme in a cookie, nothing else, and go back."""
    if theme not in THEMES:
        raise Http404
    response = redirect(_back(request))
    if theme == SYSTEM_THEME:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            THEME_COOKIE,
            theme,
            max_age=THEME_LIFETIME,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


def csrf_failure(request: HttpRequest, **_reason: str) -> HttpResponse:
    """A page that outlived its token: what was typed on it is given back.

    Only to the portal's own pages: another site must not make the portal say its words.
    """
    is_own = request.headers.get("Sec-Fetch-Site") == "same-origin"
    typed = typed_texts(request) if is_own else []
    context = {"typed": typed, "has_files": is_own and bool(request.FILES)}
    return render(request, "403_csrf.html", context, status=403)


def _back(request: HttpRequest) -> str:
    address = request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if own else "/"
