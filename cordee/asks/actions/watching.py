"""Beginning to look for who answers, and what the one who asks says of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.asks import events
from cordee.asks.access import check_asks, check_is_question
from cordee.asks.choosing import Stage
from cordee.asks.escalation import FRESH, GRACE, Ending, State
from cordee.asks.models import Watch
from cordee.core.errors import Conflict
from cordee.journal.actions import record
from cordee.journal.models import Event
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces import events as spaces_events
from cordee.spaces.models import Post


def open_watches(told: Iterable[Event], now: datetime) -> None:
    """Look after the questions that were just asked. What was asked long before it was told (an import), or is old by
    now, asks nobody; doing it again changes nothing.
    """
    fresh = {
        event.object_id: event.at
        for event in told
        if event.verb == spaces_events.POST_PUBLISHED
        and event.data.get("kind") == Post.Kind.QUESTION
        and max(event.recorded_at, now) - event.at <= FRESH
    }
    if fresh:
        look_after(fresh)


def look_after(asked: Mapping[UUID, datetime]) -> None:
    """Have the clock look at these questions (by when each was asked) once its minutes of grace are over."""
    posts = Post.objects.filter(id__in=asked, author__isnull=False).order_by("id")
    Watch.objects.bulk_create(
        (
            Watch(
                post_id=post_id,
                due_at=asked[post_id] + GRACE,
                opened_at=asked[post_id],
                changed_at=asked[post_id],
            )
            for post_id in posts.values_list("id", flat=True)
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def switch(actor: Person, post: Post, *, on: bool, now: datetime) -> None:
    """Have others asked, or not: by who asks, for one question of theirs. Raises Missing, Forbidden, Conflict."""
    _check(actor, post)
    if on:
        Watch.objects.get_or_create(post=post, defaults={"opened_at": now, "changed_at": now, "due_at": now})
    watch = Watch.objects.select_for_update().filter(post=post).first()
    if watch is None or on != (watch.ending == Ending.OFF):
        return
    watch.ending = Ending.NONE if on else Ending.OFF
    watch.state = State.WAITING if on else State.ENDED
    watch.due_at, watch.changed_at = now, now
    watch.save()
    record(events.of_question(events.ASK_SWITCHED, post, actor, on=on), at=now)


@transaction.atomic
def still_waits(actor: Person, post: Post, *, now: datetime) -> None:
    """The replies so far do not help: the next are asked. By who asks. Raises Missing, Forbidden, Conflict."""
    _check(actor, post)
    watch = Watch.objects.select_for_update().filter(post=post).first()
    if watch is None or watch.state != State.REPLIED:
        raise Conflict(_("Nobody is waiting here any more."))
    watch.stage = min(watch.stage + 1, Stage.FACILITATORS)
    watch.still_since = watch.due_at = watch.changed_at = now
    watch.save()
    record(events.of_question(events.ASK_STILL_WAITS, post, actor), at=now)


def _check(actor: Person, post: Post) -> None:
    who = access.viewer(actor)
    access.check_reads(who, post.space)
    check_asks(who, post)
    check_is_question(post)
