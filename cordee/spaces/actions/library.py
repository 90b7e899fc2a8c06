"""The practice library of a space: offering, agreeing, declining, verifying."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.models import Post, Practice
from cordee.spaces.queries.charters import version_in_force

KINDS = (Post.Kind.EXPERIENCE, Post.Kind.TIP, Post.Kind.RESOURCE)
HALF_A_YEAR = timedelta(days=182)
LONGEST_TERM = timedelta(days=5 * 366)
LONGEST_NOTE = 300


@transaction.atomic
def offer(actor: Person, post: Post, *, now: datetime) -> Practice:
    """Propose a contribution for the library of its space. Any member; again after a refusal. Raises Invalid."""
    access.check_contributes(access.viewer(actor), post.space, version_in_force(post.space))
    if post.kind not in KINDS or post.removed_at is not None:
        raise Invalid(_("The library takes experiences, tips and resources."))
    practice = Practice.objects.select_for_update().filter(post=post).first()
    if practice and practice.state != Practice.State.DECLINED:
        return practice
    practice = practice or Practice(post=post)
    practice.space_id, practice.state = post.space_id, Practice.State.OFFERED
    practice.offered_by, practice.offered_at = actor, now
    practice.decided_by, practice.decided_at, practice.note = None, None, ""
    practice.save()
    _tell(events.PRACTICE_OFFERED, practice, post, actor, now)
    return practice


@transaction.atomic
def agree(actor: Person, post: Post, *, now: datetime, check_on: date | None = None) -> Practice:
    """Take it into the library until somebody checks it again, in half a year unless told. Facilitators only."""
    practice = _decided(actor, post)
    today = timezone.localdate(now)
    check_on = check_on or today + HALF_A_YEAR
    if not today < check_on <= today + LONGEST_TERM:
        message = _("Choose a day to come, within five years.")
        raise Invalid(message, fields={"check_on": message})
    practice.state, practice.check_on, practice.note = Practice.State.AGREED, check_on, ""
    practice.decided_by, practice.decided_at = actor, now
    practice.verified_by, practice.verified_at = actor, now
    practice.save()
    _tell(events.PRACTICE_AGREED, practice, post, actor, now)
    return practice


@transaction.atomic
def decline(actor: Person, post: Post, *, now: datetime, note: str = "") -> Practice:
    """Leave it out of the library, or take it out, with a word on why. Facilitators only."""
    practice = _decided(actor, post)
    note = clean_line(note)
    if len(note) > LONGEST_NOTE:
        message = _("At most %(limit)s characters, please.") % {"limit": LONGEST_NOTE}
        raise Invalid(message, fields={"note": message})
    if practice.state == Practice.State.DECLINED and practice.note == note:
        return practice
    practice.state, practice.note, practice.check_on = Practice.State.DECLINED, note, None
    practice.decided_by, practice.decided_at = actor, now
    practice.save()
    _tell(events.PRACTICE_DECLINED, practice, post, actor, now)
    return practice


@transaction.atomic
def verify(actor: Person, post: Post, *, now: datetime) -> Practice:
    """It still holds: check it again after as long as last time. By a facilitator, or by who wrote it."""
    practice = _found(actor, post)
    who = access.viewer(actor)
    access.check_may_write(who)
    if not may_verify(who, post):
        raise Forbidden(_("Who wrote it, or a facilitator, says that it still holds."))
    if practice.state != Practice.State.AGREED or practice.check_on is None:
        raise Conflict(_("This is not in the library."))
    since = practice.verified_at or practice.decided_at or practice.offered_at
    term = max(practice.check_on - timezone.localdate(since), timedelta(days=1))
    practice.check_on = timezone.localdate(now) + term
    practice.verified_by, practice.verified_at = actor, now
    practice.save()
    _tell(events.PRACTICE_VERIFIED, practice, post, actor, now)
    return practice


def may_verify(who: access.Viewer, post: Post) -> bool:
    """Facilitators answer for their library; who wrote a practice knows best whether it still holds."""
    return who.facilitates(post.space) or (post.author_id == who.person.id and who.belongs(post.space))


def _decided(actor: Person, post: Post) -> Practice:
    access.check_facilitates(access.viewer(actor), post.space)
    return _found(actor, post)


def _found(actor: Person, post: Post) -> Practice:
    access.check_reads(access.viewer(actor), post.space)
    practice = Practice.objects.select_for_update().filter(post=post).first()
    if practice is None:
        raise Missing(_("Nobody has offered this for the library."))
    return practice


def _tell(verb: str, practice: Practice, post: Post, actor: Person, now: datetime) -> None:
    fact = events.of_post(
        verb,
        post,
        actor,
        author=str(post.author_id) if post.author_id else None,
        offered_by=str(practice.offered_by_id) if practice.offered_by_id else None,
    )
    record(fact, at=now)
