from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Reader: what people did, as acts, and the figures that are counted from them."""

    name = "cordee.insights"
    label = "insights"

    def ready(self) -> None:
        from cordee.insights.data_views import VIEWS
        from cordee.insights.readers.acts import ActsReader
        from cordee.insights.readers.health import InsightsReader
        from cordee.insights.readers.outside import OutsideReader
        from cordee.journal.readers import register
        from cordee.people import views_of_data

        for reader in (InsightsReader(), ActsReader(), OutsideReader()):
            register(reader)
        views_of_data.register(*VIEWS)
