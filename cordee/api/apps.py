from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Door: the same acts and reads for other software."""

    name = "cordee.api"
    label = "api"
