from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """Learning: complaints and incidents with their answers and actions, watch spaces, adaptations for somebody."""

    name = "cordee.improvement"
    label = "improvement"

    def ready(self) -> None:
        from cordee.improvement.data_views import VIEWS
        from cordee.people import views_of_data

        views_of_data.register(*VIEWS)
