from django.apps import AppConfig


class ExportConfig(AppConfig):
    """Records and acts as open files."""

    name = "cordee.insights.export"
    label = "records_export"
