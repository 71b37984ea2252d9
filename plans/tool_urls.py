"""Addresses of the tools of a plan's table; they are part of `plans.urls`."""

from django.urls import path

from plans.views import grid_tools

urlpatterns = [
    path("<int:plan_id>/grid/paste/", grid_tools.grid_paste, name="grid_paste"),
    path("<int:plan_id>/grid/terms/", grid_tools.grid_terms, name="grid_terms"),
    path("<int:plan_id>/grid/deadline/", grid_tools.grid_deadline, name="grid_deadline"),
    path("<int:plan_id>/grid/executors/", grid_tools.grid_executors, name="grid_executors"),
    path("<int:plan_id>/grid/link/", grid_tools.grid_link, name="grid_link"),
    path("<int:plan_id>/grid/bulk/", grid_tools.grid_bulk, name="grid_bulk"),
    path("<int:plan_id>/grid/columns/", grid_tools.grid_columns, name="grid_columns"),
]
