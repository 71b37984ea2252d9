"""The portal's address map: one line an app."""

from django.urls import URLPattern, URLResolver, include, path

from moc_portal.health import healthz, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("moc_portal.front.urls")),
    path("", include("moc_portal.web.urls")),
    path("", include("plans.public_urls")),
    path("plans/", include("plans.urls")),
    path("progress/", include("plans.progress_urls")),
    path("account/", include("organisations.account_urls")),
    path("organisations/", include("organisations.urls")),
    path("registers/", include("documents.registers.urls")),
    path("documents/", include("documents.urls")),
    path("navigator/", include("navigator.urls")),
    path("media/", include("mediaplan.urls")),
    path("reports/", include("reports.urls")),
]
