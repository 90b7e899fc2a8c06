from django.apps import AppConfig


class PathsConfig(AppConfig):
    """Learning: paths with objectives, modules and activities, taken in cohorts, every step with its conversation."""

    name = "cordee.paths"
    label = "paths"
