"""Myself, other people, and skills."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from cordee.activity.queries import lines_of, person_figures
from cordee.api import shapes
from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas import (
    LineOut,
    MeOut,
    PageOf,
    PersonOut,
    PostLineOut,
    PreferencesIn,
    ProfileIn,
    ProfileOut,
    SkillOut,
    Text,
)
from cordee.core import pages
from cordee.media.actions import store_image
from cordee.people.actions.profiles import edit_profile, set_photo, set_preferences
from cordee.people.models import Person
from cordee.people.queries import (
    all_skills,
    people,
    people_called,
    person_by_handle,
    person_by_id,
    skills_called,
)
from cordee.spaces.queries.posts import posts_by
from cordee.spaces.views.viewing import actor

router = Router(tags=["People"])
SKILLS = 100


def _me(request: HttpRequest) -> Person:
    return person_by_id(actor(request).id)


@router.get("/me", response=answers(MeOut), summary="Who I am here")
def read_me(request: HttpRequest) -> Any:
    """My profile and how I like to read."""
    me = _me(request)
    return shapes.me(me, person_figures(me))


@router.patch("/me/profile", response=answers(MeOut), summary="Change my profile")
def change_profile(request: HttpRequest, sent: ProfileIn) -> Any:
    """Only what is sent is changed."""
    given = sent.dict(exclude_unset=True, exclude_none=True)
    me = edit_profile(_me(request), now=timezone.now(), **given)
    return shapes.me(me, person_figures(me))


@router.patch("/me/preferences", response=answers(MeOut), summary="Change how I like to read")
def change_preferences(request: HttpRequest, sent: PreferencesIn) -> Any:
    """Language, time zone, theme, motion: only what is sent is changed."""
    me = set_preferences(_me(request), **sent.dict(exclude_unset=True, exclude_none=True))
    return shapes.me(me, person_figures(me))


@router.post("/me/photo", response=answers(MeOut), summary="Show a photo")
def create_photo(request: HttpRequest, image: UploadedFile = File(...)) -> Any:  # noqa: B008 (ninja's way)
    """The image is decoded, cut square and encoded anew."""
    me, now = _me(request), timezone.now()
    me = set_photo(me, store_image(me, image, square=True, now=now), now=now)
    return shapes.me(me, person_figures(me))


@router.delete("/me/photo", response=answers(None, 204), summary="Take my photo away")
def delete_photo(request: HttpRequest) -> Any:
    """The generated avatar is shown again."""
    set_photo(_me(request), None, now=timezone.now())
    return Status(204, None)


@router.get("/people", response=answers(PageOf[PersonOut]), summary="Everyone, newest first")
def list_people(request: HttpRequest, after: Text | None = None) -> Any:
    """By pages; ``after`` is the ``next`` of the page before."""
    return shapes.page(people(after))


@router.get("/people-called", response=answers(list[PersonOut]), summary="Whom to offer after @")
def list_people_called(request: HttpRequest, q: Text = Query("", max_length=60)) -> Any:  # noqa: B008
    """People whose handle, or a word of whose name, begins so."""
    return people_called(q)


@router.get("/people/{handle}", response=answers(ProfileOut), summary="A profile")
def read_person(request: HttpRequest, handle: Text) -> Any:
    """What somebody can help with, wants to learn, and gave."""
    found = person_by_handle(handle)
    return shapes.profile(found, person_figures(found))


@router.get(
    "/people/{handle}/posts", response=answers(PageOf[PostLineOut]), summary="Somebody's contributions"
)
def list_posts_by(request: HttpRequest, handle: Text, after: Text | None = None) -> Any:
    """Those that the caller may read, newest first."""
    return shapes.page(posts_by(who(request), person_by_handle(handle), cursor=after))


@router.get("/people/{handle}/activity", response=answers(PageOf[LineOut]), summary="What somebody did")
def list_activity_of(request: HttpRequest, handle: Text, after: Text | None = None) -> Any:
    """Where the caller may read it, newest first."""
    return shapes.page(lines_of(who(request), person_by_handle(handle), after))


@router.get("/skills", response=answers(PageOf[SkillOut]), summary="The skills of the organisation")
def list_skills(
    request: HttpRequest,
    q: Text = Query("", max_length=60),  # noqa: B008 (ninja's way)
    after: Text | None = None,
) -> Any:
    """By name; with ``q``, at most eight whose name begins so."""
    found = skills_called(q) if q else all_skills()
    return shapes.page(pages.within(found, after, SKILLS, lambda skill: skill.slug))
