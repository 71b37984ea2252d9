"""Addresses of the pages that belong to no app."""

from django.urls import path

from moc_portal.web import views

app_name = "web"
urlpatterns = [
    path("help/", views.help_page, name="help_page"),
    path("accessibility/", views.accessibility_page, name="accessibility_page"),
    path("theme/<str:theme>/", views.theme_set, name="theme_set"),
    path("components/", views.component_list, name="component_list"),
]
