"""What the export does by itself."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app


@app.periodic(cron="30 2 * * *")
@app.task(queue="upkeep", queueing_lock="export_nightly", lock="export_nightly")
def export_nightly(timestamp: int) -> None:
    """Each night, where the operator named a folder: records and acts, brought up to date."""
    if settings.RECORDS_EXPORT:
        from cordee.insights.export.acts import export_acts
        from cordee.insights.export.running import Wanted, export_records

        folder = Path(settings.RECORDS_EXPORT)
        export_records(folder / "records", Wanted(), now=timezone.now())
        export_acts(folder / "acts", now=timezone.now())
