"""The reader of insights: what was said where, who came and stayed, and the days of each space."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import connection

from cordee.insights.models import Arrival, Day, Keeper, Said
from cordee.journal.models import Event
from cordee.journal.readers import Reader
from cordee.people.models import Person
from cordee.spaces import events as told
from cordee.spaces.models import Membership, Post

FACILITATOR = Membership.Role.FACILITATOR
STAYED_WITHIN = timedelta(days=28)
# What others see, or what shows that somebody came back.
ACTS = {
    told.POST_PUBLISHED,
    told.COMMENT_PUBLISHED,
    told.REACTION_GIVEN,
    told.POLL_VOTED,
    told.ANSWER_ACCEPTED,
}
_OUT = {
    told.POST_REMOVED: False,
    told.COMMENT_REMOVED: False,
    told.POST_RESTORED: True,
    told.COMMENT_RESTORED: True,
}


class InsightsReader(Reader):
    """A batch is taken act by act in memory; the days that it touched are counted anew, once."""

    name = "insights"
    tables = (Said, Day, Arrival, Keeper)

    def consume(self, events: Sequence[Event]) -> None:
        """Some twenty statements a batch, and two for each act that hides, moves or shows again."""
        batch = _Batch(events)
        for event in events:
            batch.take(event)
        batch.write()


class _Batch:
    """What some events say, gathered before it is written."""

    def __init__(self, events: Sequence[Event]) -> None:
        spaces = {event.space_id for event in events if event.space_id}
        self.keepers = set(Keeper.objects.filter(space_id__in=spaces).values_list("space_id", "person_id"))
        self.was = set(self.keepers)
        self.said: list[Said] = []
        self.touched: set[tuple[UUID, date]] = set()
        people = {event.actor_id for event in events if event.actor_id} | _concerned(events)
        self.handles = _handles(events)
        people |= set(self.handles.values())
        rows = Arrival.objects.filter(space_id__in=spaces, person_id__in=people)
        self.arrivals = {(one.space_id, one.person_id): one for one in rows}
        self.changed: set[tuple[UUID, UUID]] = set()

    def take(self, event: Event) -> None:
        if event.space_id is None:
            return
        space = event.space_id
        match event.verb:
            case told.SPACE_JOINED | told.ROLE_CHANGED | told.SPACE_LEFT:
                self._membership(event, space)
            case told.POST_PUBLISHED | told.COMMENT_PUBLISHED:
                self._speak(event, space)
            case told.POST_MOVED:
                self._flush()
                self._moved(event, space)
            case verb if verb in _OUT:
                self._flush()
                self._show(event, seen=_OUT[verb])
        if event.verb in ACTS and event.actor_id:
            self._acted(space, event.actor_id, event.at)

    def _membership(self, event: Event, space: UUID) -> None:
        key = (space, event.object_id)
        keeps = event.verb != told.SPACE_LEFT and event.data.get("role") == FACILITATOR
        (self.keepers.add if keeps else self.keepers.discard)(key)
        arrival = self.arrivals.get(key)
        if event.verb == told.SPACE_JOINED and (arrival is None or arrival.left):
            again = arrival.pk if arrival else None
            self.arrivals[key] = Arrival(pk=again, space_id=space, person_id=event.object_id, at=event.at)
            self.changed.add(key)
        elif event.verb == told.SPACE_LEFT and arrival:
            arrival.left = True
            self.changed.add(key)

    def _speak(self, event: Event, space: UUID) -> None:
        data, is_post = event.data, event.verb == told.POST_PUBLISHED
        post = event.object_id if is_post else UUID(data["post"])
        self.said.append(
            Said(
                id=event.object_id,
                space_id=space,
                post_id=post,
                person_id=event.actor_id,
                at=event.at,
                question=is_post and data["kind"] == Post.Kind.QUESTION,
                kept=(space, event.actor_id) in self.keepers,
                prompt=is_post and bool(data.get("prompt")),
            )
        )
        self.touched.add((space, event.at.astimezone(UTC).date()))
        greeted = [self.handles[one] for one in data.get("mentioned", ()) if one in self.handles]
        if not is_post and data.get("post_author"):
            greeted.append(UUID(data["post_author"]))
        for person in greeted:
            arrival = self.arrivals.get((space, person))
            if arrival and person != event.actor_id and arrival.greeted_at is None and event.at >= arrival.at:
                arrival.greeted_at = event.at
                self.changed.add((space, person))

    def _acted(self, space: UUID, person: UUID, at: datetime) -> None:
        arrival = self.arrivals.get((space, person))
        if arrival is None or arrival.again_at is not None or at - arrival.at > STAYED_WITHIN:
            return
        if at.astimezone(UTC).date() > arrival.at.astimezone(UTC).date():
            arrival.again_at = at
            self.changed.add((space, person))

    def _moved(self, event: Event, space: UUID) -> None:
        rows = Said.objects.filter(post_id=event.object_id)
        for at in rows.values_list("at", flat=True):
            day = at.astimezone(UTC).date()
            self.touched |= {(space, day), (UUID(event.data["from"]), day)}
        rows.update(space_id=space)

    def _show(self, event: Event, *, seen: bool) -> None:
        """A contribution or a reply, alone: who replied to what is gone did contribute."""
        rows = Said.objects.filter(id=event.object_id)
        for space, at in rows.values_list("space_id", "at"):
            self.touched.add((space, at.astimezone(UTC).date()))
        rows.update(seen=seen)

    def _flush(self) -> None:
        Said.objects.bulk_create(self.said, ignore_conflicts=True)
        self.said = []

    def write(self) -> None:
        self._flush()
        gone, new = self.was - self.keepers, self.keepers - self.was
        for space, person in gone:
            Keeper.objects.filter(space_id=space, person_id=person).delete()
        Keeper.objects.bulk_create(Keeper(space_id=space, person_id=person) for space, person in sorted(new))
        rows = [self.arrivals[key] for key in sorted(self.changed)]
        Arrival.objects.bulk_create([one for one in rows if one.pk is None])
        Arrival.objects.bulk_update(
            [one for one in rows if one.pk is not None],
            ["at", "greeted_at", "again_at", "left"],
            batch_size=500,
        )
        _count_anew(sorted(self.touched))


def _concerned(events: Sequence[Event]) -> set[UUID]:
    """Who came, left, or wrote what was answered."""
    verbs = (told.SPACE_JOINED, told.SPACE_LEFT)
    found = {event.object_id for event in events if event.verb in verbs}
    return found | {UUID(author) for event in events if (author := event.data.get("post_author"))}


def _handles(events: Sequence[Event]) -> dict[str, UUID]:
    """Who answers to the names written with @. One query, none where nobody is named."""
    wanted = {handle for event in events for handle in event.data.get("mentioned", ())}
    rows = Person.objects.filter(handle__in=wanted) if wanted else Person.objects.none()
    return dict(rows.values_list("handle", "id"))


_ANEW = """
INSERT INTO insights_day (space_id, day, posts, voices)
SELECT t.space_id, t.day,
       count(s.id) FILTER (WHERE s.post_id = s.id AND NOT s.kept AND NOT s.prompt),
       count(DISTINCT s.person_id) FILTER (WHERE NOT s.kept)
FROM unnest(%s::uuid[], %s::date[]) AS t (space_id, day)
LEFT JOIN insights_said s ON s.space_id = t.space_id AND s.seen
  AND s.at >= t.day::timestamp AT TIME ZONE 'UTC' AND s.at < (t.day + 1)::timestamp AT TIME ZONE 'UTC'
GROUP BY 1, 2
ON CONFLICT (space_id, day) DO UPDATE SET posts = excluded.posts, voices = excluded.voices
"""


def _count_anew(touched: Sequence[tuple[UUID, date]]) -> None:
    """The days that a batch touched. One statement, by the index of each day."""
    if touched:
        with connection.cursor() as cursor:
            cursor.execute(_ANEW, [[space for space, _day in touched], [day for _space, day in touched]])
