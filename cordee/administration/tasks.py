"""What the administration does by itself."""

from django.utils import timezone
from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

from cordee.administration.retention import forget_what_is_old


@app.periodic(cron="40 3 * * *")
@app.task(queue="upkeep", queueing_lock="forget_what_is_old")
def forget_old_data(timestamp: int) -> None:
    """Each night: what has been kept for as long as the organisation wants goes."""
    forget_what_is_old(timezone.now())


@app.periodic(cron="10 4 * * *")
@app.task(queue="upkeep", queueing_lock="forget_done_jobs", pass_context=True)
async def forget_done_jobs(context: JobContext, timestamp: int) -> None:
    """Jobs that ended three days ago: a delivery is one, so they would fill the table."""
    await builtin_tasks.remove_old_jobs(context, max_hours=72, remove_failed=True, remove_cancelled=True)
