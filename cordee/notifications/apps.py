from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Readers: what happened that somebody wants to know, in the bell and outside of it."""

    name = "cordee.notifications"
    label = "notifications"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out

        from cordee.journal.readers import register
        from cordee.notifications import digest
        from cordee.notifications.delivering.reader import DeliveriesReader
        from cordee.notifications.digest.spaces import CouldAnswer, MadeByMyPeople
        from cordee.notifications.pushing.leaving import forget_this_device
        from cordee.notifications.reader import NotificationsReader

        digest.register(MadeByMyPeople())
        digest.register(CouldAnswer())
        register(NotificationsReader())
        register(DeliveriesReader())
        user_logged_out.connect(forget_this_device)
