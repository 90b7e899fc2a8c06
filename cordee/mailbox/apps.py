from django.apps import AppConfig


class MailboxConfig(AppConfig):
    """Door: what comes in by mail, replies and messages that could not be delivered."""

    name = "cordee.mailbox"
    label = "mailbox"
