from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Ground: files that people bring."""

    name = "cordee.media"
    label = "media"
