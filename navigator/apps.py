"""Start-up of the navigator app."""

from django.apps import AppConfig


class NavigatorConfig(AppConfig):
    """Nothing to do at start-up."""

    name = "navigator"
    verbose_name = "Навигатор"
