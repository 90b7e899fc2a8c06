"""Who sees which page of notifications; read by the tests of all pages (web/tests/test_pages.py says how)."""

from django.utils import timezone

from cordee.journal.readers import catch_up
from cordee.spaces.actions.comments import reply
from cordee.testing.cast import Stage

MATRIX: dict[str, tuple[str, int, int, int, int]] = {
    "notifications": ("/notifications/", 200, 200, 200, 200),
    "notifications (panel)": ("/notifications/?panel=1", 200, 200, 200, 200),
    "notification (of nobody)": ("/notifications/00000000-0000-7000-8000-000000000000/", 404, 404, 404, 404),
}
ELSEWHERE: set[str] = {"notifications-read", "notification-stop"}
BROWSER: dict[str, list[str]] = {"lea": ["/notifications/"]}


def prepare(stage: Stage) -> dict[str, object]:
    """A line in Léa's bell: the stage's own conversation is older than what bells tell of."""
    reply(stage.cast.ines, stage.question, body="Et vous, @lea ?", now=timezone.now())
    catch_up()
    return {}
