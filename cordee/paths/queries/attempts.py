"""A quiz as its page shows it: to be answered, or to be looked at afterwards; and what its author learns from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.media.models import File
from cordee.media.queries import files_named
from cordee.paths.access import Standing, standing
from cordee.paths.actions.attempts import chance_of
from cordee.paths.kinds.quiz import QuizContent
from cordee.paths.models import Activity, Attempt, BankQuestion, Enrolment, Path, Response
from cordee.paths.questions import KINDS, question
from cordee.people.models import Person


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an attempt as the page may know it, with what was answered."""

    key: UUID
    number: int
    kind: str
    prompt: str
    details: dict[str, Any]
    answer: Any
    revision: int
    hints: list[str]
    hints_left: int
    points: float


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A question after the attempt: what it was worth, and (where its author lets it be seen) why."""

    asked: Asked
    credit: float | None
    remarks: tuple[str, ...]
    feedback: str
    solution: str
    remark_html: str
    graded_by: Person | None
    graded_at: datetime | None


def attempt_seen(person: Person, attempt_id: UUID) -> tuple[Standing, Attempt]:
    """Where ``person`` stands, and the attempt: one's own, or one of a cohort that one looks after. Three queries.

    Raises Missing.
    """
    found = (
        Attempt.objects.select_related("enrolment__cohort__space", "enrolment__person")
        .filter(id=attempt_id)
        .first()
    )
    if found is None:
        raise Missing(_("There is no such attempt, or it is not open to you."))
    try:
        where = standing(person, path=found.enrolment.cohort.path_id)
    except Missing:
        raise Missing(_("There is no such attempt, or it is not open to you.")) from None
    if found.enrolment.person_id != person.id and not where.watches(found.enrolment.cohort):
        raise Missing(_("There is no such attempt, or it is not open to you."))
    return where, found


def attempts_at(enrolment: Enrolment, key: UUID) -> list[Attempt]:
    """All attempts of a learner at a quiz, in order. One query."""
    return list(Attempt.objects.filter(enrolment=enrolment, activity_key=key).order_by("number"))


def asked_in(attempt: Attempt) -> list[Asked]:
    """The questions in the attempt's order, with nothing that tells an answer. Two queries."""
    rows, given = _rows(attempt)
    keys = [UUID(one) for one in attempt.drawn]
    return [
        _asked(attempt, number, rows[key], given.get(key))
        for number, key in enumerate(keys, 1)
        if key in rows
    ]


def images_of(questions: Iterable[Asked]) -> dict[str, File]:
    """The images that are asked about, by their identifiers. One query, where there are any."""
    wanted = [one.details["image"] for one in questions if "image" in one.details]
    return {str(file.id): file for file in files_named(wanted)} if wanted else {}


def reviewed(attempt: Attempt, *, solutions: bool) -> list[Reviewed]:
    """The questions after the attempt; ``solutions`` says whether right answers and remarks are shown. Two queries."""
    rows, given = _rows(attempt)
    found = []
    for number, key in enumerate((UUID(one) for one in attempt.drawn), 1):
        row, response = rows.get(key), given.get(key)
        if row is None:
            continue
        grade = question(row.kind, row.content).graded(
            row.shown, response.answer if response else None, chance_of(attempt, key)
        )
        found.append(
            Reviewed(
                _asked(attempt, number, row, response),
                response.credit if response else 0.0,
                grade.remarks if solutions else (),
                row.shown["feedback"] if solutions else "",
                grade.solution if solutions else "",
                response.remark_html if response else "",
                response.graded_by if response else None,
                response.graded_at if response else None,
            )
        )
    return found


def shows_solutions(content: QuizContent, attempt: Attempt, done_at: datetime | None) -> bool:
    """Whether right answers are shown after this attempt, as the author chose."""
    if content.answers == "each":
        return True
    if content.answers == "never":
        return False
    return done_at is not None or (content.attempts is not None and attempt.number >= content.attempts)


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """How a question does: ``difficulty`` is the mean credit (facility index), ``discrimination`` the correlation of its
    credit with that of the rest of the attempt (corrected item-total correlation); None under five answers."""

    key: UUID
    prompt: str
    kind: str
    answers: int
    difficulty: float | None
    discrimination: float | None


FEWEST_ANSWERS = 5

_FIGURES = """
SELECT r.question_key, count(*), avg(r.credit), corr(r.credit, whole.credit - r.credit)
FROM paths_response r
JOIN paths_attempt a ON a.id = r.attempt_id
JOIN (
    SELECT attempt_id, sum(credit) AS credit FROM paths_response WHERE credit IS NOT NULL GROUP BY attempt_id
) whole ON whole.attempt_id = a.id
JOIN paths_version v ON v.id = a.version_id
WHERE v.path_id = %s AND a.activity_key = %s AND a.ended_at IS NOT NULL AND r.credit IS NOT NULL AND a.number = 1
GROUP BY r.question_key
"""


def item_figures(path: Path, activity: Activity) -> list[ItemFigures]:
    """The questions of a quiz over everyone's first attempts, hardest first. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, [path.id, activity.key])
        counted = {row[0]: row[1:] for row in cursor.fetchall()}
    rows = BankQuestion.objects.filter(bank__version=activity.version_id, key__in=list(counted))
    found = []
    for row in rows:
        count, mean, discrimination = counted[row.key]
        enough = count >= FEWEST_ANSWERS
        found.append(
            ItemFigures(
                row.key,
                row.shown["prompt"],
                row.kind,
                count,
                mean if enough else None,
                discrimination if enough else None,
            )
        )
    return sorted(found, key=lambda one: (one.difficulty is None, one.difficulty or 0))


def _rows(attempt: Attempt) -> tuple[dict[UUID, BankQuestion], dict[UUID, Response]]:
    rows = BankQuestion.objects.filter(bank__version=attempt.version_id, key__in=attempt.drawn)
    given = Response.objects.filter(attempt=attempt).select_related("graded_by")
    return {row.key: row for row in rows if row.kind in KINDS}, {one.question_key: one for one in given}


def _asked(attempt: Attempt, number: int, row: BankQuestion, response: Response | None) -> Asked:
    kind = question(row.kind, row.content)
    hints = response.hints if response else 0
    return Asked(
        key=row.key,
        number=number,
        kind=row.kind,
        prompt=row.shown["prompt"],
        details=kind.asked(row.shown, chance_of(attempt, row.key)),
        answer=response.answer if response else None,
        revision=response.revision if response else 0,
        hints=row.shown["hints"][:hints],
        hints_left=max(0, len(kind.hints) - hints),
        points=kind.points,
    )
