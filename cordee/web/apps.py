from django.apps import AppConfig


class WebConfig(AppConfig):
    """Door: layout, navigation, and the pages that bring several rooms together."""

    name = "cordee.web"
    label = "web"
