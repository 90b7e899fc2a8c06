"""The attendance sheet: signing, noting, correcting. Rows are added, never changed; the newest of a chain holds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.paths.actions.progress import attend_step, reopen_step
from cordee.paths.actions.times import count_attendance
from cordee.paths.models import Activity, Enrolment
from cordee.people.models import Person
from cordee.workshops import access, codes, drawings, events
from cordee.workshops.halves import Half
from cordee.workshops.models import Signature, Workshop
from cordee.workshops.queries.attendance import sheet

EARLY = timedelta(hours=1)  # before its half-day begins, nothing is signed


@dataclass(frozen=True)
class Sent:
    """How a signature came: drawn (JSON of strokes) or typed, on which device's clock, under which name of its own."""

    drawing: str = ""
    typed: str = ""
    device_at: datetime | None = None
    sent_as: UUID | None = None


@transaction.atomic
def sign_by_code(
    sight: access.Sight, workshop: Workshop, half: Half, *, code: str = "", granted: str = "", now: datetime
) -> Signature:
    """I am there: on my own phone, with the code that the trainer shows. For oneself alone.

    Raises Forbidden (not of this cohort), Conflict (the code is old, or one was noted absent).
    """
    enrolment = access.check_learns(sight)
    _check_signable(workshop, half, now)
    held = codes.holds(code, workshop.id, half.key, now)
    if not (held or codes.is_granted(granted, sight.person.id, workshop.id, half.key)):
        raise Conflict(_("This code is too old. Scan the one that is shown now."))
    if signed := _current(workshop, half, enrolment):
        return _there(signed)
    row = _row(workshop, half, Signature.Way.CODE, sight.person, now, enrolment=enrolment)
    return _written(row, events.ATTENDANCE_SIGNED, now)


@transaction.atomic
def sign_on_device(
    sight: access.Sight, workshop: Workshop, half: Half, enrolment: Enrolment, sent: Sent, *, now: datetime
) -> Signature:
    """A learner draws or types their signature on the trainer's device. Sent twice, it counts once.

    Raises Forbidden, Conflict, Invalid.
    """
    access.check_leads(sight)
    _check_signable(workshop, half, now)
    if (known := _sent_before(sent)) or (known := _current(workshop, half, enrolment)):
        return _there(known)
    row = _row(workshop, half, _way(sent), sight.person, now, enrolment=enrolment, sent=sent)
    return _written(row, events.ATTENDANCE_SIGNED, now)


@transaction.atomic
def note(
    sight: access.Sight,
    workshop: Workshop,
    half: Half,
    enrolment: Enrolment,
    *,
    present: bool,
    reason: str = "",
    sent: Sent | None = None,
    now: datetime,
) -> Signature:
    """A trainer notes that somebody was there without signing, or was absent, and why. Raises Forbidden, Conflict."""
    access.check_leads(sight)
    _check_signable(workshop, half, now)
    sent = sent or Sent()
    if known := _sent_before(sent):
        return known
    if signed := _current(workshop, half, enrolment):
        if signed.present == present:
            return signed
        raise Conflict(_("This is signed already. Correct it, and say why."))
    row = _row(workshop, half, Signature.Way.WORD, sight.person, now, enrolment=enrolment, sent=sent)
    row.present, row.reason = present, clean_line(reason)[:300]
    return _written(row, events.ATTENDANCE_NOTED, now)


@transaction.atomic
def correct(
    sight: access.Sight,
    wrong: Signature,
    *,
    present: bool,
    reason: str,
    sent: Sent | None = None,
    now: datetime,
) -> Signature:
    """A new row in the place of a wrong one, which stays readable. Raises Forbidden, Conflict, Invalid (no reason)."""
    access.check_leads(sight)
    sent = sent or Sent()
    if known := _sent_before(sent):
        return known
    reason = clean_line(reason)[:300]
    if not reason:
        message = _("Say in a few words why.")
        raise Invalid(message, fields={"reason": message})
    enrolment, half = wrong.enrolment, wrong.workshop.half(wrong.half)
    if enrolment is None or half is None:
        raise Conflict(_("A trainer’s own signature stays as it is."))
    if (held := _current(wrong.workshop, half, enrolment)) is None or held.pk != wrong.pk:
        raise Conflict(_("This was corrected meanwhile. Reload the page to see how it stands."))
    row = _row(wrong.workshop, half, Signature.Way.WORD, sight.person, now, enrolment=enrolment, sent=sent)
    row.present, row.reason, row.replaces = present, reason, wrong
    return _written(row, events.ATTENDANCE_CORRECTED, now)


@transaction.atomic
def sign_sheet(
    sight: access.Sight, workshop: Workshop, half: Half, sent: Sent, *, now: datetime
) -> Signature:
    """A trainer signs the half-day, after the learners. Raises Forbidden, Conflict (somebody is missing), Invalid."""
    access.check_leads(sight)
    _check_signable(workshop, half, now)
    Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
    own = workshop.signatures.filter(on=half.on, part=half.part, enrolment=None, by=sight.person).first()
    if known := _sent_before(sent) or own:
        return known
    if sheet(workshop, half).waiting:
        raise Conflict(_("Somebody has neither signed nor been noted absent: see to them first."))
    row = _row(workshop, half, _way(sent), sight.person, now, sent=sent)
    return _written(row, events.SHEET_SIGNED, now)


def opens_at(half: Half) -> datetime:
    """From when on a half-day can be signed."""
    return half.starts - EARLY


def _check_signable(workshop: Workshop, half: Half, now: datetime) -> None:
    if workshop.cancelled_at is not None:
        raise Conflict(_("This workshop was called off."))
    # By our clock: a device's is told beside it, and decides nothing.
    if now < opens_at(half):
        raise Conflict(_("It is too early to sign: come back an hour before it begins."))


def _current(workshop: Workshop, half: Half, enrolment: Enrolment) -> Signature | None:
    """What holds for a learner; their place is locked, so that two who sign for them come one after the other."""
    if enrolment.cohort_id != workshop.cohort_id:
        raise Forbidden(_("This person is not in the cohort."))
    Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
    rows = Signature.objects.filter(
        workshop=workshop, on=half.on, part=half.part, enrolment=enrolment, replacement__isnull=True
    )
    return rows.select_related("workshop__cohort", "enrolment__person").first()


def _there(signed: Signature) -> Signature:
    if not signed.present:
        raise Conflict(_("The trainer noted an absence here: ask them to correct it."))
    return signed


def _sent_before(sent: Sent) -> Signature | None:
    return Signature.objects.filter(sent_as=sent.sent_as).first() if sent.sent_as else None


def _way(sent: Sent) -> Signature.Way:
    if not (sent.drawing or clean_line(sent.typed)):
        message = _("Draw your signature in the frame, or type your name.")
        raise Invalid(message, fields={"typed": message})
    return Signature.Way.DRAWN if sent.drawing else Signature.Way.TYPED


def _row(
    workshop: Workshop,
    half: Half,
    way: Signature.Way,
    by: Person,
    now: datetime,
    *,
    enrolment: Enrolment | None = None,
    sent: Sent | None = None,
) -> Signature:
    sent = sent or Sent()
    drawn = way == Signature.Way.DRAWN
    return Signature(
        workshop=workshop,
        on=half.on,
        part=half.part,
        minutes=half.minutes,
        enrolment=enrolment,
        name=(enrolment.person if enrolment else by).name,
        present=True,
        way=way,
        drawing=drawings.strokes(sent.drawing) if drawn else None,
        typed=clean_line(sent.typed)[:80] if way == Signature.Way.TYPED else "",
        by=by,
        at=now,
        device_at=sent.device_at,
        sent_as=sent.sent_as,
    )


def _written(row: Signature, verb: str, now: datetime) -> Signature:
    row.save(force_insert=True)
    record(events.of_signature(verb, row, row.by), at=now)
    if row.enrolment is not None:
        _follow(row.workshop, row.enrolment, row, now)
    return row


def _follow(workshop: Workshop, enrolment: Enrolment, row: Signature, now: datetime) -> None:
    """The hours of that day, and the step: done by who was there for half of the half-days at least."""
    there = Signature.objects.filter(enrolment=enrolment, present=True, replacement__isnull=True)
    minutes = there.filter(on=row.on).aggregate(sum=Sum("minutes"))["sum"] or 0
    if minutes or row.replaces_id:
        count_attendance(enrolment, row.on, minutes * 60)
    if workshop.activity_key is None:
        return
    steps = Activity.objects.filter(version_id=enrolment.version_id, key=workshop.activity_key)
    if (activity := steps.first()) is None:
        return
    if 2 * there.filter(workshop=workshop).count() >= len(workshop.halves):
        attend_step(enrolment, activity, now=now)
    elif row.replaces_id:
        reopen_step(enrolment, activity, by=row.by, now=now)
