from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Reader: learning records, a store of statements for this Cordée and for other software (xAPI)."""

    name = "cordee.records"
    label = "records"

    def ready(self) -> None:
        from cordee.journal.readers import register
        from cordee.people import views_of_data
        from cordee.records.data_views import VIEWS
        from cordee.records.reader import RecordsReader

        register(RecordsReader())
        views_of_data.register(*VIEWS)
