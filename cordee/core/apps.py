from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Ground: identifiers, text, pages of lists, refusals, the organisation."""

    name = "cordee.core"
    label = "core"
