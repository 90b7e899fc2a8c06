from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Door: a believable organisation to walk through on the first day."""

    name = "cordee.demo"
    label = "demo"
