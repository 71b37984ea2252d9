"""Pages of invitations; the page behind a link is the one open to everybody."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moc_portal.web.pages import paginate, render_page
from organisations import queries
from organisations.access import PortalRequest, requires
from organisations.accounts import limited
from organisations.actions import invitations as actions
from organisations.domain.invitations import refusal
from organisations.domain.policy import Permission
from organisations.forms import AcceptanceForm, InvitationForm


@require_safe
@requires(Permission.PERSON_EDIT)
def invitation_list(request: PortalRequest) -> HttpResponse:
    page = paginate(request, queries.invitation_list(request.actor))
    return render_page(
        request,
        "organisations/invitation_list.html",
        {"page": page, "now": timezone.now()},
        fragment="invitation-table",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PERSON_EDIT)
def invitation_create(request: PortalRequest, organisation_id: int) -> HttpResponse:
    organisation = get_object_or_404(queries.organisation_page(request.actor), pk=organisation_id)
    roles = queries.roles_to_grant(organisation, actor=request.actor)
    form = InvitationForm(request.POST or None, roles=roles)
    context = {"form": form, "organisation": organisation, "roles": roles}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "organisations/invitation_create.html", context, status=status)
    issued = actions.issue_invitation(form.invitee(organisation.pk), actor=request.actor)
    context = {"issued": issued, "is_mailed": actions.mail_invitations([issued])}
    # Shown in the answer to the POST: the link is kept nowhere, so there is no page to go to.
    return render(request, "organisations/invitation_issued.html", context)


@require_POST
@requires(Permission.PERSON_EDIT)
def invitation_revoke(request: PortalRequest, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(queries.invitation_list(request.actor), pk=invitation_id)
    actions.revoke_invitation(invitation, actor=request.actor)
    messages.success(request, "Приглашение отозвано: ссылка больше не действует.")
    return redirect("organisations:invitation_list")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password", "repeated")
@never_cache
@limited("invitation")
@login_not_required
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    invitation = queries.invitation_by_token(token)
    state = queries.state_of(invitation) if invitation else None
    reason = refusal(state, timezone.now())
    if invitation is None or reason:
        status = 410 if invitation else 404
        return render(
            request, "organisations/invitation_closed.html", {"reason": reason}, status=status
        )
    if request.user.is_authenticated:
        return _accept_signed_in(cast(PortalRequest, request), invitation, token)
    account = queries.account_with(invitation.email)
    if account:
        context = {"invitation": invitation, "account": account}
        return render(request, "organisations/invitation_known.html", context)
    return _accept_new(request, invitation, token)


def _accept_signed_in(request: PortalRequest, invitation: Any, token: str) -> HttpResponse:
    """One more role for the account that is signed in, if it is the invited one."""
    context = {
        "invitation": invitation,
        "is_theirs": request.user.email.lower() == invitation.email,
    }
    if not context["is_theirs"]:
        return render(request, "organisations/invitation_join.html", context, status=403)
    if request.method != "POST":
        return render(request, "organisations/invitation_join.html", context)
    actions.join_by_invitation(token, request.user)
    messages.success(request, f"Роль «{invitation.role_name}» теперь ваша.")
    return redirect("organisations:profile")


def _accept_new(request: HttpRequest, invitation: Any, token: str) -> HttpResponse:
    """The newcomer's name and password, then straight in with a fresh session."""
    newcomer = queries.newcomer(invitation)
    form = AcceptanceForm(request.POST or None, instance=newcomer)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"form": form, "invitation": invitation}
        return render(request, "organisations/invitation_accept.html", context, status=status)
    user = actions.accept_invitation(token, form.card(), form.cleaned_data["password"])
    login(request, user)
    messages.success(request, "Вы в портале. В следующий раз входите по почте и паролю.")
    return redirect("organisations:profile")
