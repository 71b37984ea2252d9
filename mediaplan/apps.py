"""Start-up of the mediaplan app."""

from django.apps import AppConfig


class MediaplanConfig(AppConfig):
    """Nothing to do at start-up."""

    name = "mediaplan"
    verbose_name = "Медиаплан"
