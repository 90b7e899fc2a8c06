"""Writing a draft: its objectives, modules and activities. A published version never changes: a copy is drafted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid, Missing
from cordee.core.text import clean, clean_line, render
from cordee.paths import access
from cordee.paths.actions.copying import copy_content
from cordee.paths.kinds import KINDS, content
from cordee.paths.models import Activity, Module, Path, PathObjective, Version
from cordee.paths.release import Release
from cordee.people.actions.skills import skills_named

MOST_MINUTES = 6_000
MOST_ACTIVITIES = 1_000


@dataclass(frozen=True)
class Aim:
    """An objective as it is given: its sentence, the slugs of its skills, and its key where it stood before."""

    text: str
    skills: Sequence[str] = field(default_factory=tuple)
    key: UUID | None = None


@transaction.atomic
def draft_of(where: access.Standing, *, now: datetime) -> Version:
    """The draft of a path; where there is none, a copy of what is published. For authors. Raises Forbidden."""
    access.check_writes(where)
    # One at a time: two authors who begin at once write in the same draft.
    Path.objects.select_for_update(no_key=True).get(pk=where.path.pk)
    versions = Version.objects.filter(path=where.path).order_by("-number")
    newest = versions.first()
    if newest is None or newest.published_at is None:
        return newest or Version.objects.create(path=where.path, number=1, created_at=now)
    draft = Version.objects.create(
        path=where.path, number=newest.number + 1, created_at=now, alone=newest.alone
    )
    copy_content(where.path.current or newest, draft)
    return draft


@transaction.atomic
def set_objectives(where: access.Standing, aims: Iterable[Aim], *, now: datetime) -> None:
    """What one can do at the end, in this order; activities keep those that stay. Raises Forbidden, Invalid."""
    draft = draft_of(where, now=now)
    before = {one.key: one for one in draft.objectives.all()}
    kept: set[UUID] = set()
    for position, aim in enumerate(aims):
        text = clean_line(aim.text)[:300]
        if not text:
            continue
        one = before.get(aim.key) if aim.key else None
        if one is None:
            one = PathObjective(version=draft)
        one.position, one.text = position, text
        one.save()
        one.skills.set(skills_named(aim.skills))
        kept.add(one.key)
    draft.objectives.exclude(key__in=kept).delete()


@transaction.atomic
def add_module(where: access.Standing, *, title: str, now: datetime, about: str = "") -> Module:
    """A new stage, at the end. For authors. Raises Forbidden, Invalid."""
    draft = draft_of(where, now=now)
    last = draft.modules.aggregate(last=Max("position"))["last"]
    about = clean(about)
    return Module.objects.create(
        version=draft,
        position=0 if last is None else last + 1,
        title=_title(title),
        about=about,
        about_html=render(about),
    )


@transaction.atomic
def edit_module(where: access.Standing, key: UUID, *, now: datetime, **details: str) -> Module:
    """Change a stage's title or text. For authors. Raises Forbidden, Invalid, Missing."""
    module = _module(draft_of(where, now=now), key)
    if "title" in details:
        module.title = _title(details["title"])
    if "about" in details:
        module.about = clean(details["about"])
        module.about_html = render(module.about)
    module.save()
    return module


@transaction.atomic
def remove_module(where: access.Standing, key: UUID, *, now: datetime) -> None:
    """Take a stage out of the draft, with its activities. For authors. Raises Forbidden, Missing."""
    module = _module(draft_of(where, now=now), key)
    module.delete()
    Module.objects.filter(version_id=module.version_id, position__gt=module.position).update(
        position=F("position") - 1
    )


@transaction.atomic
def move_module(where: access.Standing, key: UUID, *, to: int, now: datetime) -> None:
    """Put a stage at the place ``to`` (0 is the first). For authors. Raises Forbidden, Missing."""
    draft = draft_of(where, now=now)
    modules = list(draft.modules.all())
    moved = _module(draft, key)
    others = [one for one in modules if one.pk != moved.pk]
    others.insert(max(0, min(to, len(others))), moved)
    _number(others)


@transaction.atomic
def add_activity(
    where: access.Standing,
    module_key: UUID,
    *,
    kind: str,
    title: str,
    values: dict[str, Any],
    now: datetime,
    at: int | None = None,
    **details: Any,
) -> Activity:
    """A new activity in a stage, at the place ``at`` or at the end. For authors. Raises Forbidden, Invalid, Missing."""
    draft = draft_of(where, now=now)
    module = _module(draft, module_key)
    if kind not in KINDS:
        message = _("Choose one of the kinds of activity.")
        raise Invalid(message, fields={"kind": message})
    if draft.activities.count() >= MOST_ACTIVITIES:
        raise Invalid(_("A path holds %(most)s activities at most.") % {"most": MOST_ACTIVITIES})
    written = content(kind, values)
    activity = Activity(
        version=draft,
        module=module,
        position=module.activities.count(),
        kind=kind,
        title=_title(title),
        mode=KINDS[kind].mode,
        content=written.kept(),
        shown=written.shown(),
    )
    _set_details(activity, details)
    activity.save()
    _set_links(activity, details)
    if at is not None:
        move_activity(where, activity.key, to_module=module_key, to=at, now=now)
    return activity


@transaction.atomic
def edit_activity(
    where: access.Standing, key: UUID, *, now: datetime, values: dict[str, Any] | None = None, **details: Any
) -> Activity:
    """Change an activity of the draft; only what is given. For authors. Raises Forbidden, Invalid, Missing."""
    activity = _activity(draft_of(where, now=now), key)
    if values is not None:
        written = content(activity.kind, values)
        activity.content, activity.shown = written.kept(), written.shown()
    if "title" in details:
        activity.title = _title(details["title"])
    _set_details(activity, details)
    activity.save()
    _set_links(activity, details)
    return activity


@transaction.atomic
def remove_activity(where: access.Standing, key: UUID, *, now: datetime) -> None:
    """Take an activity out of the draft. For authors. Raises Forbidden, Missing."""
    activity = _activity(draft_of(where, now=now), key)
    activity.delete()
    Activity.objects.filter(module_id=activity.module_id, position__gt=activity.position).update(
        position=F("position") - 1
    )


@transaction.atomic
def move_activity(where: access.Standing, key: UUID, *, to_module: UUID, to: int, now: datetime) -> None:
    """Put an activity at the place ``to`` of a stage. For authors. Raises Forbidden, Missing."""
    draft = draft_of(where, now=now)
    activity, module = _activity(draft, key), _module(draft, to_module)
    left = activity.module_id
    others = list(module.activities.exclude(pk=activity.pk))
    others.insert(max(0, min(to, len(others))), activity)
    activity.module = module
    for position, one in enumerate(others):
        one.position = position
    Activity.objects.bulk_update(others, ["position", "module"])
    if left != module.pk:
        rest = list(Activity.objects.filter(module_id=left).order_by("position"))
        for position, one in enumerate(rest):
            one.position = position
        Activity.objects.bulk_update(rest, ["position"])


def _module(draft: Version, key: UUID) -> Module:
    module = draft.modules.filter(key=key).first()
    if module is None:
        raise Missing(_("This module is not in the draft any more."))
    return module


def _activity(draft: Version, key: UUID) -> Activity:
    activity = draft.activities.filter(key=key).first()
    if activity is None:
        raise Missing(_("This activity is not in the draft any more."))
    return activity


def _number(modules: list[Module]) -> None:
    for position, one in enumerate(modules):
        one.position = position
    Module.objects.bulk_update(modules, ["position"])


def _title(text: str) -> str:
    title = clean_line(text)
    if not title or len(title) > 200:
        message = _("Give it a title, of 200 characters at most.")
        raise Invalid(message, fields={"title": message})
    return title


def _set_details(activity: Activity, details: dict[str, Any]) -> None:
    if "mode" in details:
        if details["mode"] not in Activity.Mode.values:
            message = _("Choose one of those offered.")
            raise Invalid(message, fields={"mode": message})
        activity.mode = details["mode"]
    if "minutes" in details:
        minutes = str(details["minutes"]).strip()
        if not (minutes.isdecimal() and minutes.isascii() and 0 < int(minutes[:6]) <= MOST_MINUTES):
            message = _("How many minutes does it take? A number from 1 to %(most)s.") % {
                "most": MOST_MINUTES
            }
            raise Invalid(message, fields={"minutes": message})
        activity.minutes = int(minutes)
    if "required" in details:
        activity.required = bool(details["required"])
    if "release" in details:
        activity.release = Release.given(details["release"]).kept()


def _set_links(activity: Activity, details: dict[str, Any]) -> None:
    if "objectives" in details:
        activity.objectives.set(
            PathObjective.objects.filter(version=activity.version, key__in=details["objectives"])
        )
