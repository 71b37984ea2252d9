"""Addresses of the Navigator's pages: view, name and template share one word."""

from django.urls import path

from navigator import views

app_name = "navigator"

urlpatterns = [
    path("programmes/", views.programme_list, name="programme_list"),
    path("programmes/counts/", views.programme_counts, name="programme_counts"),
    path("certificates/", views.certificate_counts, name="certificate_counts"),
    path(
        "certificates/of/<int:organisation_id>/", views.certificate_list, name="certificate_list"
    ),
    path(
        "certificates/<int:certificate_id>/reveal/",
        views.certificate_reveal,
        name="certificate_reveal",
    ),
]
