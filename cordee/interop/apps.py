from django.apps import AppConfig


class InteropConfig(AppConfig):
    """Door: what comes in from other systems, and goes out to them."""

    name = "cordee.interop"
    label = "interop"
