"""Who gets what at the bell (testing/rights.py says how to read the table)."""

from cordee.testing.cast import Stage

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /notifications/                                             in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /notifications/read/                                        in   in   same same ok   same same same same same
GET    /notifications/{notice}/                                    in   in   none none ok   none none none none none
POST   /notifications/{notice}/stop/                               in   in   none none ok   none none none none none
"""
SENT: dict[str, object] = {}


def prepare(stage: Stage) -> dict[str, object]:
    """A line of Léa's bell, of which she could hear no more."""
    from django.utils import timezone

    from cordee.journal.readers import catch_up
    from cordee.notifications.models import Notice
    from cordee.spaces.actions.comments import reply
    from cordee.spaces.actions.posts import publish

    cast, now = stage.cast, timezone.now()
    post = publish(cast.lea, stage.open, kind="tip", title="Une cloche", body="B", now=now)
    reply(cast.ines, post, body="Elle sonne", now=now)
    catch_up()
    return {
        "notice": Notice.objects.filter(person_id=cast.lea.id, stops="post").values_list("id", flat=True)[0]
    }
