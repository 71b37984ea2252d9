"""Addresses of the documents app."""

from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("jobs/", views.job_list, name="job_list"),
    path("jobs/<int:job_id>/", views.job_detail, name="job_detail"),
    path("jobs/<int:job_id>/cancel/", views.job_cancel, name="job_cancel"),
    path("jobs/<int:job_id>/retry/", views.job_retry, name="job_retry"),
    path("files/<int:file_id>/", views.file_download, name="file_download"),
]
