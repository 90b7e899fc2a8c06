from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Reader: what happened that somebody wants to know, in the bell."""

    name = "cordee.notifications"
    label = "notifications"

    def ready(self) -> None:
        from cordee.journal.readers import register
        from cordee.notifications.reader import NotificationsReader

        register(NotificationsReader())
