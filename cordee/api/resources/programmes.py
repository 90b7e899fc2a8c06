"""Operations: the programme of a space, and its prompts."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas import Text
from cordee.api.schemas.programmes import (
    ProgrammeIn,
    ProgrammeOut,
    PromptChange,
    PromptIn,
    PromptOut,
)
from cordee.core.errors import Invalid, Missing
from cordee.programmes.actions import prompts
from cordee.programmes.actions.planning import Asked, plan_programme
from cordee.programmes.actions.publishing import publish_now
from cordee.programmes.models import Programme
from cordee.programmes.queries.programmes import Plan, plan_seen
from cordee.programmes.queries.prompts import prompt_seen
from cordee.programmes.ready import templates
from cordee.spaces import access
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor

router = Router(tags=["Programmes"])
HERE = "/spaces/{slug}/programme"


def _programme(found: Programme) -> dict[str, Any]:
    names = (
        "id", "title", "template", "weekday", "clock", "every", "skips_holidays", "paused_at", "ended_at",
    )  # fmt: skip
    return {name: getattr(found, name) for name in names} | {
        "time_zone": found.space.time_zone,
        "responsible": found.responsible.handle if found.responsible else None,
    }


def _plan(request: HttpRequest, slug: str) -> tuple[access.Viewer, Plan]:
    viewer = who(request)
    plan = plan_seen(viewer, space_seen(viewer, slug))
    if plan is None:
        raise Missing(_("There is no programme in this space yet."))
    return viewer, plan


@router.get(HERE, response=answers(ProgrammeOut), summary="The programme of a space")
def read_programme(request: HttpRequest, slug: Text) -> Any:
    """The one under way; without one, the last that there was."""
    _viewer, plan = _plan(request, slug)
    return _programme(plan.programme)


@router.post(HERE, response=answers(ProgrammeOut, 201), summary="Plan a programme")
def create_programme(request: HttpRequest, slug: Text, sent: ProgrammeIn) -> Any:
    """For facilitators. One is under way at a time."""
    space = space_seen(who(request), slug)
    asked = [Asked(one.title, one.body, one.kind, one.objective_id) for one in sent.prompts]
    details = sent.dict(exclude={"prompts", "language"})
    made = plan_programme(actor(request), space, prompts=asked or _ready(sent), now=timezone.now(), **details)
    return Status(201, _programme(made))


@router.get(f"{HERE}/prompts", response=answers(list[PromptOut]), summary="The prompts of a programme")
def list_prompts(request: HttpRequest, slug: Text) -> Any:
    """In the order of time: all of them for facilitators, those that are out for the others. A hundred at most."""
    viewer, plan = _plan(request, slug)
    all_of_them = access.moderates(viewer, plan.programme.space)
    return [one for one in plan.prompts if all_of_them or one.is_out]


@router.post(f"{HERE}/prompts", response=answers(PromptOut, 201), summary="Add a prompt")
def create_prompt(request: HttpRequest, slug: Text, sent: PromptIn) -> Any:
    """On the next free day of the rhythm."""
    _viewer, plan = _plan(request, slug)
    asked = Asked(sent.title, sent.body, sent.kind, sent.objective_id)
    return Status(201, prompts.add_prompt(actor(request), plan.programme, asked, now=timezone.now()))


@router.get(f"{HERE}/prompts/{{prompt_id}}", response=answers(PromptOut), summary="A prompt")
def read_prompt(request: HttpRequest, slug: Text, prompt_id: UUID) -> Any:
    """One that is out, or for facilitators any."""
    viewer = who(request)
    return prompt_seen(viewer, space_seen(viewer, slug), prompt_id)


@router.patch(f"{HERE}/prompts/{{prompt_id}}", response=answers(PromptOut), summary="Change or move a prompt")
def change_prompt(request: HttpRequest, slug: Text, prompt_id: UUID, sent: PromptChange) -> Any:
    """Until it is out."""
    viewer, now = who(request), timezone.now()
    found = prompt_seen(viewer, space_seen(viewer, slug), prompt_id)
    if words := sent.words():
        found = prompts.edit_prompt(actor(request), found, now=now, **words)
    if sent.on or sent.clock:
        found = prompts.move_prompt(actor(request), found, on=sent.on or found.on, clock=sent.clock, now=now)
    return found


@router.post(
    f"{HERE}/prompts/{{prompt_id}}/publication", response=answers(PromptOut), summary="Publish a prompt now"
)
def publish_prompt(request: HttpRequest, slug: Text, prompt_id: UUID) -> Any:
    """Before its hour, or after it was missed; in the name of the caller."""
    viewer = who(request)
    found = prompt_seen(viewer, space_seen(viewer, slug), prompt_id)
    return publish_now(actor(request), found, now=timezone.now())


def _ready(sent: ProgrammeIn) -> list[Asked]:
    if sent.template not in templates():
        message = _("Give prompts, or the name of a ready programme.")
        raise Invalid(message, fields={"prompts": message})
    return [
        Asked(one.title.said(sent.language), one.body.said(sent.language), one.kind)
        for one in templates()[sent.template].entry.prompts
    ]
