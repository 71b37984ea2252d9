"""Addresses that the open grid of a plan talks to; they are part of `plans.urls`."""

from django.urls import path

from plans.views import grid

urlpatterns = [
    path("<int:plan_id>/changes/", grid.plan_changes, name="plan_changes"),
    path("<int:plan_id>/undo/", grid.plan_undo, name="plan_undo"),
    path("<int:plan_id>/watch/", grid.plan_watch, name="plan_watch"),
    path("<int:plan_id>/view/", grid.plan_view, name="plan_view"),
]
