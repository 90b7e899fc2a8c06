from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    """Reader: who is likely to help with what, by evidence that anybody may open."""

    name = "cordee.recommendations"
    label = "recommendations"

    def ready(self) -> None:
        from cordee.journal.readers import register
        from cordee.people import views_of_data
        from cordee.recommendations.data_views import VIEWS
        from cordee.recommendations.reader import RecommendationsReader

        register(RecommendationsReader())
        views_of_data.register(*VIEWS)
