"""Leading a cohort: opening it, its learners, how far they have come, what waits for a tutor's word."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from cordee.api import shapes
from cordee.api.resources import answers
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas.learning import (
    CohortIn,
    CohortOut,
    EnrolmentOut,
    LearnerOut,
    LearnersIn,
    LearnersOut,
    VerdictIn,
    WorkOut,
)
from cordee.paths import access
from cordee.paths.actions import cohorts, enrolling, inviting
from cordee.paths.actions.judging import judge
from cordee.paths.data_views import GRADEBOOK
from cordee.paths.models import Cohort, Work
from cordee.paths.queries.cohorts import cohort_seen, cohorts_of
from cordee.paths.queries.gradebook import Line, gradebook
from cordee.paths.queries.paths import path_seen
from cordee.paths.queries.works import waiting_works, work_seen
from cordee.people.actions.looks import saw_view
from cordee.spaces.views.viewing import actor

router = Router(tags=["Cohorts"])
LEARNERS = 100  # a page


def _cohort(found: Cohort, where: access.Standing) -> dict[str, Any]:
    names = ("id", "title", "starts_on", "ends_on", "time_zone", "capacity", "entry", "closed_at")
    space = found.space
    return {name: getattr(found, name) for name in names} | {
        "path": where.path.slug,
        "space": space.slug if space else None,
    }


@router.get("/paths/{slug}/cohorts", response=answers(list[CohortOut]), summary="The cohorts of a path")
def list_cohorts(request: HttpRequest, slug: Text) -> Any:
    """Those that the caller may know of, the next to begin first."""
    where = path_seen(actor(request), slug)
    return [_cohort(one, where) for one in cohorts_of(where)]


@router.post("/paths/{slug}/cohorts", response=answers(CohortOut, 201), summary="Open a cohort")
def create_cohort(request: HttpRequest, slug: Text, sent: CohortIn) -> Any:
    """For authors. It gets a space of its own, and the caller facilitates it."""
    where = path_seen(actor(request), slug)
    return Status(201, _cohort(cohorts.open_cohort(where, now=timezone.now(), **sent.dict()), where))


@router.get("/cohorts/{cohort_id}", response=answers(CohortOut), summary="A cohort")
def read_cohort(request: HttpRequest, cohort_id: UUID) -> Any:
    """Dates, places, how one enters."""
    where, found = cohort_seen(actor(request), cohort_id)
    return _cohort(found, where)


@router.put("/cohorts/{cohort_id}/enrolment", response=answers(EnrolmentOut), summary="Take a place")
def put_enrolment(request: HttpRequest, cohort_id: UUID) -> Any:
    """Where the cohort lets one; on its waiting list when it is full."""
    where, found = cohort_seen(actor(request), cohort_id)
    return enrolling.enrol_myself(where, found, now=timezone.now())


@router.delete("/cohorts/{cohort_id}/enrolment", response=answers(None, 204), summary="Leave a cohort")
def delete_enrolment(request: HttpRequest, cohort_id: UUID) -> Any:
    """What was done is kept."""
    where, found = cohort_seen(actor(request), cohort_id)
    for mine in where.enrolments:
        if mine.cohort_id == found.id and not mine.left_at:
            enrolling.withdraw(where, mine, now=timezone.now())
    return Status(204, None)


@router.post("/cohorts/{cohort_id}/learners", response=answers(LearnersOut), summary="Enrol people")
def create_learners(request: HttpRequest, cohort_id: UUID, sent: LearnersIn) -> Any:
    """For its facilitators. Who is there already stays; what nobody is called is given back."""
    where, found = cohort_seen(actor(request), cohort_id)
    people = "\n".join(sent.people)
    return inviting.enrol_list(where, found, people, dry_run=sent.dry_run, now=timezone.now())


@router.get("/cohorts/{cohort_id}/learners", response=answers(PageOf[LearnerOut]), summary="How far they are")
def list_learners(request: HttpRequest, cohort_id: UUID, after: Text | None = None) -> Any:
    """For its staff: each learner with the steps that they began."""
    where, found = cohort_seen(actor(request), cohort_id)
    access.check_watches(where, found)
    saw_view(where.person, GRADEBOOK.name, "cohort", found.id, timezone.now())
    return shapes.page(gradebook(found, after, LEARNERS), _learner)


def _learner(line: Line) -> dict[str, Any]:
    names = (
        "enrolment_id",
        "person",
        "done",
        "completed_at",
        "waiting_since",
        "left_at",
        "last_seen_at",
        "seconds",
    )
    cells = [
        {"key": key, "done_at": cell.done_at, "score": cell.score, "skipped": cell.skipped}
        for key, cell in line.cells.items()
    ]
    return {name: getattr(line, name) for name in names} | {"steps": cells}


@router.get("/cohorts/{cohort_id}/works", response=answers(PageOf[WorkOut]), summary="What waits for a word")
def list_works(request: HttpRequest, cohort_id: UUID, after: Text | None = None) -> Any:
    """Missions that were sent, oldest first; for its tutors and facilitators."""
    where, found = cohort_seen(actor(request), cohort_id)
    access.check_watches(where, found)
    return shapes.page(waiting_works(found, after), _work)


def _work(work: Work) -> dict[str, Any]:
    names = ("id", "activity_key", "body_html", "reflection_html", "sent_at")
    told = {name: getattr(work, name) for name in names}
    return told | {"title": getattr(work, "title", None) or "", "person": work.enrolment.person}


@router.put(
    "/works/{work_id}/verdict", response=answers(None, 204), summary="Validate a mission, or ask for more"
)
def put_verdict(request: HttpRequest, work_id: UUID, sent: VerdictIn) -> Any:
    """For tutors or facilitators, as its author chose. Asking for more needs a note."""
    where, work = work_seen(actor(request), work_id)
    judge(where, work, sent.kind, note=sent.note, now=timezone.now())
    return Status(204, None)
