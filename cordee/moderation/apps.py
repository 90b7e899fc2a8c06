from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Learning: reports, decisions, warnings, suspensions and appeals, and a log of them that cannot be edited."""

    name = "cordee.moderation"
    label = "moderation"
