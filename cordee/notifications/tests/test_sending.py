"""Messages leave by a real mail server, that is well, down, slow or refusing: each thing once, and none lost."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from cordee.journal.readers import catch_up
from cordee.notifications.actions.bell import read_thread
from cordee.notifications.delivering import sending
from cordee.notifications.delivering.planning import grace
from cordee.notifications.models import Attention, Delivery, Message, Pace, Preference, Rest, Unreachable
from cordee.notifications.tests.smtp import MailServer, Post
from cordee.people.models import Person
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.following import follow
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.reactions import react
from cordee.spaces.models import Comment
from cordee.spaces.models import Post as Contribution
from cordee.testing.cast import Stage


@pytest.fixture
def post() -> Post:
    """What came in."""
    return Post()


@pytest.fixture
def server(post: Post, settings: object) -> Iterator[MailServer]:
    """A mail server that the installation is set to."""
    running = MailServer(post)
    running.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port  # type: ignore[attr-defined]
    settings.EMAIL_USE_TLS = False  # type: ignore[attr-defined]
    yield running
    running.stop()


@pytest.fixture
def asked(stage: Stage, today: datetime) -> Contribution:
    """A tip by Inès that speaks to Léa; nobody's night holds anything back."""
    for person in (stage.cast.lea, stage.cast.ines, stage.cast.karim):
        Attention.objects.create(person=person, quiet_from=None, quiet_until=None)
    catch_up()
    return publish(
        stage.cast.ines, stage.open, kind="tip", title="Se taire", body="Dix secondes, @lea.", now=today
    )


def deliver(after: timedelta | None = None) -> int:
    """What is due so long from now leaves."""
    catch_up()
    moment = timezone.now() + (grace() if after is None else after) + timedelta(seconds=1)
    return sending.deliver("email", lambda: moment)


def states() -> list[str]:
    """What became of each message."""
    return list(Message.objects.order_by("id").values_list("state", flat=True))


def test_a_mail_leaves_once(server: MailServer, post: Post, asked: Contribution) -> None:
    assert deliver(timedelta()) == 0  # time to read it on the page
    assert deliver() == 1
    assert deliver(timedelta(days=1)) == 0
    [mail] = post.mails
    assert mail["To"] == "lea@example.org"
    assert mail["Message-ID"].startswith("<" + Message.objects.get().id.hex + "@")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["In-Reply-To"] == mail["References"] == f"<thread.{asked.id.hex}@localhost>"
    text, html = (part.get_content() for part in mail.iter_parts())
    assert "Dix secondes" in text
    assert "Dix secondes" in html
    assert "<img" not in html


def test_what_was_read_before_is_not_sent(
    server: MailServer, post: Post, asked: Contribution, stage: Stage, today: datetime
) -> None:
    catch_up()
    read_thread(stage.cast.lea, asked.id, now=today)
    assert deliver() == 0
    assert post.mails == []
    assert states() == ["needless"]


def test_what_went_out_of_sight_is_not_sent(server: MailServer, post: Post, asked: Contribution) -> None:
    catch_up()
    Contribution.objects.filter(id=asked.id).update(removed_at=timezone.now())
    assert deliver() == 0
    assert post.mails == []


def test_many_reactions_are_one_line_in_one_mail(
    server: MailServer, post: Post, asked: Contribution, stage: Stage, today: datetime
) -> None:
    Preference.objects.create(person=stage.cast.ines, channel="email", group="thanks", pace=Pace.ONCE)
    for person in (stage.cast.lea, stage.cast.karim):
        for meaning in ("useful", "thanks"):
            react(person, post=asked, meaning=meaning, now=today)
    assert deliver() == 2  # Léa's, and one to Inès
    mine = [mail for mail in post.mails if mail["To"] == "ines@example.org"]
    assert [mail.get_body(("plain",)).get_content().count("Se taire") for mail in mine] == [1]  # type: ignore[union-attr]
    assert deliver(timedelta(days=30)) == 0


def test_a_server_that_is_down_for_a_day_loses_and_doubles_nothing(
    server: MailServer, post: Post, asked: Contribution, settings: object
) -> None:
    port, tries = settings.EMAIL_PORT, 0  # type: ignore[attr-defined]
    settings.EMAIL_PORT = 1  # type: ignore[attr-defined]
    began = timezone.now()
    for minute in range(3, 24 * 60, 1):
        moment = began + timedelta(minutes=minute)
        before = Rest.objects.values_list("failures", flat=True).first() or 0
        assert sending_at(moment) == 0
        tries += (Rest.objects.values_list("failures", flat=True).first() or 0) - before
    assert 24 * 2 <= tries <= 60
    assert states() == ["waiting"]
    settings.EMAIL_PORT = port  # type: ignore[attr-defined]
    assert sending_at(began + timedelta(days=1, hours=1)) == 1
    assert sending_at(began + timedelta(days=2)) == 0
    assert len(post.mails) == 1
    assert not Rest.objects.exists()


def sending_at(moment: datetime) -> int:
    """``deliver`` at a moment."""
    if not Delivery.objects.exists():
        catch_up()
    return sending.deliver("email", lambda: moment)


def test_a_mailbox_that_does_not_exist_is_not_written_to_again(
    server: MailServer, post: Post, asked: Contribution, stage: Stage, today: datetime
) -> None:
    post.refused.add("lea@example.org")
    assert deliver() == 0
    assert states() == ["gone"]
    assert Unreachable.objects.get().address == "lea@example.org"
    reply(stage.cast.karim, asked, body="Encore pour @lea.", now=today)
    assert deliver() == 1  # to Inès
    assert [mail["To"] for mail in post.mails] == ["ines@example.org"]


def test_a_busy_mailbox_is_tried_again_with_growing_pauses_then_given_up(
    server: MailServer, post: Post, asked: Contribution
) -> None:
    post.busy.add("lea@example.org")
    catch_up()
    moment, tries = timezone.now() + grace(), []
    while Message.objects.filter(state="waiting").exists() or not tries:
        moment = max(moment, Message.objects.values_list("due", flat=True).first() or moment)
        sending.deliver("email", lambda at=moment: at)  # type: ignore[misc]
        tries.append(moment)
    assert states() == ["given-up"]
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses == sorted(pauses)
    assert timedelta(days=2) < tries[-1] - tries[0] < timedelta(days=5)
    assert not Unreachable.objects.exists()


def test_a_connection_that_breaks_stops_nobody_elses_mail(
    server: MailServer, post: Post, asked: Contribution, stage: Stage, today: datetime
) -> None:
    reply(stage.cast.karim, asked, body="Et vous, @lea ?", now=today)
    post.breaks = 1
    assert deliver() == 1
    assert sorted(states()) == ["sent", "waiting"]
    assert deliver(timedelta(hours=1)) == 1
    assert sorted(mail["To"] for mail in post.mails) == ["ines@example.org", "lea@example.org"]


def test_beyond_ones_measure_the_most_useful_goes_and_the_rest_waits_for_the_digest(
    server: MailServer, post: Post, asked: Contribution, stage: Stage, today: datetime
) -> None:
    lea = stage.cast.lea
    Attention.objects.filter(person=lea).update(budget=1)
    follow(lea, space=stage.open, now=today - timedelta(hours=1))
    Preference.objects.create(person=lea, channel="email", group="spaces", pace=Pace.ONCE)
    publish(stage.cast.karim, stage.open, kind="tip", title="Une autre", body="Texte.", now=today)
    assert deliver() == 1
    [mail] = post.mails
    assert "Se taire" in mail["Subject"]  # my name is written there
    waiting = Delivery.objects.get(person_id=lea.id, message=None)
    assert (waiting.kind, waiting.pace) == ("news", Pace.WEEKLY)
    assert sending_at(waiting.due + timedelta(seconds=1)) == 1
    assert "Une autre" in post.mails[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_an_event_is_in_one_digest(
    server: MailServer, post: Post, asked: Contribution, stage: Stage, today: datetime
) -> None:
    lea = stage.cast.lea
    Preference.objects.create(person=lea, channel="email", group="mentions", pace=Pace.DAILY)
    catch_up()
    due = Delivery.objects.get(person_id=lea.id).due
    assert [sending_at(due + timedelta(days=day, minutes=1)) for day in range(3)] == [1, 0, 0]
    assert Message.objects.get().slot


def test_a_digest_of_what_was_read_meanwhile_is_not_sent(
    server: MailServer, post: Post, asked: Contribution, stage: Stage, today: datetime
) -> None:
    Preference.objects.create(person=stage.cast.lea, channel="email", group="mentions", pace=Pace.DAILY)
    catch_up()
    read_thread(stage.cast.lea, asked.id, now=today)
    assert sending_at(today + timedelta(days=2)) == 0


def test_the_mail_of_a_reply_holds_the_reply(
    server: MailServer, post: Post, asked: Contribution, stage: Stage, today: datetime
) -> None:
    said: Comment = reply(stage.cast.karim, asked, body="Je **compte** jusqu'à dix.", now=today)
    deliver()
    mail = next(mail for mail in post.mails if mail["To"] == "ines@example.org")
    html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert "<strong>compte</strong>" in html
    assert said.id
    assert Person.objects.get(id=stage.cast.ines.id).language == "fr"
    assert 'lang="fr"' in html
