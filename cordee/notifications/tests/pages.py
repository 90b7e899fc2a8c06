"""Which pages of notifications are opened in a real browser (testing/rooms.py says how)."""

from django.utils import timezone

from cordee.journal.readers import catch_up
from cordee.spaces.actions.comments import reply
from cordee.testing.cast import Stage

BROWSER: dict[str, list[str]] = {"lea": ["/notifications/", "/notifications/choices/"]}


def prepare(stage: Stage) -> dict[str, object]:
    """A line in Léa's bell: the stage's own conversation is older than what bells tell of."""
    reply(stage.cast.ines, stage.question, body="Et vous, @lea ?", now=timezone.now())
    catch_up()
    return {}
