"""Following a space, a thread, somebody or a skill; muting; stopping."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid, Missing
from cordee.journal.actions import record
from cordee.people.models import Person, Skill
from cordee.spaces import access, events
from cordee.spaces.models import Follow, Post, Space

FOLLOWING, MUTED, NONE = "following", "muted", "none"
Target = tuple[str, Any]


@transaction.atomic
def follow(
    actor: Person,
    *,
    now: datetime,
    space: Space | None = None,
    post: Post | None = None,
    somebody: Person | None = None,
    skill: Skill | None = None,
) -> Follow:
    """Want to hear of exactly one thing; doing it again changes nothing. Raises Missing, Forbidden, Invalid."""
    what, target = _one(space, post, somebody, skill)
    _check(actor, what, target)
    return _set(actor, what, target, muted=False, now=now)


@transaction.atomic
def mute(
    actor: Person,
    *,
    now: datetime,
    space: Space | None = None,
    post: Post | None = None,
    somebody: Person | None = None,
    skill: Skill | None = None,
) -> Follow:
    """Want to hear no more of it, even where one takes part. Raises Missing, Forbidden, Invalid."""
    what, target = _one(space, post, somebody, skill)
    _check(actor, what, target)
    return _set(actor, what, target, muted=True, now=now)


@transaction.atomic
def unfollow(
    actor: Person,
    *,
    now: datetime,
    space: Space | None = None,
    post: Post | None = None,
    somebody: Person | None = None,
    skill: Skill | None = None,
) -> None:
    """Neither follow nor mute it any more; nothing happens when one did not.

    Asks for no right to read: who lost it must be able to stop.
    """
    what, target = _one(space, post, somebody, skill)
    gone, _rows = Follow.objects.filter(person=actor, **{what: target}).delete()
    if gone:
        record(events.of_follow(what, target.id, actor, NONE, _space_of(what, target)), at=now)


@transaction.atomic
def stop(actor: Person, follow_id: UUID, *, now: datetime) -> Follow:
    """Forget one of one's follows, from their list; gives what it was. Raises Missing."""
    found = Follow.objects.filter(id=follow_id, person=actor).first()
    if found is None:
        raise Missing(_("You do not follow this."))
    what, target = target_of(found)
    unfollow(actor, now=now, **{what: target})
    return found


def target_of(found: Follow) -> Target:
    """What is followed, after the name of its kind: space, post, somebody or skill."""
    return _one(found.space, found.post, found.somebody, found.skill)


def _one(space: Space | None, post: Post | None, somebody: Person | None, skill: Skill | None) -> Target:
    offered = {"space": space, "post": post, "somebody": somebody, "skill": skill}
    given = [(what, target) for what, target in offered.items() if target is not None]
    if len(given) != 1:
        raise Invalid(_("Choose one thing to follow."))
    return given[0]


def _check(actor: Person, what: str, target: Any) -> None:
    match what:
        case "space":
            access.check_reads(access.viewer(actor), target)
        case "post":
            access.check_reads(access.viewer(actor), target.space)
        case "somebody" if target.id == actor.id:
            raise Invalid(_("You know already what you do: choose somebody else to follow."))


def _set(actor: Person, what: str, target: Any, *, muted: bool, now: datetime) -> Follow:
    found, made = Follow.objects.get_or_create(
        person=actor, **{what: target}, defaults={"muted": muted, "at": now}
    )
    if not made and found.muted == muted:
        return found
    if not made:
        found.muted, found.at = muted, now
        found.save(update_fields=["muted", "at"])
    state = MUTED if muted else FOLLOWING
    record(events.of_follow(what, target.id, actor, state, _space_of(what, target)), at=now)
    return found


def _space_of(what: str, target: Any) -> UUID | None:
    match what:
        case "space":
            return target.id
        case "post":
            return target.space_id
    return None
