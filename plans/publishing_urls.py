"""Addresses of the settings of a public page, and of the files of a version."""

from django.urls import path

from plans.views import public_settings, version_files

urlpatterns = [
    path("<int:plan_id>/publish/", public_settings.plan_publish, name="plan_publish"),
    path("<int:plan_id>/unpublish/", public_settings.plan_unpublish, name="plan_unpublish"),
    path(
        "<int:plan_id>/publish/preview/",
        public_settings.plan_publish_preview,
        name="plan_publish_preview",
    ),
    path(
        "versions/<int:version_id>/export/<str:form>/",
        version_files.version_export,
        name="version_export",
    ),
    path(
        "versions/<int:version_id>/convert/",
        version_files.version_convert,
        name="version_convert",
    ),
]
