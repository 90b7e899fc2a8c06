"""Operations: who can help with a skill, and the skills that nobody holds."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from cordee.administration.access import check_administers
from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas.experts import ExpertOut, MissingSkillOut
from cordee.people.queries import skill_by_slug
from cordee.recommendations import experts
from cordee.spaces.views.viewing import actor

router = Router(tags=["People"])


@router.get("/skills/{slug}/experts", response=answers(list[ExpertOut]), summary="Who can help with a skill")
def list_experts(request: HttpRequest, slug: str) -> Any:
    """Those who agreed to be shown, the likeliest to help first, twelve at most."""
    return experts.experts_on(who(request), skill_by_slug(slug), now=timezone.now())


@router.get(
    "/experts/missing", response=answers(list[MissingSkillOut]), summary="The skills that nobody holds"
)
def list_missing_skills(request: HttpRequest) -> Any:
    """Those first that most people want to learn, or ask about. For administrators and auditors."""
    check_administers(actor(request), reads=True)
    return experts.unheld(experts.directory())
