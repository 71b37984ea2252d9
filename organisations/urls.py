"""Addresses of organisations, people, invitations, the audit trail and the profile."""

from django.urls import path

from organisations.views import audit, invitations, organisations, people, profile

app_name = "organisations"
urlpatterns = [
    path("", organisations.organisation_list, name="organisation_list"),
    path("new/", organisations.organisation_create, name="organisation_create"),
    path("<int:organisation_id>/", organisations.organisation_detail, name="organisation_detail"),
    path("<int:organisation_id>/edit/", organisations.organisation_edit, name="organisation_edit"),
    path(
        "<int:organisation_id>/deactivate/",
        organisations.organisation_deactivate,
        name="organisation_deactivate",
    ),
    path(
        "<int:organisation_id>/reactivate/",
        organisations.organisation_reactivate,
        name="organisation_reactivate",
    ),
    path("<int:organisation_id>/invite/", invitations.invitation_create, name="invitation_create"),
    path("people/", people.person_list, name="person_list"),
    path("people/<int:person_id>/", people.person_detail, name="person_detail"),
    path("people/<int:person_id>/deactivate/", people.person_deactivate, name="person_deactivate"),
    path("people/<int:person_id>/reactivate/", people.person_reactivate, name="person_reactivate"),
    path("people/<int:person_id>/roles/new/", people.membership_create, name="membership_create"),
    path("roles/<int:membership_id>/delete/", people.membership_delete, name="membership_delete"),
    path("invitations/", invitations.invitation_list, name="invitation_list"),
    path(
        "invitations/<int:invitation_id>/revoke/",
        invitations.invitation_revoke,
        name="invitation_revoke",
    ),
    path("join/<str:token>/", invitations.invitation_accept, name="invitation_accept"),
    path("audit/", audit.audit_list, name="audit_list"),
    path("profile/", profile.profile, name="profile"),
    path("sections/", profile.section_list, name="section_list"),
]
