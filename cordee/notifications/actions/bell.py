"""What somebody does with their own bell: read it, and stop what they want to hear no more of."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.forgetting import forget
from cordee.core.ids import uuid7
from cordee.journal.models import Event
from cordee.notifications import queries
from cordee.notifications.lines import Line
from cordee.notifications.models import Cause, Notice, ReadMark
from cordee.notifications.reader import announce
from cordee.people.models import Person, Skill
from cordee.spaces.actions.following import FOLLOWING, NONE, follow, mute, unfollow
from cordee.spaces.models import Follow, Post, Space


@transaction.atomic
def read_line(actor: Person, notice_id: UUID, *, now: datetime) -> None:
    """One line is read; nothing happens when it is already, or is somebody else's."""
    _read(actor, Notice.objects.filter(id=notice_id), now)


@transaction.atomic
def read_thread(actor: Person, post_id: UUID, *, now: datetime) -> None:
    """Who reads a conversation has read the lines that tell of it, and of nothing else."""
    about = Cause.objects.filter(post_id=post_id, notice__person_id=actor.id, notice__unread=True)
    elsewhere = Cause.objects.filter(notice__in=about.values("notice")).exclude(post_id=post_id)
    lines = Notice.objects.filter(id__in=about.values("notice"))
    _read(actor, lines.exclude(id__in=elsewhere.values("notice")), now)


@transaction.atomic
def read_all(actor: Person, *, now: datetime, until: int | None = None) -> None:
    """Everything is read, up to the position of the journal that the page had shown (``until``)."""
    mine = Notice.objects.filter(person_id=actor.id, unread=True)
    if until is not None:
        mine = mine.filter(position__lte=until)
    rows = _locked(mine)
    if not rows:
        return
    last = max(position for _id, _key, position in rows)
    _keep([ReadMark(person_id=actor.id, key="", position=last, at=now)])
    Notice.objects.filter(id__in=[row[0] for row in rows]).update(unread=False)
    announce([actor.id])


@transaction.atomic
def stop_line(actor: Person, notice_id: UUID, *, now: datetime) -> tuple[Line, str]:
    """Mute what a line is about, which reads the line too. Gives the line, and what stood before (for ``resume``).

    Raises Missing, and Invalid for a line of which nothing can be stopped.
    """
    line = queries.line(actor.id, notice_id)
    target = _target(line)
    before = Follow.objects.filter(person=actor, **target).values_list("muted", flat=True).first()
    mute(actor, now=now, **target)
    read_line(actor, notice_id, now=now)
    line.unread = False
    return line, FOLLOWING if before is False else NONE


@transaction.atomic
def resume(actor: Person, line: Line, *, was: str, now: datetime) -> None:
    """Hear again of what a line is about; ``was`` is what ``stop_line`` gave. Raises Invalid."""
    (follow if was == FOLLOWING else unfollow)(actor, now=now, **_target(line))


_KINDS = {"post": Post, "space": Space, "somebody": Person, "skill": Skill}


def _target(line: Line) -> dict[str, Any]:
    found = _KINDS[line.stops]._default_manager.filter(id=line.subject).first() if line.stops else None
    if found is None:
        raise Invalid(_("There is nothing to stop here: this line came because it concerns you."))
    return {line.stops: found}


def _read(actor: Person, lines: QuerySet[Notice], now: datetime) -> None:
    rows = _locked(lines.filter(person_id=actor.id, unread=True))
    if rows:
        _keep(ReadMark(person_id=actor.id, key=key, position=position, at=now) for _id, key, position in rows)
        Notice.objects.filter(id__in=[row[0] for row in rows]).update(unread=False)
        announce([actor.id])


def _locked(lines: QuerySet[Notice]) -> list[tuple[UUID, str, int]]:
    """The lines, locked in the order in which the reader locks them: what it adds meanwhile is seen or stays unread."""
    return list(lines.select_for_update().order_by("id").values_list("id", "key", "position"))


def _keep(marks: Iterable[ReadMark]) -> None:
    ReadMark.objects.bulk_create(marks, ignore_conflicts=True)


def forget_notices(before: datetime, now: datetime) -> int:
    """Let go of the lines that last moved before, read or not; returns how many.

    What was read before is kept as one mark a person, so that a rebuild of the bell does not show it as new.
    """
    since = Event.objects.filter(id__gte=uuid7(before)).aggregate(first=Min("position"))["first"]
    last = since - 1 if since else Event.objects.aggregate(last=Max("position"))["last"]
    old = Q(at__lt=before)
    if last:
        _mark_as_read(old, last, before)
    return forget(Notice.objects.filter(old))


def _mark_as_read(old: Q, last: int, before: datetime) -> None:
    people = set(Notice.objects.filter(old).values_list("person_id", flat=True).distinct())
    people |= set(ReadMark.objects.filter(old).values_list("person_id", flat=True).distinct())
    _keep([ReadMark(person_id=one, key="", position=last, at=before) for one in sorted(people)])
    forget(ReadMark.objects.filter(old, position__lt=last))
