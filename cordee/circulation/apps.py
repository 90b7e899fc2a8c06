from django.apps import AppConfig


class CirculationConfig(AppConfig):
    """Reader: how knowledge travels between people."""

    name = "cordee.circulation"
    label = "circulation"

    def ready(self) -> None:
        from cordee.circulation.reader import CirculationReader
        from cordee.journal.readers import register

        register(CirculationReader())
