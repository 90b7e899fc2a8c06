"""The reader of circulation: who turned to whom, about which contribution."""

from collections.abc import Sequence
from uuid import UUID

from cordee.circulation.models import Touch
from cordee.journal.models import Event
from cordee.journal.readers import Reader
from cordee.people.models import Person
from cordee.spaces import events as told
from cordee.spaces.models import Reaction

Kind = Touch.Kind
KINDS = {
    Reaction.Meaning.USEFUL: Kind.THANK,
    Reaction.Meaning.THANKS: Kind.THANK,
    Reaction.Meaning.OBSERVED: Kind.OBSERVED,
    Reaction.Meaning.TRIED: Kind.TRIED,
    Reaction.Meaning.ADAPTED: Kind.ADAPTED,
    Reaction.Meaning.TAUGHT: Kind.TAUGHT,
}
_SHOWN = {told.COMMENT_REMOVED: False, told.COMMENT_RESTORED: True}


class CirculationReader(Reader):
    """Rows are gathered and written together; an act that takes back or hides writes those before it first."""

    name = "circulation"
    tables = (Touch,)

    def consume(self, events: Sequence[Event]) -> None:
        """Three queries a batch, and one more for each act that takes back, hides or merges."""
        handles = _handles(events)
        wrote = _authors(events)
        rows: list[Touch] = []
        for event in events:
            match event.verb:
                case told.POST_PUBLISHED:
                    rows += _calls(event, event.object_id, handles)
                case told.COMMENT_PUBLISHED if event.actor_id:
                    wrote[event.object_id] = event.actor_id
                    rows.append(_reply(event, wrote))
                    rows += _calls(event, UUID(event.data["post"]), handles)
                case told.REACTION_GIVEN if event.actor_id:
                    rows.append(_reaction(event))
                case told.ANSWER_ACCEPTED if event.actor_id and event.data.get("answerer"):
                    toward = UUID(event.data["answerer"])
                    rows.append(_touch(event, event.object_id, event.object_id, Kind.ACCEPT, toward))
                case (
                    told.REACTION_WITHDRAWN | told.COMMENT_REMOVED | told.COMMENT_RESTORED | told.POST_MERGED
                ):
                    rows = _written(rows)
                    _undone(event)
        _written(rows)


def _written(rows: list[Touch]) -> list[Touch]:
    Touch.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    return []


def _undone(event: Event) -> None:
    if event.verb == told.POST_MERGED:
        Touch.objects.filter(post_id=event.object_id).update(post_id=UUID(event.data["into"]))
    elif event.verb == told.REACTION_WITHDRAWN and event.actor_id:
        kind = KINDS[Reaction.Meaning(event.data["meaning"])]
        Touch.objects.filter(mark_id=event.object_id, person_id=event.actor_id, kind=kind).delete()
    elif event.verb in _SHOWN:
        Touch.objects.filter(mark_id=event.object_id).update(seen=_SHOWN[event.verb])


def _touch(event: Event, post: UUID, mark: UUID, kind: str, toward: UUID | None) -> Touch:
    assert event.actor_id
    return Touch(
        post_id=post, mark_id=mark, person_id=event.actor_id, toward_id=toward, kind=kind, at=event.at
    )


def _reply(event: Event, wrote: dict[UUID, UUID]) -> Touch:
    """To who wrote the reply that it answers, else to who opened the thread."""
    parent, author = event.data.get("parent"), event.data.get("post_author")
    toward = wrote.get(UUID(parent)) if parent else None
    if toward is None and author:
        toward = UUID(author)
    return _touch(event, UUID(event.data["post"]), event.object_id, Kind.REPLY, toward)


def _reaction(event: Event) -> Touch:
    receiver = event.data.get("receiver")
    kind = KINDS[Reaction.Meaning(event.data["meaning"])]
    toward = UUID(receiver) if receiver else None
    return _touch(event, UUID(event.data["post"]), event.object_id, kind, toward)


def _calls(event: Event, post: UUID, handles: dict[str, UUID]) -> list[Touch]:
    """Whom a text names, and whose words a recap quotes."""
    if event.actor_id is None:
        return []
    called = {handles[one] for one in event.data.get("mentioned", ()) if one in handles}
    called |= {UUID(one) for one in event.data.get("quoted", ())}
    called.discard(event.actor_id)
    return [_touch(event, post, event.object_id, Kind.CALL, one) for one in sorted(called)]


def _handles(events: Sequence[Event]) -> dict[str, UUID]:
    wanted = {handle for event in events for handle in event.data.get("mentioned", ())}
    rows = Person.objects.filter(handle__in=wanted) if wanted else Person.objects.none()
    return dict(rows.values_list("handle", "id"))


def _authors(events: Sequence[Event]) -> dict[UUID, UUID]:
    """Who wrote the replies that these ones answer, of batches before."""
    parents = {UUID(one) for event in events if (one := event.data.get("parent"))}
    rows = Touch.objects.filter(mark_id__in=parents, kind=Kind.REPLY) if parents else Touch.objects.none()
    return dict(rows.values_list("mark_id", "person_id"))
