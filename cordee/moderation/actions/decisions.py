"""Deciding: on reports, or on a text or a person without one."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.ids import uuid7
from cordee.journal.actions import record
from cordee.moderation import events
from cordee.moderation.actions.log import note
from cordee.moderation.actions.reports import said
from cordee.moderation.models import Decision, Report
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.actions import removals
from cordee.spaces.models import Comment, Post, Space

What = Decision.What
LONGEST_REASON = 1000
MOST_DAYS = 365


@transaction.atomic
def decide(
    actor: Person, report: Report, *, what: str, reason: str, now: datetime, days: int | None = None
) -> Decision:
    """Close every open report on the text of ``report`` with one decision; who reported is told what became of it.

    Raises Missing, Forbidden, Invalid, Conflict.
    """
    # The thread is held: two who decide at the same moment decide once.
    post = Post.objects.select_for_update(of=("self",)).select_related("space").get(pk=report.post_id)
    access.check_facilitates(access.viewer(actor), post.space)
    open_ones = list(
        Report.objects.filter(post=post, comment=report.comment_id, closed_at__isnull=True).select_related(
            "comment__post__space"
        )
    )
    if not open_ones:
        raise Conflict(_("Somebody has decided on this report meanwhile."))
    comment = open_ones[0].comment
    decision = impose(actor, comment or post, what=what, reason=reason, now=now, days=days)
    for one in open_ones:
        Report.objects.filter(pk=one.pk).update(decision=decision, closed_at=now)
        record(
            events.of(
                events.REPORT_DECIDED, one.id, actor, post.space_id, reporter=one.reporter_id, outcome=what,
                decision=decision.id, post=post.id,
            ),
            at=now,
        )  # fmt: skip
    return decision


@transaction.atomic
def impose(
    actor: Person, text: Post | Comment, *, what: str, reason: str, now: datetime, days: int | None = None
) -> Decision:
    """Decide on a text: leave it, hide it, warn its author, suspend them. Each with a reason that is told."""
    space = removals.space_of(text)
    access.check_facilitates(access.viewer(actor), space)
    if what not in What.values:
        message = _("Choose one of the decisions.")
        raise Invalid(message, fields={"what": message})
    if text.author_id == actor.id:
        raise Forbidden(_("This is your own text: somebody else looks at it."))
    reason = said(reason, "reason", LONGEST_REASON)
    if what in (What.WARNED, What.SUSPENDED) and text.author_id is None:
        raise Conflict(_("Whoever wrote this has left: only the text can be hidden."))
    if what == What.HIDDEN:
        removals.hide(actor, text, reason=reason, now=now)
    author = text.author if what != What.DISMISSED else None
    if what == What.SUSPENDED:
        assert author is not None
        return suspend(actor, author, reason=reason, days=days or 0, now=now, text=text)
    return _written(actor, what, author, reason, now, text, space)


@transaction.atomic
def suspend(
    actor: Person,
    person: Person,
    *,
    reason: str,
    days: int,
    now: datetime,
    text: Post | Comment | None = None,
) -> Decision:
    """For some days the person reads and does not contribute; it ends by itself. By administrators."""
    if not actor.is_administrator:
        raise Forbidden(_("Only an administrator can suspend somebody. Warn them, or hide the text."))
    if person.id == actor.id or person.is_administrator:
        raise Conflict(_("An administrator cannot be suspended."))
    if not 1 <= days <= MOST_DAYS:
        message = _("Between 1 and %(most)s days.") % {"most": MOST_DAYS}
        raise Invalid(message, fields={"days": message})
    reason = said(reason, "reason", LONGEST_REASON)
    until = now + timedelta(days=days)
    Person.objects.select_for_update().get(pk=person.pk)
    Person.objects.filter(pk=person.pk).update(suspended_until=until)
    person.suspended_until = until
    space = removals.space_of(text) if text else None
    return _written(actor, What.SUSPENDED, person, reason, now, text, space, until)


@transaction.atomic
def end_suspensions(now: datetime) -> int:
    """Suspensions whose time is over have ended; returns how many. Access never waits for this: it looks at the time."""
    due = Decision.objects.select_for_update(skip_locked=True).filter(
        what=What.SUSPENDED, ended_at__isnull=True, until__lte=now
    )
    ended = list(due)
    for decision in ended:
        lift(None, decision, now=now)
    return len(ended)


def lift(actor: Person | None, decision: Decision, *, now: datetime) -> None:
    """A suspension ends, unless another one of the person lasts longer. The caller holds the transaction."""
    Decision.objects.filter(pk=decision.pk).update(ended_at=now)
    left = Decision.objects.filter(person=decision.person_id, what=What.SUSPENDED, ended_at__isnull=True)
    longest = left.exclude(pk=decision.pk).order_by("-until").values_list("until", flat=True).first()
    if decision.person_id is None:
        return
    Person.objects.filter(pk=decision.person_id).update(suspended_until=longest)
    note("suspension-ended", actor, now=now, person=decision.person_id, space=decision.space_id)
    record(
        events.of(
            events.SUSPENSION_ENDED, decision.person_id, actor, decision.space_id, decision=decision.id
        ),
        at=now,
    )


def _written(
    actor: Person,
    what: str,
    person: Person | None,
    reason: str,
    now: datetime,
    text: Post | Comment | None,
    space: Space | None,
    until: datetime | None = None,
) -> Decision:
    post = text.post if isinstance(text, Comment) else text
    decision = Decision.objects.create(
        id=uuid7(now), what=what, person=person, post=post, comment=text if isinstance(text, Comment) else None,
        space=space, by=actor, reason=reason, at=now, until=until,
    )  # fmt: skip
    note(what, actor, now=now, text=text, person=person.id if person else None, reason=reason)
    verb = {
        What.HIDDEN: events.TEXT_HIDDEN,
        What.WARNED: events.PERSON_WARNED,
        What.SUSPENDED: events.PERSON_SUSPENDED,
    }.get(What(what))
    if verb and person:
        concerned = decision.id if what == What.HIDDEN else person.id
        record(
            events.of(
                verb, concerned, actor, space.id if space else None, person=person.id, decision=decision.id,
                post=post.id if post else None, comment=decision.comment_id,
                until=until.isoformat() if until else None,
            ),
            at=now,
        )  # fmt: skip
    return decision
