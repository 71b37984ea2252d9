"""Addresses of a plan's history, bin and check-points; they are part of `plans.urls`."""

from django.urls import path

from plans.views import bin as bins
from plans.views import checkpoints, history

urlpatterns = [
    path("<int:plan_id>/history/", history.plan_history, name="plan_history"),
    path("<int:plan_id>/bin/", bins.plan_bin, name="plan_bin"),
    path("<int:plan_id>/bin/restore/", bins.bin_restore, name="bin_restore"),
    path("<int:plan_id>/checkpoints/", checkpoints.plan_checkpoints, name="plan_checkpoints"),
    path(
        "<int:plan_id>/checkpoints/edit/",
        checkpoints.plan_checkpoint_edit,
        name="plan_checkpoint_edit",
    ),
    path(
        "<int:plan_id>/checkpoints/items/",
        checkpoints.item_checkpoint_edit,
        name="item_checkpoint_edit",
    ),
]
