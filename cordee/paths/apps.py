from django.apps import AppConfig


class PathsConfig(AppConfig):
    """Learning: paths with objectives, modules and activities, taken in cohorts, every step with its conversation."""

    name = "cordee.paths"
    label = "paths"

    def ready(self) -> None:
        from cordee.paths.data_views import VIEWS
        from cordee.people import views_of_data

        views_of_data.register(*VIEWS)
