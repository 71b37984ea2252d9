"""One's own page, and the page of all the sections that one may open."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from organisations import queries
from organisations.access import PortalRequest, signed_in
from organisations.actions import people as actions
from organisations.forms import ProfileForm
from organisations.navigation import sections_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profile(request: PortalRequest) -> HttpResponse:
    # The form writes what is typed into its instance, and the header shows request.user.
    form = ProfileForm(request.POST or None, instance=queries.account(request.user.pk))
    if form.is_valid():
        actions.update_profile(request.user.pk, form.card())
        messages.success(request, "Профиль сохранён.")
        return redirect("organisations:profile")
    context = {"form": form, "memberships": queries.own_memberships(request.user.pk)}
    status = 422 if form.is_bound else 200
    return render(request, "organisations/profile.html", context, status=status)


@require_safe
@signed_in
def section_list(request: PortalRequest) -> HttpResponse:
    return render(request, "organisations/section_list.html", {"sections": sections_of(request)})
