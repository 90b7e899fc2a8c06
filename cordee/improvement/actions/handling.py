"""Looking after a concern: acknowledged, given to somebody, noted, answered, closed; who raised it is told each time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.improvement import access, events
from cordee.improvement.actions.raising import add_step, said
from cordee.improvement.models import Concern, Step
from cordee.journal.actions import record
from cordee.people.models import Person


@transaction.atomic
def acknowledge(actor: Person, concern: Concern, *, now: datetime, words: str = "") -> Concern:
    """Tell who raised it that it is read, and what happens next. Raises Forbidden, Invalid, Conflict."""
    concern = _open(actor, concern)
    words = said(words, required=False)
    if concern.acknowledged_at is not None:
        raise Conflict(_("It is acknowledged already: answer it, or note something."))
    _acknowledged(actor, concern, words, now)
    return concern


@transaction.atomic
def assign(actor: Person, concern: Concern, to: Person, *, now: datetime) -> Concern:
    """Give it to somebody, who may then read all of it and look after it. Raises Forbidden, Invalid, Conflict."""
    concern = _open(actor, concern)
    if not to.is_active or (to.is_auditor and not to.is_administrator):
        message = _("%(name)s cannot look after it: choose somebody else.") % {"name": to.name}
        raise Invalid(message, fields={"assigned": message})
    if to.id == concern.person_id:
        message = _("Who raised it does not look after it: choose somebody else.")
        raise Invalid(message, fields={"assigned": message})
    if concern.assigned_id != to.id:
        concern.assigned = to
        concern.save(update_fields=["assigned"])
        add_step(concern, Step.What.ASSIGNED, actor, now=now, inner=True)
        record(events.of_concern(events.CONCERN_ASSIGNED, concern, actor), at=now)
    return concern


@transaction.atomic
def note(actor: Person, concern: Concern, words: str, *, now: datetime) -> Step:
    """Note something for those who look after it; who raised it does not read it. Raises Forbidden, Invalid."""
    concern = Concern.objects.select_for_update().get(pk=concern.pk)
    access.check_keeps(actor, concern)
    return add_step(concern, Step.What.NOTED, actor, now=now, words=said(words), inner=True)


@transaction.atomic
def answer(actor: Person, concern: Concern, words: str, *, now: datetime) -> Concern:
    """Answer who raised it; an answer without an acknowledgement before is both. Raises Forbidden, Invalid, Conflict."""
    concern = _open(actor, concern)
    words = said(words)
    if concern.acknowledged_at is None:
        concern.acknowledged_at = now
    concern.answered_at = concern.answered_at or now
    concern.save(update_fields=["acknowledged_at", "answered_at"])
    add_step(concern, Step.What.ANSWERED, actor, now=now, words=words)
    record(events.of_concern(events.CONCERN_ANSWERED, concern, actor), at=now)
    return concern


@transaction.atomic
def close(actor: Person, concern: Concern, words: str, *, now: datetime) -> Concern:
    """Say what became of it: it was answered, and no action is left. Raises Forbidden, Invalid, Conflict."""
    concern = _open(actor, concern)
    words = said(words)
    if concern.answered_at is None and (concern.person_id or concern.outside_email):
        raise Conflict(_("Answer first: whoever raised it waits for a word."))
    if concern.measures.filter(done_at__isnull=True).exists():
        raise Conflict(_("An action is not done yet: close it first, with what it changed."))
    concern.closed_at = now
    concern.save(update_fields=["closed_at"])
    add_step(concern, Step.What.CLOSED, actor, now=now, words=words)
    record(events.of_concern(events.CONCERN_CLOSED, concern, actor), at=now)
    return concern


@transaction.atomic
def reopen(actor: Person, concern: Concern, words: str, *, now: datetime) -> Concern:
    """It was not over: by who looks after it, or who raised it. Raises Forbidden, Invalid, Conflict."""
    concern = Concern.objects.select_for_update().get(pk=concern.pk)
    if not access.raised(actor, concern):
        access.check_keeps(actor, concern)
    if concern.closed_at is None or concern.forgotten_at is not None:
        raise Conflict(_("It is not closed, or what it said is not kept any more."))
    words = said(words)
    concern.closed_at = None
    concern.save(update_fields=["closed_at"])
    add_step(concern, Step.What.REOPENED, actor, now=now, words=words)
    record(events.of_concern(events.CONCERN_REOPENED, concern, actor), at=now)
    return concern


def _open(actor: Person, concern: Concern) -> Concern:
    """The concern, held: of two who answer at once, the second sees what the first did."""
    concern = Concern.objects.select_for_update().get(pk=concern.pk)
    access.check_keeps(actor, concern)
    if concern.closed_at is not None:
        raise Conflict(_("It is closed: open it again first, with the reason."))
    return concern


def _acknowledged(actor: Person, concern: Concern, words: str, now: datetime) -> None:
    concern.acknowledged_at = now
    concern.save(update_fields=["acknowledged_at"])
    add_step(concern, Step.What.ACKNOWLEDGED, actor, now=now, words=words)
    record(events.of_concern(events.CONCERN_ACKNOWLEDGED, concern, actor), at=now)
