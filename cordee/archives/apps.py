from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    """Door: the whole organisation kept, brought back, carried elsewhere."""

    name = "cordee.archives"
    label = "archives"
