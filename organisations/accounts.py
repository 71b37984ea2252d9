"""How allauth behaves here: nobody signs up without an invitation, and guessing is stopped."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit as counting
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from organisations.access import load_posts
from organisations.models import User

View = Callable[..., HttpResponse]


class PortalAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Closed sign-up, limits that answer 429, links that lead to this portal."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth's call
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Stop the sixth attempt before a password is hashed, and say so by the status too."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise ImmediateHttpResponse(ratelimit.respond_429(request)) from error

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Nobody enters who has no role in an organisation that is switched on."""
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if response is None and not load_posts(user.pk):
            response = self.respond_user_inactive(request, user)
        return response

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Under the portal's own address: the Host header is the caller's word."""
        address: str = super().get_reset_password_from_key_url(key)
        path = address.split("/", 3)[3] if "://" in address else address.lstrip("/")
        return f"{settings.PORTAL_URL}/{path}"

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # With the address in the key a stranger elsewhere cannot lock a person out.
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"


def limited(action: str) -> Callable[[View], View]:
    """Count the POSTs of each address; over the limit of ACCOUNT_RATE_LIMITS answer 429."""

    def limit(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            refused: HttpResponse | None = ratelimit.consume_or_429(request, action=action)
            return refused or view(request, *args, **kwargs)

        return counted

    return limit


def reads_too_often(request: HttpRequest, action: str) -> bool:
    """Count a reading of a public address; whether it is over the limit of ACCOUNT_RATE_LIMITS."""
    usage = counting.consume(request, app="allauth.account", action=action, limit_get=True)
    return usage is None
