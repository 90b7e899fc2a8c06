from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """Learning: dated meetings of a cohort, their places and reminders, signed attendance, calendars."""

    name = "cordee.workshops"
    label = "workshops"

    def ready(self) -> None:
        from cordee.people import views_of_data
        from cordee.workshops.data_views import VIEWS

        views_of_data.register(*VIEWS)
