"""Addresses of the next year and of the library of templates."""

from django.urls import path

from plans.views import next_year, templates

urlpatterns = [
    path("next/", next_year.plan_next_choose, name="plan_next_choose"),
    path("<int:plan_id>/next/", next_year.plan_next, name="plan_next"),
    path("<int:plan_id>/template/", templates.template_create, name="template_create"),
    path("templates/", templates.template_list, name="template_list"),
    path("templates/<int:template_id>/", templates.template_detail, name="template_detail"),
    path("templates/<int:template_id>/use/", templates.template_use, name="template_use"),
    path("templates/<int:template_id>/edit/", templates.template_edit, name="template_edit"),
    path("templates/<int:template_id>/retire/", templates.template_retire, name="template_retire"),
]
