"""Which pages of notifications are opened in a real browser (testing/rooms.py says how)."""

from django.utils import timezone

from cordee.journal.readers import catch_up
from cordee.notifications.stopping import DIGEST, secret_of_groups
from cordee.spaces.actions.comments import reply
from cordee.testing.cast import Stage

BROWSER: dict[str, list[str]] = {
    "lea": ["/notifications/", "/notifications/choices/", "/notifications/stop/{stop}/"],
    "visitor": ["/notifications/stop/{stop}/"],
}


def prepare(stage: Stage) -> dict[str, object]:
    """A link that stops mails, and a line in Léa's bell: the stage's own talk is older than what bells tell of."""
    reply(stage.cast.ines, stage.question, body="Et vous, @lea ?", now=timezone.now())
    catch_up()
    return {"stop": secret_of_groups(stage.cast.lea.id, "email", [DIGEST])}
