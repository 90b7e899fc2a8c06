"""Opening a space and changing what it is for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.ids import uuid7
from cordee.core.text import clean, clean_line, render
from cordee.core.zones import time_zones
from cordee.journal.actions import record
from cordee.media.models import File
from cordee.people.actions.skills import skills_named
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.models import Membership, Objective, Space

DETAILS = {"title": 100, "theme": 300, "welcome": 20_000, "visibility": 8, "time_zone": 60}


@dataclass(frozen=True)
class Aim:
    """An objective as it is given: its sentence and the slugs of its skills."""

    text: str
    skills: Sequence[str] = field(default_factory=tuple)


@transaction.atomic
def open_space(
    actor: Person,
    *,
    title: str,
    now: datetime,
    slug: str | None = None,
    theme: str = "",
    welcome: str = "",
    visibility: str = Space.Visibility.OPEN,
    time_zone: str = "Europe/Paris",
    cover_hue: int | None = None,
    aims: Iterable[Aim] = (),
    seed: str | None = None,
) -> Space:
    """Make a space; ``actor`` (an administrator) becomes its first facilitator. Raises Forbidden, Invalid, Conflict."""
    if not actor.is_administrator:
        raise Forbidden(_("Only an administrator can open a space."))
    return found_space(
        actor,
        title=title,
        now=now,
        slug=slug,
        theme=theme,
        welcome=welcome,
        visibility=visibility,
        time_zone=time_zone,
        cover_hue=cover_hue,
        aims=aims,
        seed=seed,
    )


def found_space(
    actor: Person,
    *,
    title: str,
    now: datetime,
    slug: str | None = None,
    theme: str = "",
    welcome: str = "",
    visibility: str = Space.Visibility.OPEN,
    time_zone: str = "Europe/Paris",
    cover_hue: int | None = None,
    aims: Iterable[Aim] = (),
    seed: str | None = None,
) -> Space:
    """The space that an act brings with it (a cohort's), in the transaction of that act, which asked who may.

    Raises Invalid, Conflict.
    """
    given = {"title": title, "theme": theme, "welcome": welcome, "visibility": visibility}
    details = _checked(given | {"time_zone": time_zone})
    slug = slug or slugify(details["title"])[:60]
    if not slug:
        raise Invalid(_("Give the space a title with letters in it."), fields={"title": _("Needs letters.")})
    if Space.objects.filter(slug=slug).exists():
        raise Conflict(_("There is already a space with this address: %(slug)s") % {"slug": slug})
    space = Space.objects.create(
        id=uuid7(now, seed) if seed else uuid7(),
        slug=slug,
        cover_hue=cover_hue,
        created_at=now,
        welcome_html=render(details["welcome"]),
        **details,
    )
    _set_aims(space, aims)
    record(events.of_space(events.SPACE_CREATED, space, actor), at=now)
    membership = Membership.objects.create(
        space=space, person=actor, role=Membership.Role.FACILITATOR, joined_at=now
    )
    record(events.of_membership(events.SPACE_JOINED, membership, actor), at=now)
    return space


@transaction.atomic
def edit_space(
    actor: Person,
    space: Space,
    *,
    now: datetime,
    aims: Iterable[Aim] | None = None,
    **details: str,
) -> Space:
    """Change title, theme, welcome, visibility or objectives. Content, members and rights stay. Facilitators only."""
    access.check_facilitates(access.viewer(actor), space)
    for name, value in _checked(details).items():
        setattr(space, name, value)
    if "welcome" in details:
        space.welcome_html = render(space.welcome)
    space.save()
    if "visibility" in details and space.cover_id:
        hidden = space.visibility == Space.Visibility.HIDDEN
        File.objects.filter(pk=space.cover_id).update(space_id=space.id if hidden else None)
    if aims is not None:
        _set_aims(space, aims)
    changed = sorted([*details, *(["aims"] if aims is not None else [])])
    record(events.of_space(events.SPACE_EDITED, space, actor, fields=changed), at=now)
    return space


def _checked(details: dict[str, str]) -> dict[str, Any]:
    checked = {}
    for name, value in details.items():
        if name not in DETAILS:
            raise Invalid(_("There is no such field."), fields={name: _("Unknown field.")})
        value = clean(value) if name == "welcome" else clean_line(value)
        if len(value) > DETAILS[name]:
            message = _("At most %(limit)s characters, please.") % {"limit": DETAILS[name]}
            raise Invalid(message, fields={name: message})
        checked[name] = value
    if "title" in checked and not checked["title"]:
        message = _("Give the space a title.")
        raise Invalid(message, fields={"title": message})
    if "visibility" in checked and checked["visibility"] not in Space.Visibility.values:
        message = _("Choose one of those offered.")
        raise Invalid(message, fields={"visibility": message})
    if "time_zone" in checked and checked["time_zone"] not in time_zones():
        message = _("Choose one of those offered.")
        raise Invalid(message, fields={"time_zone": message})
    return checked


def _set_aims(space: Space, aims: Iterable[Aim]) -> None:
    """An objective stays the same row while its sentence stays, or its place: prompts are tied to it."""
    wanted = [(text, aim.skills) for aim in aims if (text := clean_line(aim.text)[:300])]
    by_text = {one.text: one for one in space.objectives.all()}
    kept = {text: by_text.pop(text) for text, _skills in wanted if text in by_text}
    by_place = {one.position: one for one in by_text.values()}
    stays = []
    for position, (text, skills) in enumerate(wanted):
        objective = kept.pop(text, None) or by_place.pop(position, None) or Objective(space=space)
        objective.position, objective.text = position, text
        objective.save()
        objective.skills.set(skills_named(skills))
        stays.append(objective.pk)
    space.objectives.exclude(pk__in=stays).delete()
