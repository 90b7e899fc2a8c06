from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Ground: the append-only record of what people did, and the readers that follow it."""

    name = "cordee.journal"
    label = "journal"
