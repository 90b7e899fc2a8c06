from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Learning: reports, decisions, warnings, suspensions and appeals, and a log of them that cannot be edited."""

    name = "cordee.moderation"
    label = "moderation"

    def ready(self) -> None:
        from cordee.moderation.data_views import VIEWS
        from cordee.people import views_of_data

        views_of_data.register(*VIEWS)
