"""The address of the front page."""

from django.urls import path

from moc_portal.front import views

urlpatterns = [path("", views.front_page, name="front_page")]
