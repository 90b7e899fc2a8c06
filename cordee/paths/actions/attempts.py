"""Answering a quiz: beginning, saving each answer as it is given, ending once, and grading what a person reads."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random, SystemRandom
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing
from cordee.core.text import clean, render
from cordee.journal.actions import record
from cordee.paths import access, events
from cordee.paths.actions.cohorts import check_is_open
from cordee.paths.actions.progress import keep, locked_progress
from cordee.paths.kinds import Outcome
from cordee.paths.kinds.quiz import QuizContent
from cordee.paths.models import Activity, Attempt, BankQuestion, Enrolment, Response
from cordee.paths.questions import KINDS, Question, question
from cordee.spaces.actions.drafts import discard

GRACE = timedelta(seconds=15)  # a last answer may still be on its way when time is up
LARGEST_ANSWER = 40_000  # characters of JSON


class Stale(Conflict):
    """The answer was changed on another device meanwhile; ``answer`` and ``revision`` say how it stands."""

    code = "stale"

    def __init__(self, message: str, response: Response) -> None:
        super().__init__(message)
        self.answer, self.revision = response.answer, response.revision


class Graded(Conflict):
    """Somebody else graded the answer meanwhile; ``response`` says how it stands."""

    code = "graded"

    def __init__(self, message: str, response: Response) -> None:
        super().__init__(message)
        self.response = response


@transaction.atomic
def begin(enrolment: Enrolment, activity: Activity, *, now: datetime, seed: str | None = None) -> Attempt:
    """A new attempt, or the one that is still open; with ``seed`` the same questions are drawn each time (the demo).

    Raises Forbidden (closed), Conflict (none left), Invalid (empty).
    """
    check_is_open(enrolment.cohort)
    # Holding the learner's row makes two clicks, or two devices, begin one attempt.
    locked_progress(enrolment, activity.key, now)
    before = list(Attempt.objects.filter(enrolment=enrolment, activity_key=activity.key).order_by("number"))
    if before and before[-1].ended_at is None:
        if before[-1].due_at is None or now <= before[-1].due_at:
            return before[-1]
        _end(before[-1], now)
    content = QuizContent.given(activity.content)
    if content.attempts is not None and len(before) >= content.attempts:
        raise Conflict(_("You have used all your attempts at this quiz."))
    drawn = _drawn(activity, content, Random(seed) if seed else SystemRandom())  # noqa: S311 (seed: the demo)
    if not drawn:
        raise Invalid(_("There is no question in this quiz yet."))
    return Attempt.objects.create(
        enrolment=enrolment,
        activity_key=activity.key,
        version_id=activity.version_id,
        number=len(before) + 1,
        drawn=[str(key) for key in drawn],
        seed=sha256(seed.encode()).hexdigest()[:32] if seed else secrets.token_hex(16),
        started_at=now,
        due_at=now + timedelta(minutes=content.minutes) if content.minutes else None,
    )


@transaction.atomic
def save_answer(attempt: Attempt, key: UUID, answer: Any, *, revision: int, now: datetime) -> Response:
    """Keep an answer as it stands. ``revision`` is the one that the page knew: an older one never replaces a newer one.

    Raises Missing (not of this attempt), Conflict (ended, time is up), Stale, Invalid (too long).
    """
    attempt = _open(attempt, now)
    if str(key) not in attempt.drawn:
        raise Missing(_("This question is not in your attempt."))
    if len(str(answer)) > LARGEST_ANSWER:
        raise Invalid(_("This answer is too long to be kept."))
    response, _made = Response.objects.get_or_create(
        attempt=attempt, question_key=key, defaults={"saved_at": now}
    )
    if revision < response.revision and answer != response.answer:
        raise Stale(_("You changed this answer on another device: that one is kept."), response)
    response.answer, response.revision, response.saved_at = answer, max(revision, response.revision) + 1, now
    response.save(update_fields=["answer", "revision", "saved_at"])
    return response


@transaction.atomic
def uncover_hint(attempt: Attempt, key: UUID, *, now: datetime) -> int:
    """Show one hint more; how many are shown then. Raises Missing, Conflict."""
    attempt = _open(attempt, now)
    asked = _questions(attempt).get(key)
    if asked is None:
        raise Missing(_("This question is not in your attempt."))
    response, _made = Response.objects.get_or_create(
        attempt=attempt, question_key=key, defaults={"saved_at": now}
    )
    response.hints = min(response.hints + 1, len(asked[0].hints))
    response.save(update_fields=["hints"])
    return response.hints


@transaction.atomic
def end_attempt(attempt: Attempt, *, now: datetime, answers: Mapping[UUID, Any] | None = None) -> Attempt:
    """Hand it in: graded once, however often it is sent. ``answers`` of a plain form are kept first."""
    held = _held(attempt)
    if held.ended_at is not None:
        return held
    if held.due_at is None or now <= held.due_at + GRACE:
        for key, answer in (answers or {}).items():
            if str(key) in held.drawn and len(str(answer)) <= LARGEST_ANSWER:
                Response.objects.update_or_create(
                    attempt=held, question_key=key, defaults={"answer": answer, "saved_at": now}
                )
    return _end(held, now)


@transaction.atomic
def grade_answer(
    where: access.Standing,
    attempt: Attempt,
    key: UUID,
    *,
    credit: float,
    now: datetime,
    remark: str = "",
    known: datetime | None = None,
    draft: str | None = None,
) -> Attempt:
    """What an open answer is worth, by a tutor or facilitator; ``known`` is when it was graded as far as they know.

    Raises Forbidden, Invalid, Missing, Conflict, Graded.
    """
    held = _held(attempt)
    access.check_tutors(where, held.enrolment.cohort)
    if held.enrolment.person_id == where.person.id:
        raise Forbidden(_("Somebody else grades what you answered."))
    if held.ended_at is None:
        raise Conflict(_("This attempt is still going on."))
    if not 0 <= credit <= 1:
        raise Invalid(_("Between 0 and 100 %."), fields={"credit": _("Between 0 and 100 %.")})
    response = Response.objects.select_related("graded_by").filter(attempt=held, question_key=key).first()
    if response is None:
        raise Missing(_("This question is not in your attempt."))
    if response.graded_at != known:
        raise Graded(_("Somebody else graded this answer meanwhile."), response)
    response.credit, response.graded_by, response.graded_at = credit, where.person, now
    response.remark = clean(remark)[:5000]
    response.remark_html = render(response.remark)
    response.save()
    discard(where.person, draft)
    fact = events.of_step(
        events.ANSWER_GRADED, held.enrolment, held.activity_key, where.person, held.id, question=str(key)
    )
    record(fact, at=now)
    return _scored(held, now)


def end_overdue(now: datetime, most: int = 500) -> int:
    """End the attempts whose time is up, with what was answered; how many. Run again, it goes on."""
    overdue = Attempt.objects.filter(ended_at__isnull=True, due_at__lt=now - GRACE).order_by("due_at")
    ids = list(overdue.values_list("id", flat=True)[:most])
    for identifier in ids:
        with transaction.atomic():
            held = (
                Attempt.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("enrolment__cohort", "enrolment__person")
                .filter(pk=identifier, ended_at__isnull=True)
                .first()
            )
            if held is not None:
                _end(held, now)
    return len(ids)


def chance_of(attempt: Attempt, key: UUID) -> Random:
    """The chance that mixes one question of one attempt: the same each time it is asked."""
    return Random(f"{attempt.seed}:{key}")  # noqa: S311 (mixes what is shown)


def _drawn(activity: Activity, content: QuizContent, chance: Random) -> list[UUID]:
    rows = BankQuestion.objects.filter(bank__version=activity.version_id).order_by("bank__key", "position")
    banks: dict[str, list[UUID]] = {}
    for key, bank in rows.values_list("key", "bank__key"):
        banks.setdefault(str(bank), []).append(key)
    known = {str(key): key for keys in banks.values() for key in keys}
    drawn = [known[key] for key in content.questions if key in known]
    for draw in content.draws:
        left = [key for key in banks.get(draw.bank, []) if key not in drawn]
        drawn += chance.sample(left, min(draw.count, len(left)))
    if content.shuffle:
        chance.shuffle(drawn)
    return drawn


def _held(attempt: Attempt) -> Attempt:
    rows = Attempt.objects.select_for_update(of=("self",))
    return rows.select_related("enrolment__cohort", "enrolment__person").get(pk=attempt.pk)


def _open(attempt: Attempt, now: datetime) -> Attempt:
    held = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if held.ended_at is not None:
        raise Conflict(_("This attempt was handed in: its answers do not change any more."))
    if held.due_at is not None and now > held.due_at + GRACE:
        raise Conflict(_("Time is up: what was saved until then is handed in."))
    return held


def _questions(attempt: Attempt) -> dict[UUID, tuple[Question, dict[str, Any]]]:
    rows = BankQuestion.objects.filter(bank__version=attempt.version_id, key__in=attempt.drawn)
    return {row.key: (question(row.kind, row.content), row.shown) for row in rows if row.kind in KINDS}


def _end(attempt: Attempt, now: datetime) -> Attempt:
    given = {one.question_key: one for one in attempt.responses.all()}
    to_grade = 0
    for key, (asked, shown) in _questions(attempt).items():
        response = given.get(key) or Response(attempt=attempt, question_key=key, saved_at=now)
        response.credit = asked.graded(shown, response.answer, chance_of(attempt, key)).credit
        response.save()
        to_grade += response.credit is None
    attempt.ended_at = min(now, attempt.due_at) if attempt.due_at else now
    attempt.save(update_fields=["ended_at"])
    scored = _scored(attempt, now)
    enrolment = attempt.enrolment
    data: dict[str, Any] = {"number": attempt.number}
    if scored.score is not None:
        data["score"] = round(scored.score, 4)
    if to_grade:
        data["to_grade"] = to_grade
    fact = events.of_step(
        events.ATTEMPT_ENDED, enrolment, attempt.activity_key, enrolment.person, attempt.id, **data
    )
    record(fact, at=now)
    return scored


def _scored(attempt: Attempt, now: datetime) -> Attempt:
    """The score by points, once every answer is graded; and what it means for the step."""
    points = {key: asked.points for key, (asked, _shown) in _questions(attempt).items()}
    credits = dict(attempt.responses.values_list("question_key", "credit"))
    whole = sum(points.values())
    waits = any(credits.get(key) is None for key in points)
    reached = sum(points[key] * (credits.get(key) or 0.0) for key in points)
    attempt.score = None if waits else (reached / whole if whole else 1.0)
    attempt.save(update_fields=["score"])
    activity = Activity.objects.get(version=attempt.version_id, key=attempt.activity_key)
    pass_at = QuizContent.given(activity.content).pass_at
    # What waits for a person counts as handed in where nothing has to be passed.
    done = attempt.score >= pass_at - 1e-9 if attempt.score is not None else not pass_at
    progress = locked_progress(attempt.enrolment, attempt.activity_key, now)
    keep(attempt.enrolment, activity, progress, Outcome(done=done, score=attempt.score), now=now)
    return attempt
