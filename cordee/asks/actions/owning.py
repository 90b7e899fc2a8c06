"""Taking a question with a date, and giving it back."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cordee.asks import events
from cordee.asks.access import check_may_take
from cordee.asks.actions.clock import REMINDED, end_ownership, follow
from cordee.asks.escalation import State
from cordee.asks.models import Ask, Ownership, SpacePace, Watch
from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.ids import uuid7
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.models import Post

LONGEST = timedelta(days=30)


@transaction.atomic
def take(actor: Person, post: Post, *, until: date, now: datetime) -> Ownership:
    """See to it that the question gets its answer by a day; again, with another day, moves the day.

    Nobody is asked meanwhile. Raises Missing, Forbidden, Invalid, Conflict.
    """
    asked = Ask.objects.filter(post=post, person=actor).exists()
    check_may_take(access.viewer(actor), post, asked=asked)
    ends_at = _end_of(post, until)
    if not now < ends_at <= now + LONGEST + timedelta(days=1):
        message = _("Choose a day within a month from now.")
        raise Invalid(message, fields={"until": message})
    watch = _watch(post, now)
    if watch.state in (State.REPLIED, State.ENDED) and post.resolved_at is not None:
        raise Conflict(_("This question is answered already."))
    row = Ownership.objects.filter(post=post, ended_at__isnull=True).select_related("person").first()
    if row is not None and row.person_id != actor.id:
        raise Conflict(_("%(who)s sees to this question already.") % {"who": row.person.name})
    if row is not None and row.until == until:
        return row
    # On its last day nobody needs to be reminded of what they take now.
    reminded = now if ends_at - now <= REMINDED else None
    if row is None:
        row = Ownership(id=uuid7(), post=post, person=actor, at=now)
    row.until, row.ends_at, row.reminded_at = until, ends_at, reminded
    _save(row)
    Ask.objects.filter(post=post, person=actor, state=Ask.State.OPEN).update(
        state=Ask.State.TAKEN, settled_at=now
    )
    record(events.of_ownership(events.ASK_TAKEN, row, post, actor), at=now)
    follow(watch, now=now)
    return row


@transaction.atomic
def release(actor: Person, post: Post, *, now: datetime) -> None:
    """Give it back: others are asked. By who has it, or a facilitator; nothing happens when nobody has it."""
    who = access.viewer(actor)
    access.check_reads(who, post.space)
    access.check_may_write(who)
    _watch(post, now)
    row = Ownership.objects.filter(post=post, ended_at__isnull=True).first()
    if row is None:
        return
    if row.person_id != actor.id and not who.facilitates(post.space):
        raise Forbidden(_("Only the person who sees to this question, or a facilitator, can give it back."))
    end_ownership(row, Ownership.Ending.RELEASED, now)
    Watch.objects.filter(post=post).update(due_at=now, changed_at=now)
    record(events.of_ownership(events.ASK_RELEASED, row, post, actor, why="released"), at=now)


def _save(row: Ownership) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Conflict(_("Somebody else has just taken this question.")) from None


def _watch(post: Post, now: datetime) -> Watch:
    """The question's watch, held; begun where nobody looked after it before."""
    Watch.objects.get_or_create(post=post, defaults={"opened_at": now, "changed_at": now, "due_at": now})
    return Watch.objects.select_for_update().get(post=post)


def _end_of(post: Post, until: date) -> datetime:
    """The end of a day where the space is."""
    pace = SpacePace.objects.filter(space_id=post.space_id).first() or SpacePace()
    try:
        return datetime.combine(until + timedelta(days=1), time(), ZoneInfo(pace.time_zone))
    except OverflowError:
        message = _("Choose a day within a month from now.")
        raise Invalid(message, fields={"until": message}) from None
