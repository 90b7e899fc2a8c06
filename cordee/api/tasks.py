"""What the API has done once a day."""

from procrastinate.contrib.django import app

from cordee.api.idempotency import forget_answers


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="forget-answers")
def forget_old_answers(timestamp: int) -> None:
    """Forget the answers kept for calls that might have come again."""
    del timestamp  # when it was due; the clock of now is what counts
    forget_answers()
