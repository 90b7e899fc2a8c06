from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Reader: the health of spaces over time."""

    name = "cordee.insights"
    label = "insights"
