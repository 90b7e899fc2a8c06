from django.apps import AppConfig


class SheetsConfig(AppConfig):
    """Ground: tables that people take away, as CSV, XLSX or PDF."""

    name = "cordee.sheets"
    label = "sheets"
