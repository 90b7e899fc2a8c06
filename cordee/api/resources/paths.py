"""Walking a path: where somebody is, what they answer; and the images of who writes it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from cordee.api import shapes
from cordee.api.resources import answers
from cordee.api.schemas import FileOut, Text
from cordee.api.schemas.paths import QuizAnswerIn, QuizAnswerOut, StepTimeIn
from cordee.paths import access
from cordee.paths.actions.attempts import save_answer
from cordee.paths.actions.progress import be_at, open_step
from cordee.paths.queries.attempts import attempt_seen
from cordee.paths.queries.paths import path_seen
from cordee.paths.queries.steps import activity_at
from cordee.paths.views.learning import learner_at
from cordee.spaces.views.viewing import actor
from cordee.studio.actions.attaching import attach

router = Router(tags=["Paths"])


@router.post("/paths/{slug}/steps/{key}/time", response=answers(None, 204), summary="I am at this step")
def create_time(request: HttpRequest, slug: Text, key: UUID, sent: StepTimeIn) -> Any:
    """It is opened, or still in use. Of who only looks at the path nothing is kept."""
    where, now = path_seen(actor(request), slug), timezone.now()
    if where.learning and sent.seconds:
        be_at(where.learning, key, sent.seconds, now=now)
    elif where.learning:
        enrolment, _walked, _line = learner_at(where, key)
        open_step(enrolment, activity_at(enrolment.version, key), now=now)
    return Status(204, None)


@router.put("/attempts/{attempt_id}/answers/{key}", response=answers(QuizAnswerOut), summary="Keep an answer")
def put_answer(request: HttpRequest, attempt_id: UUID, key: UUID, sent: QuizAnswerIn) -> Any:
    """As it stands, of a quiz that is not handed in yet. 409 with the type ``/problems/stale``: changed elsewhere."""
    where, attempt = attempt_seen(actor(request), attempt_id)
    access.check_answers(where, attempt)
    return save_answer(attempt, key, sent.answer, revision=sent.revision, now=timezone.now())


@router.post("/paths/{slug}/images", response=answers(FileOut, 201), summary="Bring an image of a text")
def create_path_image(
    request: HttpRequest,
    slug: Text,
    image: UploadedFile = File(...),  # noqa: B008 (ninja's way)
    alternative: Text = Form(""),  # noqa: B008
) -> Any:
    """For authors. Who reads the path sees it."""
    where = path_seen(actor(request), slug)
    stored = attach(where, image, shown=True, alternative=alternative, now=timezone.now())
    return Status(201, shapes.file(stored))
