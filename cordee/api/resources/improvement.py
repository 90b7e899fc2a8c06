"""Operations: complaints, incidents and ideas; watch spaces; adaptations."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from cordee.api import shapes
from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas import improvement as schemas
from cordee.core.errors import Invalid, Missing
from cordee.improvement import access
from cordee.improvement.actions import handling, measures
from cordee.improvement.actions.adapting import end_adaptation, note_adaptation
from cordee.improvement.actions.raising import check_may_raise, raise_concern
from cordee.improvement.actions.watching import set_watch
from cordee.improvement.data_views import ADAPTATIONS, REGISTER
from cordee.improvement.models import Adaptation, Concern, Measure, Step
from cordee.improvement.queries import register
from cordee.improvement.queries.adaptations import adaptations_of, learners_of
from cordee.improvement.queries.figures import figures
from cordee.improvement.views.register import named
from cordee.paths.access import check_tutors, check_watches, standing
from cordee.paths.queries.cohorts import cohort_seen
from cordee.people.actions.looks import saw_view
from cordee.people.models import Person
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor

router = Router(tags=["Improvement"])
FILE = answers(schemas.ConcernFileOut)
SAME = (
    "id", "reference", "kind", "source", "title", "words", "state", "cohort_id", "at", "acknowledge_by", "answer_by",
    "acknowledged_at", "answered_at", "closed_at", "person", "assigned", "url",
)  # fmt: skip


@router.get(
    "/me/concerns", response=answers(PageOf[schemas.ConcernOut]), summary="What I told the organisation"
)
def list_my_concerns(request: HttpRequest, after: Text | None = None) -> Any:
    """Newest first."""
    return shapes.page(register.mine(actor(request), after), _concern)


@router.post("/me/concerns", response=answers(schemas.ConcernOut, 201), summary="Tell the organisation")
def create_concern(request: HttpRequest, sent: schemas.ConcernIn) -> Any:
    """A complaint, an incident, a finding or an idea; the caller is told at each step."""
    me = actor(request)
    check_may_raise(me)
    told = sent.dict(exclude={"path", "cohort_id"})
    cohort = cohort_seen(me, sent.cohort_id)[1] if sent.cohort_id else None
    path = standing(me, slug=sent.path).path if sent.path else None
    made = raise_concern(me, **told, path=path, cohort=cohort, now=timezone.now())
    return Status(201, _concern(made))


@router.get("/concerns", response=answers(PageOf[schemas.ConcernOut]), summary="The register")
def list_concerns(
    request: HttpRequest, shown: Text = "open", kind: Text = "", after: Text | None = None
) -> Any:
    """Newest first: `shown` is open, late, closed or all. For administrators and auditors."""
    me, now = actor(request), timezone.now()
    access.check_reads_all(me)
    saw_view(me, REGISTER.name, "organisation", None, now)
    return shapes.page(
        register.register(me, today=now.date(), shown=shown, kind=kind, cursor=after), _concern
    )


@router.get(
    "/concern-figures", response=answers(schemas.ConcernFiguresOut), summary="How well it is looked after"
)
def read_figures(request: HttpRequest) -> Any:
    """For administrators and auditors."""
    access.check_reads_all(actor(request))
    return figures(timezone.now())


@router.get("/concerns/{concern_id}", response=FILE, summary="One of them")
def read_concern(request: HttpRequest, concern_id: UUID) -> Any:
    """What was told to who raised it; all of it for who looks after it."""
    return _file(actor(request), concern_id)


@router.post(
    "/concerns/{concern_id}/steps", response=FILE, summary="Acknowledge, answer, note, close, reopen"
)
def create_step(request: HttpRequest, concern_id: UUID, sent: schemas.ConcernStepIn) -> Any:
    """For who looks after it; who raised it may open it again."""
    me, now = actor(request), timezone.now()
    found = register.concern_seen(me, concern_id)
    match sent.what:
        case "acknowledge":
            handling.acknowledge(me, found, words=sent.words, now=now)
        case "answer":
            handling.answer(me, found, sent.words, now=now)
        case "note":
            handling.note(me, found, sent.words, now=now)
        case "close":
            handling.close(me, found, sent.words, now=now)
        case "reopen":
            handling.reopen(me, found, sent.words, now=now)
        case _:
            message = _("Choose one of those offered.")
            raise Invalid(message, fields={"what": message})
    return _file(me, concern_id)


@router.put("/concerns/{concern_id}/assignment", response=FILE, summary="Give it to somebody")
def put_assignment(request: HttpRequest, concern_id: UUID, sent: schemas.AssignedIn) -> Any:
    """They may then read all of it."""
    me = actor(request)
    found = register.concern_seen(me, concern_id)
    access.check_keeps(me, found)
    handling.assign(me, found, named(sent.to, "to"), now=timezone.now())
    return _file(me, concern_id)


@router.post("/concerns/{concern_id}/measures", response=FILE, summary="Plan an action")
def create_measure(request: HttpRequest, concern_id: UUID, sent: schemas.MeasureIn) -> Any:
    """What is done, by whom, until when."""
    me = actor(request)
    found = register.concern_seen(me, concern_id)
    access.check_keeps(me, found)
    told = sent.dict(exclude={"to"})
    measures.plan_measure(me, found, **told, owner=named(sent.to, "to"), now=timezone.now())
    return _file(me, concern_id)


@router.put(
    "/concerns/{concern_id}/measures/{measure_id}/outcome",
    response=FILE,
    summary="Say what an action changed",
)
def put_outcome(request: HttpRequest, concern_id: UUID, measure_id: UUID, sent: schemas.OutcomeIn) -> Any:
    """By who was to do it, or looks after the whole."""
    me = actor(request)
    found = register.concern_seen(me, concern_id)
    measure = register.measure_of(found, measure_id)
    version = None
    if sent.version_id:
        version = next((one for one in register.versions_to_link(found) if one.id == sent.version_id), None)
        if version is None:
            message = _("Choose a version that is published.")
            raise Invalid(message, fields={"version_id": message})
    told = sent.dict(exclude={"version_id"})
    measures.finish_measure(me, measure, **told, version=version, now=timezone.now())
    return _file(me, concern_id)


@router.put("/spaces/{slug}/watch", response=answers(None, 204), summary="Say what a space watches")
def put_watch(request: HttpRequest, slug: str, sent: schemas.WatchIn) -> Any:
    """For facilitators."""
    set_watch(actor(request), space_seen(who(request), slug), sent.watches, now=timezone.now())
    return Status(204, None)


@router.get(
    "/cohorts/{cohort_id}/adaptations",
    response=answers(list[schemas.AdaptationOut]),
    summary="What is arranged otherwise for learners",
)
def list_adaptations(request: HttpRequest, cohort_id: UUID) -> Any:
    """For the cohort's staff, administrators and auditors."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    check_watches(where, cohort)
    saw_view(where.person, ADAPTATIONS.name, "cohort", cohort.id, timezone.now())
    return [_adaptation(one) for one in adaptations_of(cohort)]


@router.post(
    "/cohorts/{cohort_id}/adaptations",
    response=answers(schemas.AdaptationOut, 201),
    summary="Note an adaptation",
)
def create_adaptation(request: HttpRequest, cohort_id: UUID, sent: schemas.AdaptationIn) -> Any:
    """For the cohort's staff. What, never why."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    check_tutors(where, cohort)
    learner = next((one for one in learners_of(cohort) if one.id == sent.enrolment_id), None)
    if learner is None:
        message = _("Choose a learner of this cohort.")
        raise Invalid(message, fields={"enrolment_id": message})
    learner.cohort = cohort
    return Status(201, _adaptation(note_adaptation(where, learner, sent.what, now=timezone.now())))


@router.delete(
    "/cohorts/{cohort_id}/adaptations/{adaptation_id}",
    response=answers(None, 204),
    summary="An adaptation is not needed any more",
)
def delete_adaptation(request: HttpRequest, cohort_id: UUID, adaptation_id: UUID) -> Any:
    """It stays in the log, with its end."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    check_tutors(where, cohort)
    found = next((one for one in adaptations_of(cohort) if one.id == adaptation_id), None)
    if found is None:
        raise Missing(_("There is no such adaptation."))
    end_adaptation(where, found, now=timezone.now())
    return Status(204, None)


def _concern(one: Concern) -> dict[str, Any]:
    return {name: getattr(one, name) for name in SAME} | {"path": one.path.slug if one.path else None}


def _file(me: Person, concern_id: UUID) -> dict[str, Any]:
    found = register.concern_seen(me, concern_id)
    inside = access.reads_file(me, found)
    steps: list[Step] = register.steps_of(found, inner=inside)
    planned: list[Measure] = list(found.measures.all()) if inside else []
    return _concern(found) | {"steps": steps, "measures": planned}


def _adaptation(one: Adaptation) -> dict[str, Any]:
    same = {name: getattr(one, name) for name in ("id", "enrolment_id", "what", "at", "ended_at")}
    return same | {"person": one.enrolment.person}
