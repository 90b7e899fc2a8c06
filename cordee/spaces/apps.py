from django.apps import AppConfig


class SpacesConfig(AppConfig):
    """Learning: thematic spaces and what people contribute there."""

    name = "cordee.spaces"
    label = "spaces"
