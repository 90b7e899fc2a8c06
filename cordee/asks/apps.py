from django.apps import AppConfig


class AsksConfig(AppConfig):
    """Reader: questions put to people who may answer them, on a clock, until none is an orphan."""

    name = "cordee.asks"
    label = "asks"
