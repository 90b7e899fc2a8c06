from django.apps import AppConfig


class AsksConfig(AppConfig):
    """Reader: questions put to people who may answer them, on a clock, until none is an orphan."""

    name = "cordee.asks"
    label = "asks"

    def ready(self) -> None:
        from cordee.asks.queries.able import asked_this_week
        from cordee.asks.reader import AsksReader
        from cordee.journal.readers import register
        from cordee.recommendations import loads

        register(AsksReader())
        loads.register(asked_this_week)
