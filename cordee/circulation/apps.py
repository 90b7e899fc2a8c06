from django.apps import AppConfig


class CirculationConfig(AppConfig):
    """Reader: how knowledge travels between people."""

    name = "cordee.circulation"
    label = "circulation"

    def ready(self) -> None:
        from cordee.circulation.data_views import VIEWS
        from cordee.circulation.reader import CirculationReader
        from cordee.journal.readers import register
        from cordee.people import views_of_data

        register(CirculationReader())
        views_of_data.register(*VIEWS)
