"""Who gets what at the bell (testing/rights.py says how to read the table)."""

from cordee.testing.cast import Stage

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /notifications/                                             in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /notifications/read/                                        in   in   same same ok   same ok   same same ok
GET    /notifications/{notice}/                                    in   in   none none ok   none none none none none
POST   /notifications/{notice}/stop/                               in   in   none none ok   none none none none none
GET    /notifications/choices/                                     in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /notifications/choices/                                     in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /notifications/choices/ hours                               in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /notifications/choices/ hidden                              in   in   ok   ok   ok   none ok   none ok   ok
POST   /notifications/choices/ wrong                               in   in   bad  bad  bad  bad  bad  bad  bad  bad
POST   /notifications/devices/{device}/removal/                    in   in   same same ok   same same same same same
GET    /notifications/stop/{stop_link}/                            ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /notifications/stop/{stop_link}/                            ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /notifications/stop/forged/                                 none none none none none none none none none none
POST   /notifications/stop/forged/                                 none none none none none none none none none none
"""
_HOURS = {"what": "hours", "digest_day": "3", "digest_hour": "7", "measured": "yes", "budget": "4"}
SENT: dict[str, object] = {
    "notification-choices": {"what": "group", "group": "thanks", "email": "daily"},
    "notification-choices hours": _HOURS,
    "notification-choices hidden": {"what": "space", "space": "{hidden_space}", "email": "never"},
    "notification-choices wrong": {"what": "group", "group": "thanks", "email": "sometimes"},
    "notification-stop-link": {"List-Unsubscribe": "One-Click"},
}


def prepare(stage: Stage) -> dict[str, object]:
    """A line of Léa's bell, of which she could hear no more."""
    from django.utils import timezone

    from cordee.journal.readers import catch_up
    from cordee.notifications.models import Notice
    from cordee.notifications.stopping import secret_of_groups
    from cordee.spaces.actions.comments import reply
    from cordee.spaces.actions.posts import publish

    cast, now = stage.cast, timezone.now()
    post = publish(cast.lea, stage.open, kind="tip", title="Une cloche", body="B", now=now)
    reply(cast.ines, post, body="Elle sonne", now=now)
    catch_up()
    return {
        "stop_link": secret_of_groups(cast.lea.id, "email", ["answers"]),
        "hidden_space": stage.hidden.id,
        "notice": Notice.objects.filter(person_id=cast.lea.id, stops="post").values_list("id", flat=True)[0],
    }
