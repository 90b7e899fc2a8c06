from django.apps import AppConfig


class CockpitConfig(AppConfig):
    """Door: a facilitator's week, what to do and why."""

    name = "cordee.cockpit"
    label = "cockpit"
