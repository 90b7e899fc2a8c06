from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    """Reader: who is likely to help with what, by evidence that anybody may open."""

    name = "cordee.recommendations"
    label = "recommendations"
