"""Who is told what, when and where: decided here, for every kind and every way of telling.

The bell and what is sent outside of it (``delivering``) ask here: see docs/decisions/notifications.md.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from cordee.journal.models import Event
from cordee.notifications.around import Around
from cordee.notifications.kinds import heard, kinds
from cordee.notifications.kinds.contract import Telling
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.models import Space

PAST = timedelta(days=30)  # what was older than this when it was recorded (imports) is no news


def is_news(event: Event) -> bool:
    """Whether anybody may be told: some kind hears it, and it did not happen long before it was recorded."""
    return event.verb in heard() and event.recorded_at - event.at <= PAST


def decide(events: Iterable[Event]) -> list[Telling]:
    """What to tell, in the order of the events: one telling an event and person, of the strongest kind.

    Nobody is told of their own act, of what they muted, or of what they may not read. A dozen queries at most a batch,
    whatever its size; none when nothing in it is news.
    """
    news = [event for event in events if is_news(event)]
    if not news:
        return []
    around = Around(news)
    strongest: dict[tuple[UUID, UUID], Telling] = {}
    for event in news:
        for kind in heard()[event.verb]:
            for telling in kind.tell(event, around):
                if telling.person_id != event.actor_id and not _is_muted(telling, around):
                    strongest.setdefault((event.id, telling.person_id), telling)
    may = _Readers(list(strongest.values()), around)
    return [telling for telling in strongest.values() if may.hear(telling)]


def _is_muted(telling: Telling, around: Around) -> bool:
    event = telling.event
    targets = (telling.post_id, event.space_id, event.actor_id, telling.subject)
    return telling.post_id is not None and any(
        target is not None and around.muted(telling.person_id, target, event.at) for target in targets
    )


class _Readers:
    """Who may read what was read at that time. Two queries beside those of ``around``."""

    def __init__(self, tellings: Sequence[Telling], around: Around) -> None:
        self.people = Person.objects.in_bulk({telling.person_id for telling in tellings})
        self.spaces = Space.objects.in_bulk({one.space_id for one in tellings if one.space_id})
        self.joined = {
            (person, space): (role, since)
            for space, rows in (around.memberships.items() if self.spaces else ())
            for person, role, since in rows
        }

    def hear(self, telling: Telling) -> bool:
        person = self.people.get(telling.person_id)
        if person is None or not person.is_active:
            return False
        if telling.space_id is None:
            return True
        space = self.spaces.get(telling.space_id)
        if space is None:
            return False
        role, since = self.joined.get((person.id, space.id), ("", None))
        belonged = since is not None and since <= telling.event.at
        standings = {space.id: access.Standing(role, 0)} if belonged else {}
        who = access.Viewer(person, standings)
        return who.reads(space) if telling.post_id else who.sees(space)


def icon_of(kind: str) -> str:
    """The symbol of a kind."""
    return kinds()[kind].icon
