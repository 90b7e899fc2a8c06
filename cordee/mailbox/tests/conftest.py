"""Mail as it comes in: the messages of the folder ``messages``, addressed as somebody's answer."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from cordee.mailbox.actions.handling import handle
from cordee.mailbox.actions.taking import take
from cordee.mailbox.answering import write
from cordee.mailbox.models import Received
from cordee.notifications.addresses import bounce_address, reply_address
from cordee.people.models import Person
from cordee.spaces.models import Comment, Post
from cordee.testing.cast import Stage

FOLDER = Path(__file__).parent / "messages"
Come = Callable[..., Received]


@pytest.fixture(autouse=True)
def reply_domain(settings: object) -> None:
    settings.REPLY_ADDRESS = "reply@cordee.example"
    settings.SITE_ADDRESS = "https://cordee.example"


@pytest.fixture
def today() -> datetime:
    """Now: who writes too fast is counted by the clock."""
    return timezone.now()


@pytest.fixture
def to_lea(stage: Stage, today: datetime) -> str:
    """Where Léa answers Inès's answer."""
    return str(reply_address(stage.cast.lea.id, stage.question.id, stage.answer.id, now=today))


@pytest.fixture
def back_from_lea(stage: Stage, today: datetime) -> str:
    """Where mail to Léa comes back."""
    return str(bounce_address(stage.cast.lea.id, "lea@example.org", now=today))


def message(name: str, address: str, **headers: str) -> bytes:
    """A message of the folder, to an address; some headers are put in first."""
    raw = (FOLDER / f"{name}.eml").read_bytes().replace(b"ADDRESS", address.encode())
    first = "".join(f"{one.replace('_', '-')}: {value}\n" for one, value in headers.items())
    return first.encode() + raw


@pytest.fixture
def come(today: datetime) -> Come:
    """A message comes in and is dealt with, and so is what is answered."""

    def comes(raw: bytes, address: str, *, sender: str | None = "lea@example.org") -> Received:
        row = take(raw, address, sender=sender, now=today)
        assert row is not None
        handle(row.id, now=today)
        write(row.id, now=today)
        row.refresh_from_db()
        return row

    return comes


def plain(words: str, *, author: str = "lea@example.org", name: str = "<one@example.org>") -> bytes:
    """The simplest message."""
    head = f"From: {author}\nMessage-ID: {name}\nSubject: Re: x\nContent-Type: text/plain; charset=utf-8\n\n"
    return (head + words).encode()


def replies(post: Post, author: Person) -> list[Comment]:
    """What somebody wrote in a thread, in order."""
    return list(Comment.objects.filter(post=post, author=author).order_by("id"))
