"""Addresses of the report pages: view, name and template share one word."""

from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("", views.report_list, name="report_list"),
    path("create/<int:period_id>/", views.report_create, name="report_create"),
    path("<int:report_id>/", views.report_detail, name="report_detail"),
]
