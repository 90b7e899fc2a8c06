from django.apps import AppConfig


class ActivityConfig(AppConfig):
    """Reader: the counts and the lines of activity that space and profile pages show."""

    name = "cordee.activity"
    label = "activity"

    def ready(self) -> None:
        from cordee.activity.reader import ActivityReader
        from cordee.journal.readers import register

        register(ActivityReader())
