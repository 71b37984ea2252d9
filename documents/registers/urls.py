"""Addresses of the registers."""

from django.urls import path

from documents.registers import views

app_name = "registers"
urlpatterns = [
    path("organisations/export/", views.organisation_export, name="organisation_export"),
    path("organisations/template/", views.organisation_template, name="organisation_template"),
    path("organisations/import/", views.organisation_import, name="organisation_import"),
    path("organisations/load/", views.organisation_load, name="organisation_load"),
    path("people/export/", views.person_export, name="person_export"),
    path("people/template/", views.person_template, name="person_template"),
    path("people/import/", views.person_import, name="person_import"),
    path("people/load/", views.person_load, name="person_load"),
]
