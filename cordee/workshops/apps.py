from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """Learning: dated meetings of a cohort, their places and reminders, signed attendance, calendars."""

    name = "cordee.workshops"
    label = "workshops"
