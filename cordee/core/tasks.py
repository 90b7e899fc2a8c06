"""What the core does by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.core.forgetting import forget
from cordee.core.models import ShortTerm


@app.periodic(cron="50 * * * *")
@app.task(queue="upkeep", queueing_lock="forget_short_term")
def forget_short_term(timestamp: int) -> None:
    """Each hour: what was kept for minutes goes; addresses of the network stand in it."""
    forget(ShortTerm.objects.filter(expires__lt=timezone.now()))
