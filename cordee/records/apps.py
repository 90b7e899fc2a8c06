from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Reader: learning records, a store of statements for this Cordée and for other software (xAPI)."""

    name = "cordee.records"
    label = "records"

    def ready(self) -> None:
        from cordee.journal.readers import register
        from cordee.records.reader import RecordsReader

        register(RecordsReader())
