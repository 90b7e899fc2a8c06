from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Door: what is kept of me, given to me, forgotten when I leave."""

    name = "cordee.privacy"
    label = "privacy"
