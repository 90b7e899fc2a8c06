from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Reader: which figures may be taken away together."""

    name = "cordee.insights.disclosure"
    label = "disclosure"
