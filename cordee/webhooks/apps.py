from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Reader: acts told to other software, signed and tried again."""

    name = "cordee.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from cordee.journal.readers import register
        from cordee.webhooks.reader import WebhookReader

        register(WebhookReader())
