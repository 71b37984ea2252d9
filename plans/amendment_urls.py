"""Addresses of amendments and of notices about them; they are part of `plans.urls`."""

from django.urls import path

from plans.views import amendments

urlpatterns = [
    path("<int:plan_id>/amendments/create/", amendments.amendment_create, name="amendment_create"),
    path("amendments/<int:amendment_id>/", amendments.amendment_detail, name="amendment_detail"),
    path("amendments/<int:amendment_id>/edit/", amendments.amendment_edit, name="amendment_edit"),
    path(
        "amendments/<int:amendment_id>/comparison/",
        amendments.amendment_comparison,
        name="amendment_comparison",
    ),
    path(
        "amendments/<int:amendment_id>/withdraw/",
        amendments.amendment_withdraw,
        name="amendment_withdraw",
    ),
    path(
        "amendments/<int:amendment_id>/reject/",
        amendments.amendment_reject,
        name="amendment_reject",
    ),
    path("notices/<int:notice_id>/seen/", amendments.notice_seen, name="notice_seen"),
]
