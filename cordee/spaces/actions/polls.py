"""Asking a group to choose, and choosing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid, Missing
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.models import Poll, PollOption, PollVote, Post
from cordee.spaces.queries.charters import version_in_force

FEWEST, MOST, LONGEST = 2, 12, 200


@dataclass(frozen=True)
class Ballot:
    """What a poll offers: its options in order, one choice or ``several``, until ``closes_at`` (None: open)."""

    options: Sequence[str]
    several: bool = False
    closes_at: datetime | None = None


def checked(ballot: Ballot | None, *, now: datetime) -> Ballot:
    """The ballot as it is kept: clean options, no empty ones. Raises Invalid with the field and why."""
    options = [text for option in (ballot.options if ballot else ()) if (text := clean_line(option))]
    if ballot is None or not FEWEST <= len(options) <= MOST:
        _refuse(
            "options",
            _("A poll offers between %(fewest)s and %(most)s options, one a line.")
            % {"fewest": FEWEST, "most": MOST},
        )
    if any(len(option) > LONGEST for option in options):
        _refuse("options", _("An option has at most %(limit)s characters.") % {"limit": LONGEST})
    if len({option.casefold() for option in options}) < len(options):
        _refuse("options", _("Two options say the same: keep one of them."))
    if ballot.closes_at and ballot.closes_at <= now:
        _refuse("closes_at", _("Choose a closing date that is still to come."))
    return Ballot(options, ballot.several, ballot.closes_at)


def put_to_vote(post: Post, ballot: Ballot) -> Poll:
    """Give a poll that was just published its options, in the transaction that publishes it."""
    poll = Poll.objects.create(post=post, several=ballot.several, closes_at=ballot.closes_at)
    PollOption.objects.bulk_create(
        PollOption(poll=poll, position=position, text=text) for position, text in enumerate(ballot.options)
    )
    return poll


@transaction.atomic
def vote(actor: Person, post: Post, choices: Collection[UUID], *, now: datetime) -> None:
    """Choose; it replaces what one chose before. Members only, until the poll closes.

    Raises Missing, Forbidden, CharterNeeded, Conflict (closed) or Invalid. The journal learns who voted, never what.
    """
    poll = _open_poll(actor, post, now)
    wanted = set(choices)
    options = set(PollOption.objects.filter(poll=poll, id__in=wanted).values_list("id", flat=True))
    if not wanted or options != wanted:
        _refuse("choices", _("Choose one of those offered."))
    if not poll.several and len(wanted) > 1:
        _refuse("choices", _("This poll takes one choice."))
    mine = PollVote.objects.filter(option__poll=poll, person=actor)
    before = set(mine.values_list("option_id", flat=True))
    if before == wanted:
        return
    mine.exclude(option_id__in=wanted).delete()
    PollVote.objects.bulk_create(
        PollVote(option_id=option, person=actor, at=now) for option in wanted - before
    )
    record(events.of_post(events.POLL_VOTED, post, actor, state="changed" if before else "voted"), at=now)


@transaction.atomic
def withdraw_vote(actor: Person, post: Post, *, now: datetime) -> None:
    """Take one's vote back, until the poll closes; nothing happens when there is none."""
    poll = _open_poll(actor, post, now)
    gone, _rows = PollVote.objects.filter(option__poll=poll, person=actor).delete()
    if gone:
        record(events.of_post(events.POLL_VOTED, post, actor, state="withdrawn"), at=now)


def _open_poll(actor: Person, post: Post, now: datetime) -> Poll:
    access.check_contributes(access.viewer(actor), post.space, version_in_force(post.space))
    access.check_open(post)
    # Locked: two votes of one person at the same moment must not both count where one choice is taken.
    poll = Poll.objects.select_for_update().filter(post=post).first()
    if poll is None:
        raise Missing(_("This contribution is not a poll."))
    if poll.closes_at and poll.closes_at <= now:
        raise Conflict(_("This poll is closed: its result stands."))
    return poll


def _refuse(field: str, message: str) -> NoReturn:
    raise Invalid(message, fields={field: message})
