"""What mailing does by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.insights.mailing.sending import send_due


@app.periodic(cron="*/10 * * * *")
@app.task(queue="mail", queueing_lock="send_dashboards")
def send_dashboards(timestamp: int) -> None:
    """Every ten minutes: dashboards whose hour has come."""
    send_due(timezone.now())
