"""The links of mails: a look changes nothing, a post stops without a session, and it can be taken back."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from cordee.core.errors import Missing
from cordee.journal.readers import catch_up
from cordee.notifications.actions.reaching import forget_messages
from cordee.notifications.delivering import sending
from cordee.notifications.models import Attention, Delivery, Message, Pace, Preference
from cordee.notifications.stopping import DIGEST, secret_of_groups, secret_of_mute, stop_of
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Follow
from cordee.testing.cast import Stage

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def strict() -> Client:
    """A mail programme: no session, no cookie, no token of ours."""
    return Client(enforce_csrf_checks=True)


def address(secret: str) -> str:
    return f"/notifications/stop/{secret}/"


def test_a_scanner_that_opens_the_link_changes_nothing(strict: Client, stage: Stage) -> None:
    link = address(secret_of_groups(stage.cast.lea.id, "email", ["answers"]))
    for method in (strict.get, strict.head):
        assert method(link).status_code == 200
    assert not Preference.objects.exists()


def test_one_post_stops_what_waits_too_and_is_taken_back(
    strict: Client, stage: Stage, today: datetime
) -> None:
    catch_up()
    publish(stage.cast.ines, stage.open, kind="tip", title="Écouter", body="Pour @lea.", now=today)
    catch_up()
    assert Delivery.objects.filter(person_id=stage.cast.lea.id).exists()
    link = address(secret_of_groups(stage.cast.lea.id, "email", ["mentions"]))
    answer = strict.post(link, ONE_CLICK)
    assert answer.status_code == 200
    assert not Delivery.objects.filter(person_id=stage.cast.lea.id).exists()
    [row] = Preference.objects.all()
    assert (row.person_id, row.group, row.pace) == (stage.cast.lea.id, "mentions", Pace.NEVER)
    assert strict.post(link, {"undo": undo_in(answer.content)}).status_code == 200
    assert not Preference.objects.exists()


def undo_in(page: bytes) -> str:
    """The secret in the button that takes it back."""
    return page.decode().split('name="undo" value="')[1].split('"')[0]


def test_stopping_digests_leaves_what_comes_at_once(strict: Client, stage: Stage) -> None:
    lea = stage.cast.lea
    Preference.objects.create(person=lea, channel="email", group="", space=stage.open, pace=Pace.DAILY)
    Preference.objects.create(
        person=lea, channel="email", group="mentions", space=stage.hidden, pace=Pace.ONCE
    )
    link = address(secret_of_groups(lea.id, "email", [DIGEST]))
    page = strict.post(link, ONE_CLICK)
    stood = set(Preference.objects.filter(pace=Pace.NEVER, space=None).values_list("group", flat=True))
    assert stood == {"talks", "spaces", "thanks"}
    assert Preference.objects.get(group="mentions", space=stage.hidden).pace == Pace.ONCE
    assert not Preference.objects.filter(pace=Pace.NEVER, space=stage.hidden).exists()
    strict.post(link, {"undo": undo_in(page.content)})
    assert Preference.objects.count() == 2


def test_a_stop_holds_in_spaces_that_have_a_pace_of_their_own(strict: Client, stage: Stage) -> None:
    lea = stage.cast.lea
    Preference.objects.create(person=lea, channel="email", group="", space=stage.open, pace=Pace.ONCE)
    strict.post(address(secret_of_groups(lea.id, "email", ["thanks"])), ONE_CLICK)
    assert Preference.objects.get(group="thanks", space=stage.open).pace == Pace.NEVER


def test_a_link_mutes_one_conversation(strict: Client, stage: Stage) -> None:
    lea = stage.cast.lea
    link = address(secret_of_mute(lea.id, "post", stage.question.id))
    page = strict.post(link, ONE_CLICK)
    assert Follow.objects.get(person=lea, post=stage.question).muted
    strict.post(link, {"undo": undo_in(page.content)})
    assert not Follow.objects.filter(person=lea, post=stage.question).exists()


@pytest.mark.parametrize("secret", ["", "x", "WyJ4Il0:1abc:def"])
def test_what_is_no_link_of_ours_stops_nothing(secret: str) -> None:
    with pytest.raises(Missing):
        stop_of(secret)


def test_somebody_elses_undo_is_refused(strict: Client, stage: Stage) -> None:
    mine = address(secret_of_groups(stage.cast.lea.id, "email", ["thanks"]))
    theirs = address(secret_of_groups(stage.cast.ines.id, "email", ["thanks"]))
    page = strict.post(mine, ONE_CLICK)
    assert strict.post(theirs, {"undo": undo_in(page.content)}).status_code == 404
    assert Preference.objects.count() == 1


def test_old_messages_go_and_those_that_wait_stay(stage: Stage, today: datetime) -> None:
    Attention.objects.create(person=stage.cast.lea, quiet_from=None, quiet_until=None)
    catch_up()
    publish(stage.cast.ines, stage.open, kind="tip", title="Écouter", body="Pour @lea.", now=today)
    catch_up()
    assert sending.deliver("email", lambda: today + timedelta(hours=1)) == 1
    Message.objects.create(channel="email", person_id=stage.cast.ines.id, due=today, made_at=today)
    assert forget_messages(today + timedelta(days=1), today) == 1
    assert list(Message.objects.values_list("person_id", flat=True)) == [stage.cast.ines.id]
    assert not Delivery.objects.exists()
