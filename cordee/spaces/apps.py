from typing import Any

from django.apps import AppConfig


class SpacesConfig(AppConfig):
    """Learning: thematic spaces and what people contribute there."""

    name = "cordee.spaces"
    label = "spaces"

    def ready(self) -> None:
        """Who signs in is known to facilitate from their first page on."""
        from django.contrib.auth.signals import user_logged_in

        from cordee.spaces.access import viewer
        from cordee.spaces.views.viewing import note_keeping

        def note(request: Any, user: Any, **others: Any) -> None:
            note_keeping(request, viewer(user))

        user_logged_in.connect(note, weak=False, dispatch_uid="spaces.keeping")
