"""Addresses of the media plan's pages: view, name and template share one word."""

from django.urls import path

from mediaplan import views

app_name = "mediaplan"

urlpatterns = [
    path("", views.publication_list, name="publication_list"),
    path("items/<int:item_id>/add/", views.publication_create, name="publication_create"),
    path(
        "publications/<int:publication_id>/edit/", views.publication_edit, name="publication_edit"
    ),
    path(
        "publications/<int:publication_id>/delete/",
        views.publication_delete,
        name="publication_delete",
    ),
    path("channels/", views.channel_list, name="channel_list"),
    path("channels/create/", views.channel_create, name="channel_create"),
]
