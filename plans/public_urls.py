"""Addresses that need no account: public pages of plans, the check of a printed document."""

from django.urls import path

from plans.views import public, version_check
from plans.views.robots import robots

_PLAN = "o/<slug:code>/plans/<slug:slug>/"

app_name = "public"
urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("v/", version_check.version_check, name="version_check"),
    path("v/<str:code>/", version_check.version_found, name="version_found"),
    path(_PLAN, public.public_plan, name="public_plan"),
    path(f"{_PLAN}calendar.ics", public.public_calendar, name="public_calendar"),
    path(f"{_PLAN}v<int:number>/", public.public_version, name="public_version"),
    path(f"{_PLAN}v<int:number>/<str:form>/", public.public_file, name="public_file"),
]
