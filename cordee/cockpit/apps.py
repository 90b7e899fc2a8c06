from django.apps import AppConfig


class CockpitConfig(AppConfig):
    """Door: a facilitator's week, what to do and why."""

    name = "cordee.cockpit"
    label = "cockpit"

    def ready(self) -> None:
        from cordee.cockpit.data_views import VIEWS
        from cordee.people import views_of_data

        views_of_data.register(*VIEWS)
