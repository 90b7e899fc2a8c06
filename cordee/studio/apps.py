from django.apps import AppConfig


class StudioConfig(AppConfig):
    """Door: paths are written here, and come in from other systems' files and go out again."""

    name = "cordee.studio"
    label = "studio"
