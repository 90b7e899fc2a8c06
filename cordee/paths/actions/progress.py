"""Going through a path: opening a step, doing it, being at it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden
from cordee.journal.actions import record
from cordee.paths import events
from cordee.paths.actions.cohorts import check_is_open
from cordee.paths.kinds import KINDS, Outcome, Sent, Step
from cordee.paths.launches import LAUNCHERS
from cordee.paths.models import Activity, Day, Enrolment, Progress
from cordee.people.models import Person

LONGEST_BEAT = 120  # seconds that one heartbeat may count for


@transaction.atomic
def open_step(enrolment: Enrolment, activity: Activity, *, now: datetime) -> Progress:
    """Somebody opens an activity: from now on that is where they are. Who opens it again changes the moment only."""
    progress, made = Progress.objects.get_or_create(
        enrolment=enrolment,
        activity_key=activity.key,
        defaults={"started_at": now, "seen_at": now},
    )
    Enrolment.objects.filter(pk=enrolment.pk).update(last_seen_at=now, last_activity_key=activity.key)
    if made:
        record(_fact(events.STEP_OPENED, enrolment, activity), at=now)
    else:
        Progress.objects.filter(pk=progress.pk).update(seen_at=now)
    return progress


@transaction.atomic
def complete_step(enrolment: Enrolment, activity: Activity, sent: Sent, *, now: datetime) -> Progress:
    """Do what was sent to an activity, and keep what comes of it. Raises Forbidden (closed), Invalid, Conflict.

    Sent twice (a double click, a second device), it counts once.
    """
    check_is_open(enrolment.cohort)
    progress = _locked(enrolment, activity.key, now)
    step = Step(enrolment.person, activity, enrolment, progress, now)
    return keep(enrolment, activity, progress, KINDS[activity.kind].complete(step, sent), now=now)


def keep(
    enrolment: Enrolment, activity: Activity, progress: Progress, outcome: Outcome, *, now: datetime
) -> Progress:
    """Write what an act came to, in a transaction that holds ``progress``. What was done stays done."""
    progress.state = {**progress.state, **outcome.state}
    if outcome.score is not None:
        progress.score = max(progress.score or 0.0, outcome.score)
    newly = outcome.done and progress.done_at is None
    if newly:
        progress.done_at = now
    progress.seen_at = now
    progress.save()
    if newly:
        data: dict[str, Any] = {} if progress.score is None else {"score": round(progress.score, 4)}
        record(_fact(events.STEP_DONE, enrolment, activity, **data), at=now)
        if activity.required:
            _count(enrolment, now)
    return progress


@transaction.atomic
def skip_step(
    enrolment: Enrolment, activity: Activity, *, why: str, now: datetime, shown_by: UUID | None = None
) -> Progress:
    """What a positioning shows as known counts as done, and says why and (``shown_by``) by which quiz."""
    progress = _locked(enrolment, activity.key, now)
    if progress.done_at is None:
        progress.done_at, progress.skipped_why = now, why[:200]
        progress.save()
        data = {"shown_by": str(shown_by)} if shown_by else {}
        record(_fact(events.STEP_SKIPPED, enrolment, activity, **data), at=now)
        if activity.required:
            _count(enrolment, now)
        standard = activity.content.get("standard", "cmi5") if activity.kind == "cmi5" else ""
        if launcher := LAUNCHERS.get(standard):
            launcher.pass_over(enrolment, activity, now=now)
    return progress


@transaction.atomic
def take_up_step(enrolment: Enrolment, activity: Activity, *, now: datetime) -> Progress:
    """Do after all what was passed over as known. A path that is finished stays so: its steps are open anyway."""
    progress = _locked(enrolment, activity.key, now)
    if progress.skipped_why and enrolment.completed_at is None:
        progress.done_at, progress.skipped_why = None, ""
        progress.save()
        record(_fact(events.STEP_TAKEN_UP, enrolment, activity), at=now)
        if activity.required:
            _count(enrolment, now)
    return progress


@transaction.atomic
def attend_step(enrolment: Enrolment, activity: Activity, *, now: datetime) -> Progress:
    """What is done by being there: attendance says so, not the learner."""
    progress = _locked(enrolment, activity.key, now)
    return keep(enrolment, activity, progress, Outcome(done=True), now=now)


@transaction.atomic
def reopen_step(enrolment: Enrolment, activity: Activity, *, by: Person, now: datetime) -> None:
    """The attendance that made a step done was corrected: it is to be done again."""
    progress = _locked(enrolment, activity.key, now)
    if progress.done_at is None:
        return
    progress.done_at = None
    progress.save(update_fields=["done_at"])
    record(events.of_step(events.STEP_REOPENED, enrolment, activity.key, by, kind=activity.kind), at=now)
    if activity.required:
        _count(enrolment, now)


@transaction.atomic
def be_at(enrolment: Enrolment, key: UUID, seconds: int, *, now: datetime) -> None:
    """The page was open and in use for so many seconds more. Two pages open at once do not count twice.

    No more is counted than has passed since the last time.
    """
    progress = Progress.objects.select_for_update().filter(enrolment=enrolment, activity_key=key).first()
    if progress is None:
        return
    row = Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
    passed = (now - row.last_seen_at).total_seconds() if row.last_seen_at else LONGEST_BEAT
    counted = int(min(max(seconds, 0), LONGEST_BEAT, max(0.0, passed)))
    row.last_seen_at = now
    row.save(update_fields=["last_seen_at"])
    if not counted:
        return
    Progress.objects.filter(pk=progress.pk).update(seconds=F("seconds") + counted, seen_at=now)
    today = now.astimezone(ZoneInfo(enrolment.cohort.time_zone)).date()
    day, _made = Day.objects.get_or_create(enrolment=enrolment, on=today)
    Day.objects.filter(pk=day.pk).update(seconds=F("seconds") + counted)


def check_runs(enrolment: Enrolment, now: datetime) -> None:
    """Raises Forbidden before the cohort begins (its day, in its zone)."""
    zone = ZoneInfo(enrolment.cohort.time_zone)
    begins = enrolment.cohort.starts_on
    if now.astimezone(zone).date() < begins:
        days = (begins - now.astimezone(zone).date()) // timedelta(days=1)
        raise Forbidden(_("Your cohort begins in %(days)s days: the activities open then.") % {"days": days})


def locked_progress(enrolment: Enrolment, key: UUID, now: datetime) -> Progress:
    """The learner's row for an activity, made where there is none and held until the end of the transaction."""
    return _locked(enrolment, key, now)


def _locked(enrolment: Enrolment, key: UUID, now: datetime) -> Progress:
    Progress.objects.get_or_create(
        enrolment=enrolment, activity_key=key, defaults={"started_at": now, "seen_at": now}
    )
    return Progress.objects.select_for_update().get(enrolment=enrolment, activity_key=key)


def _count(enrolment: Enrolment, now: datetime) -> None:
    # Counted again rather than added to: a step that is done on two devices at once is one.
    row = Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
    required = Activity.objects.filter(version_id=row.version_id, required=True)
    done = Progress.objects.filter(enrolment=row, done_at__isnull=False).values("activity_key")
    row.done_count = required.filter(key__in=done).count()
    completed = row.done_count >= required.count() and row.completed_at is None
    if completed:
        row.completed_at = now
    elif row.done_count < required.count():
        row.completed_at = None
    row.save(update_fields=["done_count", "completed_at"])
    enrolment.done_count, enrolment.completed_at = row.done_count, row.completed_at
    if completed:
        record(events.of_enrolment(events.PATH_COMPLETED, enrolment, enrolment.person), at=now)


def _fact(verb: str, enrolment: Enrolment, activity: Activity, **data: Any) -> Any:
    person: Person = enrolment.person
    return events.of_step(
        verb, enrolment, activity.key, person, kind=activity.kind, mode=activity.mode, **data
    )
