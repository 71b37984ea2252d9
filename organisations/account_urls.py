"""Sign-in, passwords and two-factor protection: allauth's views that the portal offers, by name.

`account_signup` and `account_set_password` exist because allauth reverses them: the first
answers 404, the second leads to the reset by mail. All that is not listed here does not exist.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path

from organisations.access import signed_in


@login_not_required
def account_signup(_request: HttpRequest) -> HttpResponse:
    """People come by invitation alone."""
    raise Http404


@login_not_required
def account_set_password(_request: HttpRequest) -> HttpResponse:
    """Whoever has no password sets one by mail."""
    return redirect("account_reset_password")


urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account_signup, name="account_signup"),
    path("reauthenticate/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", signed_in(account.password_change), name="account_change_password"),
    path("password/set/", account_set_password, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("two-factor/", signed_in(mfa.index), name="mfa_index"),
    path("two-factor/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("two-factor/reauthenticate/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("two-factor/totp/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("two-factor/totp/off/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "two-factor/codes/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"
    ),
    path(
        "two-factor/codes/generate/",
        signed_in(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "two-factor/codes/download/",
        signed_in(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
