"""What statements of a unit change: its session, how far its learner is, and the step where it stands in a path."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from cordee.cmi5 import vocabulary as words
from cordee.cmi5.actions.moving import evaluate
from cordee.cmi5.models import Registration, Session, Standing
from cordee.cmi5.rules import Told, is_defined, moment_of
from cordee.paths.actions.recording import unit_said

_MOVES = {words.COMPLETED: "completed_at", words.PASSED: "passed_at", words.FAILED: "failed_at"}


def told_in(session: Session) -> Told:
    """What was stated in a session and of its unit. One query."""
    standing = Standing.objects.filter(registration=session.registration, unit=session.unit).first()
    return Told(
        session=str(session.id),
        registration=str(session.registration_id),
        activity=session.launch["activityId"],
        account=session.registration.actor["account"],
        launch=session.launch["document"],
        prepared=session.preferences_at is not None,
        initialized_at=session.initialized_at,
        latest_at=session.latest_at,
        verbs={f"{words.ADL}{one}" for one in session.verbs},
        completed=bool(standing and standing.completed_at),
        passed=bool(standing and standing.passed_at),
    )


def hear(session: Session, statements: Sequence[dict[str, Any]], told: Told, *, now: datetime) -> None:
    """Note what a session's statements, that were checked and stored, come to."""
    session.verbs = sorted(one.removeprefix(words.ADL) for one in told.verbs)
    session.initialized_at, session.latest_at, session.last_at = told.initialized_at, told.latest_at, now
    if words.TERMINATED in told.verbs:
        session.ended_at, session.end = now, Session.End.TERMINATED
    session.save(update_fields=["verbs", "initialized_at", "latest_at", "last_at", "ended_at", "end"])
    if not told.normal:
        return
    defined = [one for one in statements if is_defined(one)]
    progress = [found for one in statements if (found := _progress(one, told)) is not None]
    if not defined and not progress:
        return
    standing, _made = Standing.objects.get_or_create(registration=session.registration, unit=session.unit)
    used = {one["verb"]["id"] for one in defined}
    for one in defined:
        if name := _MOVES.get(one["verb"]["id"]):
            setattr(standing, name, moment_of(one))
        if (score := _score(one)) is not None:
            standing.score = max(score, standing.score or 0.0)
    if progress:
        standing.progress = progress[-1]
    if words.COMPLETED in used:
        standing.progress = 100  # 9.3.3
    standing.save()
    if used & _MOVES.keys():
        course = session.registration.course.read
        evaluate(session.registration, course, session.id, course.unit(session.unit), now=now)
    verbs = {one.removeprefix(words.ADL) for one in used}
    tell_step(session.registration, session.unit, verbs, standing, now=now)


def tell_step(
    registration: Registration, unit: UUID, verbs: Collection[str], standing: Standing, *, now: datetime
) -> None:
    """Move the step in a path that a unit is. Raises Forbidden (closed)."""
    if registration.enrolment_id:
        unit_said(
            registration.enrolment_id,
            unit,
            verbs,
            score=standing.score,
            progress=standing.progress,
            now=now,
        )


def _score(statement: dict[str, Any]) -> float | None:
    score = statement.get("result", {}).get("score")
    if not score:
        return None
    if "scaled" in score:
        return float(score["scaled"])
    low, high = score.get("min", 0), score.get("max", 0)
    return (score["raw"] - low) / (high - low) if "raw" in score and high > low else None


def _progress(statement: dict[str, Any], told: Told) -> int | None:
    """How far it says its learner is in the whole unit, per cent."""
    if statement["object"].get("id") != told.activity:
        return None
    return statement.get("result", {}).get("extensions", {}).get(words.PROGRESS)
