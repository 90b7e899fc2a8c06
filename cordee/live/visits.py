"""Who opens a stream, asked of the database in a thread: the same session, the same rights as for a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, parse_cookie

from cordee.journal.models import Event
from cordee.journal.sequence import sequence
from cordee.live.topics import Topic, names_of, permitted, seen_by_all
from cordee.notifications.queries import unread
from cordee.people.models import Person
from cordee.spaces import access

MOST_MISSED = 2_000  # events looked through for a page that comes back; beyond, it had better be loaded again
MOST_AT_ONCE = 1_000


@dataclass(frozen=True)
class Visit:
    """A person at a page, with what they may hear there."""

    person_id: UUID
    name: str
    topics: Sequence[Topic]
    unread: int


@dataclass(frozen=True)
class Act:
    """An event as pages hear of it: identifiers and small facts, never a text, and who did it to nobody but them."""

    position: int
    topics: list[str]
    verb: str
    told: dict[str, str | None]
    subject: UUID
    actor: UUID | None


def admit(cookies: str, names: list[str]) -> Visit | None:
    """The visit of who comes with these cookies; None for nobody. Raises Missing for a topic they may not hear of."""
    person = _person(cookies)
    if person is None:
        return None
    who = access.viewer(person)
    return Visit(person.id, person.name, permitted(who, names), unread(person.id))


def _person(cookies: str) -> Person | None:
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    if key is None:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    person = get_user(request)
    return person if isinstance(person, Person) and person.is_active else None


def acts_after(position: int) -> list[Act]:
    """What happened after ``position``, numbered first; some, when there is much (ask again)."""
    while sequence():
        pass
    events = Event.objects.filter(position__gt=position).order_by("position")[:MOST_AT_ONCE]
    return [_told(event) for event in events]


def missed(position: int, topics: Sequence[Topic]) -> list[Act] | None:
    """The acts of these topics after ``position``; None where there are too many to look through."""
    events = list(Event.objects.filter(position__gt=position).order_by("position")[: MOST_MISSED + 1])
    if len(events) > MOST_MISSED:
        return None
    wanted = {topic.name for topic in topics}
    acts = [_told(event) for event in events if seen_by_all(event.verb)]
    return [act for act in acts if wanted.intersection(act.topics)]


def last_position() -> int:
    """Where the journal stands now."""
    while sequence():
        pass
    last = (
        Event.objects.filter(position__isnull=False)
        .order_by("-position")
        .values_list("position", flat=True)
        .first()
    )
    return last or 0


def _told(event: Event) -> Act:
    assert event.position is not None
    told = {
        "verb": event.verb,
        "object": str(event.object_id),
        "post": event.data.get("post"),
        "parent": event.data.get("parent"),
    }
    names = names_of(event.verb, event.space_id, event.object_id, event.data)
    return Act(event.position, names, event.verb, told, event.object_id, event.actor_id)
