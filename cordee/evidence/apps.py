from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Reader: the ledger of evidence, a chain of pieces that says what happened in the paths."""

    name = "cordee.evidence"
    label = "evidence"

    def ready(self) -> None:
        from cordee.evidence.data_views import VIEWS
        from cordee.evidence.reader import EvidenceReader
        from cordee.journal.readers import register
        from cordee.people import views_of_data

        register(EvidenceReader())
        views_of_data.register(*VIEWS)
