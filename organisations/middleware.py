"""Refuse undeclared views; turn the domain's refusals into answers."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.defaults import page_not_found

from moc_portal.web.pages import came_from
from moc_portal.web.typed import typed_texts
from organisations.access import declares_access
from organisations.domain.errors import OutOfReachError, RuleError


class SignInMiddleware(LoginRequiredMiddleware):
    """The way to the door; who was signed out while writing gets the text back beside it."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        refused = super().process_view(request, view_func, view_args, view_kwargs)
        typed = typed_texts(request) if refused else []
        if not typed:
            return refused
        context = {"typed": typed, "has_files": bool(request.FILES), "back": came_from(request)}
        return render(request, "signed_out.html", context, status=403)


class AccessMiddleware:
    """A view without a declaration is never run."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(None):
            response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            # Pages of one person must not be shown to the next one at a shared computer.
            response.headers["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, _request: HttpRequest, view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
    ) -> None:
        if not declares_access(view):
            raise PermissionDenied(f"{view.__module__}.{view.__name__} declares no permission")

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OutOfReachError):
            return page_not_found(request, error)  # as if it were not there
        if isinstance(error, RuleError):
            context = {
                "reason": str(error),
                "typed": typed_texts(request, error),
                "has_files": request.method == "POST" and bool(request.FILES),
            }
            return render(request, "409.html", context, status=409)
        return None
