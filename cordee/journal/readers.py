"""Readers: consumers of the journal whose cursor moves in the transaction of what they write.

A crash at any point loses nothing and counts nothing twice: either the reader's rows and its
cursor are both written, or neither. A reader can be rebuilt from the beginning at any time (``replay``).
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils import timezone

from cordee.journal.models import Cursor, Event
from cordee.journal.sequence import sequence

BATCH = 1_000


class Reader:
    """What a reader is: a ``name``, the ``tables`` that hold only what it wrote, and ``consume``.

    ``consume`` must depend on the events (and on its own tables) alone, so that a rebuild from the first
    event gives the same rows.
    """

    name: ClassVar[str]
    tables: ClassVar[Sequence[type[models.Model]]]
    follows_journal: ClassVar[bool] = True

    def waiting(self, after: int, batch: int) -> Sequence[Any]:
        """What comes after that position, in order. A reader may follow something else that has positions of its own."""
        return list(Event.objects.filter(position__gt=after).order_by("position")[:batch])

    def consume(self, events: Sequence[Any]) -> None:
        """Take ``events``, which come in order and once, in the transaction that moves the cursor."""
        raise NotImplementedError

    def begin_anew(self) -> None:
        """The tables were emptied for a rebuild, in its transaction."""


_readers: dict[str, Reader] = {}


def register(reader: Reader) -> None:
    """Make a reader known (a reader's room calls this when it is ready)."""
    _readers[reader.name] = reader


def registered() -> list[Reader]:
    """All known readers, by name."""
    return [_readers[name] for name in sorted(_readers)]


def named(name: str) -> Reader:
    """The reader of that name; raises KeyError when there is none."""
    return _readers[name]


def advance(reader: Reader, batch: int = BATCH) -> int:
    """Let ``reader`` take its next events, at most ``batch``; returns how many it took.

    Where another process is at it already, there is nothing to do here: returns 0.
    """
    Cursor.objects.get_or_create(reader=reader.name)
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update(skip_locked=True).filter(reader=reader.name).first()
        if cursor is None:
            return 0
        return _take(reader, cursor, batch)


def catch_up() -> int:
    """Number what is new and let each reader come to the end of the journal; returns how many events were taken."""
    while sequence():
        pass
    taken = 0
    for reader in registered():
        while count := advance(reader):
            taken += count
    return taken


def replay(reader: Reader, progress: Callable[[int], None] = lambda done: None) -> int:
    """Empty the reader's tables and take the whole journal again, in one transaction.

    Pages go on showing the old rows until the new ones are whole. Returns how many events were taken.
    """
    while sequence():
        pass
    Cursor.objects.get_or_create(reader=reader.name)
    done = 0
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update().get(reader=reader.name)
        for table in reader.tables:
            table._default_manager.all().delete()
        reader.begin_anew()
        cursor.position = 0
        while count := _take(reader, cursor, BATCH):
            done += count
            progress(done)
        cursor.save()
    return done


def _take(reader: Reader, cursor: Cursor, batch: int) -> int:
    events = reader.waiting(cursor.position, batch)
    if not events:
        return 0
    reader.consume(events)
    last = events[-1].position
    assert last is not None
    cursor.position = last
    cursor.moved_at = timezone.now()
    cursor.save()
    return len(events)
