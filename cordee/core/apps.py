from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Ground: identifiers, text, pages of lists, refusals, the organisation."""

    name = "cordee.core"
    label = "core"

    def ready(self) -> None:
        """Lookups are known by being imported."""
        from cordee.core import lookups  # noqa: F401
