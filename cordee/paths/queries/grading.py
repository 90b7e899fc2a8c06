"""Open answers that wait for a person: whose, on what, and the one to read next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.paths.models import Activity, Attempt, BankQuestion, Cohort, Response
from cordee.people.models import Person
from cordee.spaces.models import Draft

PAGE = 20
MOST_COHORTS = 12
AT_WORK = timedelta(minutes=15)  # a draft saved since then says that somebody is at it


@dataclass(frozen=True, slots=True)
class ToGrade:
    """An open answer as who grades it reads it: ``shown`` holds the question and its guide as safe HTML."""

    response: Response
    step: str
    shown: Mapping[str, str]
    points: float

    @property
    def learner(self) -> Person:
        """Who wrote it."""
        return self.response.attempt.enrolment.person

    @property
    def url(self) -> str:
        """Where it is graded."""
        return grade_url(self.response)

    @property
    def place(self) -> str:
        """Where the draft of its grade is kept."""
        return draft_place(self.response)


@dataclass(frozen=True, slots=True)
class LookedAfter:
    """A cohort that somebody leads or tutors, and how many answers wait for them there."""

    id: UUID
    title: str
    path_title: str
    starts_on: date
    ends_on: date | None
    waiting: int

    @property
    def url(self) -> str:
        """Where it is."""
        return f"/cohorts/{self.id}/"


def draft_place(response: Response) -> str:
    """The place of drafts for the grade of an answer."""
    return f"grade:{response.pk}"


def grade_url(response: Response) -> str:
    """Where an answer is graded."""
    return f"/attempts/{response.attempt_id}/grades/{response.question_key}/"


def waiting_answers(
    cohort: Cohort, reader: Person, cursor: str | None = None, size: int = PAGE
) -> Page[ToGrade]:
    """The answers of a cohort that nobody has read, the one handed in first on top. One query. Raises Invalid."""
    rows = _waiting(reader).filter(attempt__enrolment__cohort=cohort)
    if cursor:
        rows = rows.filter(_after(*pages.decode(cursor, pages.moment, int)))
    found = list(_told(rows).order_by("attempt__ended_at", "id")[: size + 1])
    page = pages.cut(found, size, lambda one: (one.attempt.ended_at, one.pk))
    return Page([_to_grade(one) for one in page.rows], page.next)


def count_waiting(cohort: Cohort, reader: Person) -> int:
    """How many answers of a cohort wait for ``reader``. One query."""
    return _waiting(reader).filter(attempt__enrolment__cohort=cohort).count()


def looked_after(person: Person) -> list[LookedAfter]:
    """The cohorts that ``person`` leads or tutors and that go on, most to read first. One query."""
    waits = _waiting(person).filter(attempt__enrolment__cohort=OuterRef("id")).order_by()
    counted = waits.values("attempt__enrolment__cohort").annotate(count=Count("id")).values("count")
    rows = Cohort.objects.filter(staff__person=person, closed_at__isnull=True).distinct()
    told = rows.annotate(waiting=Coalesce(Subquery(counted), 0)).order_by("-waiting", "-starts_on")
    columns = told.values_list("id", "title", "path__title", "starts_on", "ends_on", "waiting")
    return [LookedAfter(*row) for row in columns[:MOST_COHORTS]]


def answer_to_grade(attempt: Attempt, key: UUID) -> ToGrade:
    """One open answer of an attempt that was handed in, graded or not. One query. Raises Missing."""
    rows = Response.objects.filter(attempt=attempt, question_key=key, attempt__ended_at__isnull=False)
    open_ones = BankQuestion.objects.filter(bank__version=attempt.version_id, key=key, kind="open")
    found = _told(rows.filter(Exists(open_ones))).first()
    if found is None:
        raise Missing(_("There is no such answer, or nobody has to read it."))
    return _to_grade(found)


def next_waiting(cohort: Cohort, reader: Person, after: Response | None = None) -> Response | None:
    """The answer to read next: the first behind ``after`` that waits, with its attempt's name. One query."""
    rows = _waiting(reader).filter(attempt__enrolment__cohort=cohort)
    if after is not None and after.attempt.ended_at:
        rows = rows.filter(_after(after.attempt.ended_at, after.pk))
    return rows.order_by("attempt__ended_at", "id").only("id", "attempt_id", "question_key").first()


def at_work_on(response: Response, but: Person, now: datetime) -> list[str]:
    """Who else is writing a grade for this answer right now, by name. One query."""
    drafts = Draft.objects.filter(place=draft_place(response), saved_at__gte=now - AT_WORK)
    return list(drafts.exclude(person=but).values_list("person__name", flat=True)[:3])


def _waiting(reader: Person) -> QuerySet[Response]:
    """What nobody has read of who is still there; nobody grades themselves."""
    rows = Response.objects.filter(credit__isnull=True, attempt__ended_at__isnull=False)
    return rows.filter(attempt__enrolment__left_at__isnull=True).exclude(attempt__enrolment__person=reader)


def _after(ended_at: datetime, number: int) -> Q:
    return Q(attempt__ended_at__gt=ended_at) | Q(attempt__ended_at=ended_at, id__gt=number)


def _told(rows: QuerySet[Response]) -> QuerySet[Response]:
    asked = BankQuestion.objects.filter(
        bank__version=OuterRef("attempt__version"), key=OuterRef("question_key")
    )
    step = Activity.objects.filter(
        version=OuterRef("attempt__version"), key=OuterRef("attempt__activity_key")
    )
    told = rows.annotate(
        asked_shown=Subquery(asked.values("shown")[:1]),
        asked_points=Subquery(asked.values("content__points")[:1]),
        step_title=Subquery(step.values("title")[:1]),
    )
    return told.select_related("attempt__enrolment__person__photo", "graded_by")


def _to_grade(one: Response) -> ToGrade:
    told = one.__dict__
    return ToGrade(one, told["step_title"] or "", told["asked_shown"] or {}, float(told["asked_points"] or 1))
