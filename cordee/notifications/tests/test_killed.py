"""A sender that is killed in the middle: nothing is lost, and nothing is sent twice but what nobody can know of."""

from collections import Counter
from collections.abc import Iterator
from multiprocessing.process import BaseProcess

import pytest
from django.utils import timezone

from cordee.notifications.models import Delivery, Message, Notice
from cordee.notifications.models.bell import Cause
from cordee.notifications.tests.smtp import MailServer, Post
from cordee.people.models import Person
from cordee.testing.processes import start

PEOPLE, KILLS = 300, 3
SEND = """
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", {port}, False
from cordee.notifications.delivering.sending import deliver
deliver("email")
"""


@pytest.fixture
def post() -> Iterator[Post]:
    """A mail server that takes everything."""
    post = Post()
    server = MailServer(post)
    server.start()
    post.port = server.port  # type: ignore[attr-defined]
    yield post
    server.stop()


def send(post: Post) -> BaseProcess:
    """Another process sends what is due."""
    return start("shell", "-c", SEND.format(port=post.port))  # type: ignore[attr-defined]


def crowd() -> None:
    """Something to tell to each of many people, due now."""
    now = timezone.now()
    people = Person.objects.bulk_create(
        Person(handle=f"p{n}", name=f"Personne {n}", email=f"p{n}@example.org", joined_at=now)
        for n in range(PEOPLE)
    )
    lines = Notice.objects.bulk_create(
        Notice(
            id=person.id,
            person_id=person.id,
            kind="decided",
            key="decided",
            reason="concerned",
            position=1,
            at=now,
        )
        for person in people
    )
    Cause.objects.bulk_create(Cause(notice=line, position=1, meaning="warned") for line in lines)
    messages = Message.objects.bulk_create(
        Message(channel="email", person_id=person.id, due=now, made_at=now) for person in people
    )
    Delivery.objects.bulk_create(
        Delivery(
            channel="email", person_id=message.person_id, event_id=message.id, position=1, kind="decided",
            key="decided", pace="once", due=now, message=message, at=now,
        )
        for message in messages
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_each_is_told_once_though_senders_are_killed(post: Post) -> None:
    crowd()
    for kill in range(1, KILLS + 1):
        sender = send(post)
        assert post.wait_for(kill * PEOPLE // (KILLS + 2), 60)
        sender.kill()
        sender.join()
    # What a dead sender held is free at once: nobody waits until it would have counted as abandoned.
    last = send(post)
    last.join(timeout=120)
    assert last.exitcode == 0
    assert Message.objects.filter(state=Message.State.SENT).count() == PEOPLE
    identifiers = Counter(mail["Message-ID"] for mail in post.mails)
    assert len(identifiers) == len({mail["To"] for mail in post.mails}) == PEOPLE
    again = sum(identifiers.values()) - PEOPLE
    assert again <= KILLS, "more than the one message that each was at when it died"
