"""Addresses of reporting periods, of progress and of its review."""

from django.urls import path

from plans.views import periods, progress, review

app_name = "progress"

urlpatterns = [
    path("", progress.expectation_list, name="expectation_list"),
    path("<int:expectation_id>/", progress.progress_edit, name="progress_edit"),
    path("<int:expectation_id>/withdraw/", progress.progress_withdraw, name="progress_withdraw"),
    path("review/", review.review_queue, name="review_queue"),
    path("review/<int:expectation_id>/", review.review_detail, name="review_detail"),
    path("review/<int:expectation_id>/accept/", review.review_accept, name="review_accept"),
    path("review/<int:expectation_id>/return/", review.review_return, name="review_return"),
    path("review/<int:expectation_id>/publish/", review.review_publish, name="review_publish"),
    path("periods/", periods.period_list, name="period_list"),
    path("periods/create/", periods.period_create, name="period_create"),
    path("periods/<int:period_id>/", periods.period_progress, name="period_progress"),
    path("periods/<int:period_id>/open/", periods.period_open, name="period_open"),
    path("periods/<int:period_id>/close/", periods.period_close, name="period_close"),
    path("periods/<int:period_id>/reopen/", periods.period_reopen, name="period_reopen"),
    path(
        "periods/<int:period_id>/organisations/<int:organisation_id>/",
        periods.organisation_progress,
        name="organisation_progress",
    ),
]
