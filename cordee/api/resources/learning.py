"""Taking a path: what there is, where I am, one step, and doing it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from cordee.api import shapes
from cordee.api.resources import answers
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas.learning import (
    CertificateOut,
    MyPathOut,
    PathLineOut,
    PathOut,
    ProgressIn,
    ProgressOut,
    StepWholeOut,
)
from cordee.paths.actions.progress import complete_step
from cordee.paths.kinds import Sent
from cordee.paths.queries.certificates import certificate_for, is_intact
from cordee.paths.queries.outline import Outline, objectives, outline, outline_of
from cordee.paths.queries.paths import Mine, catalogue, my_paths, path_seen, sheet_of
from cordee.paths.queries.steps import activity_at
from cordee.paths.views.learning import learner_at
from cordee.spaces.views.viewing import actor

router = Router(tags=["Paths"])


@router.get("/paths", response=answers(PageOf[PathLineOut]), summary="The paths that I may know of")
def list_paths(request: HttpRequest, after: Text | None = None) -> Any:
    """Newest first."""
    return shapes.page(catalogue(actor(request), after))


@router.get("/me/paths", response=answers(list[MyPathOut]), summary="The paths that I take")
def list_my_paths(request: HttpRequest) -> Any:
    """Each with its next step; what can be gone on with first."""
    return [_mine(one) for one in my_paths(actor(request), timezone.now())]


def _mine(one: Mine) -> dict[str, Any]:
    walked = one.outline
    return {
        "slug": one.path.slug,
        "title": one.path.title,
        "enrolment": one.enrolment,
        "done": walked.done,
        "required": walked.required,
        "next": walked.next,
    }


@router.get("/paths/{slug}", response=answers(PathOut), summary="A path, as the caller walks it")
def read_path(request: HttpRequest, slug: Text) -> Any:
    """Its stages and steps with what is done and open; the titles alone to who is not enrolled."""
    where, now = path_seen(actor(request), slug), timezone.now()
    enrolment = where.learning
    version = enrolment.version if enrolment else where.path.current
    walked = outline(enrolment, now=now) if enrolment else outline_of(version) if version else Outline()
    following = walked.next if enrolment else None
    return {
        "slug": where.path.slug,
        "title": where.path.title,
        "summary": where.path.summary,
        "language": where.path.language,
        "version": (version.number or 0) if version else 0,
        "objectives": objectives(version, walked) if version else [],
        "stages": walked.stages,
        "next": following.key if following else None,
        "done": walked.done,
        "required": walked.required,
        "minutes": walked.minutes,
        "minutes_left": walked.minutes_left,
        "balance": dict(walked.balance),
        "sheet": sheet_of(where.path),
        "enrolment": enrolment,
    }


@router.get("/paths/{slug}/steps/{key}", response=answers(StepWholeOut), summary="A step")
def read_step(request: HttpRequest, slug: Text, key: UUID) -> Any:
    """For who is enrolled, once it is open to them. Of a quiz, its questions are in an attempt."""
    where = path_seen(actor(request), slug)
    enrolment, _walked, line = learner_at(where, key)
    activity = activity_at(enrolment.version, key)
    names = StepWholeOut.model_fields.keys() - {"shown"}
    return {name: getattr(line, name) for name in names} | {"shown": activity.shown}


@router.put("/paths/{slug}/steps/{key}/progress", response=answers(ProgressOut), summary="Do a step")
def put_progress(request: HttpRequest, slug: Text, key: UUID, sent: ProgressIn) -> Any:
    """As its page does; ``done_at`` stays null where more is asked (a tutor's word, a reflection)."""
    where, now = path_seen(actor(request), slug), timezone.now()
    enrolment, _walked, _line = learner_at(where, key)
    lists = {name: [value] for name, value in sent.fields.items()} | sent.lists
    progress = complete_step(
        enrolment, activity_at(enrolment.version, key), Sent(dict(sent.fields), lists), now=now
    )
    following = outline(enrolment, now=now).next
    return {
        "started_at": progress.started_at,
        "done_at": progress.done_at,
        "score": progress.score,
        "next": following.key if following else None,
    }


@router.get("/certificates/{code}", response=answers(CertificateOut), summary="A certificate")
def read_certificate(request: HttpRequest, code: Text) -> Any:
    """One's own, or of a cohort that one leads. The page of verification, which needs no account, tells less."""
    found = certificate_for(actor(request), code)
    names = ("code", "kind", "name", "issued_at", "revoked_at", "record")
    return {name: getattr(found, name) for name in names} | {"intact": is_intact(found)}
