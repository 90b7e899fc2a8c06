"""Counting that contributions are read, for who has nothing against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cordee.core.forgetting import forget
from cordee.core.ids import uuid7
from cordee.journal.actions import record, record_all
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.models import Post, Reading, UncountedReader


@transaction.atomic
def note_reading(actor: Person, post: Post, *, now: datetime) -> bool:
    """``actor`` read ``post``; says whether that counts. It does once, for another's text, with their consent.

    Raises Missing, Forbidden. An auditor's reading is their work, not that of the space: it does not count.
    """
    who = access.viewer(actor)
    access.check_reads(who, post.space)
    if post.author_id == actor.id or who.audits or UncountedReader.objects.filter(person=actor).exists():
        return False
    reading, made = Reading.objects.get_or_create(post=post, person=actor, defaults={"at": now})
    if made:
        record(events.of_reading(reading, post), at=now)
    return made


@dataclass(frozen=True)
class Read:
    """Somebody read something at some time of the past."""

    person: Person
    post: Post
    at: datetime
    seed: str


@transaction.atomic
def note_readings(read: Sequence[Read]) -> list[Reading]:
    """Many readings at once (imports, the demo), under the rules of ``note_reading``; doing it again changes nothing."""
    people = {one.person.id for one in read}
    silent = set(UncountedReader.objects.filter(person_id__in=people).values_list("person_id", flat=True))
    known = set(
        Reading.objects.filter(post__in={one.post.id for one in read}).values_list("post_id", "person_id")
    )
    rows: dict[tuple[object, object], tuple[Reading, Post]] = {}
    for one in read:
        key = (one.post.id, one.person.id)
        if one.post.author_id != one.person.id and one.person.id not in silent and key not in known:
            reading = Reading(id=uuid7(one.at, one.seed), post=one.post, person=one.person, at=one.at)
            rows.setdefault(key, (reading, one.post))
    readings = [reading for reading, _post in rows.values()]
    Reading.objects.bulk_create(readings, batch_size=1000)
    record_all((events.of_reading(reading, post), reading.at) for reading, post in rows.values())
    return readings


@transaction.atomic
def count_readings(actor: Person, *, counted: bool, now: datetime) -> None:
    """Whether what one reads counts. Not any more: what was counted is forgotten, too. Nothing is recorded of it."""
    if counted:
        UncountedReader.objects.filter(person=actor).delete()
        return
    UncountedReader.objects.get_or_create(person=actor, defaults={"at": now})
    Reading.objects.filter(person=actor).delete()


def forget_readings(before: datetime, now: datetime) -> int:
    """Let go of readings that are old; returns how many."""
    return forget(Reading.objects.filter(at__lt=before))
