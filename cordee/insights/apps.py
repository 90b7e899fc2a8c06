from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Reader: the health of spaces over time."""

    name = "cordee.insights"
    label = "insights"

    def ready(self) -> None:
        from cordee.insights.reader import InsightsReader
        from cordee.journal.readers import register

        register(InsightsReader())
