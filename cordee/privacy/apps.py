from typing import Any

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Door: what is kept of me, given to me, forgotten when I leave."""

    name = "cordee.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Hear of sign-ins: who comes back keeps their account."""
        from django.contrib.auth.signals import user_logged_in
        from django.utils import timezone

        from cordee.privacy.dormant import came_back

        def keep(user: Any, **_details: Any) -> None:
            came_back(user, now=timezone.now())

        user_logged_in.connect(keep, weak=False)
