from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Reader: everything that people wrote, found again by its words."""

    name = "cordee.search"
    label = "search"

    def ready(self) -> None:
        from cordee.journal.readers import register
        from cordee.search.reader import SearchReader

        register(SearchReader())
