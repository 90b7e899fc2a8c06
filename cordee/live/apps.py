from django.apps import AppConfig


class LiveConfig(AppConfig):
    """Door: what happens, shown on the pages that are open."""

    name = "cordee.live"
    label = "live"
