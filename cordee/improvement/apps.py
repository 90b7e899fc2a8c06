from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """Learning: complaints and incidents with their answers and actions, watch spaces, adaptations for somebody."""

    name = "cordee.improvement"
    label = "improvement"
