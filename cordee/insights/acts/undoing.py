"""Which event takes an act back, or shows it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from cordee.insights.acts.around import uuid_of
from cordee.insights.acts.events import ATTENDANCE, kind_of_meaning, object_of
from cordee.insights.models.acts import Kind
from cordee.journal.models import Event
from cordee.paths import events as paths
from cordee.spaces import events as spaces


@dataclass(frozen=True, slots=True)
class Undoing:
    """The acts of ``kind`` on an object (of one person, if said) become ``seen`` or not; of several only the ``last``."""

    object_id: UUID
    kind: Kind
    person_id: UUID | None = None
    seen: bool = False
    last: bool = False


_TEXTS: Mapping[str, tuple[Kind, bool]] = {
    spaces.POST_REMOVED: (Kind.CONTRIBUTE, False),
    spaces.POST_RESTORED: (Kind.CONTRIBUTE, True),
    spaces.COMMENT_REMOVED: (Kind.REPLY, False),
    spaces.COMMENT_RESTORED: (Kind.REPLY, True),
}


def undoing(event: Event) -> Undoing | None:
    """What an event undoes; None for nearly all. A text goes alone: who replied to what is gone did reply."""
    data = event.data if isinstance(event.data, dict) else {}
    if event.verb in _TEXTS:
        kind, seen = _TEXTS[event.verb]
        return Undoing(event.object_id, kind, seen=seen)
    if event.verb in ATTENDANCE:  # what is signed anew stands in the place of what was
        half, learner = object_of(event.verb, event.object_id, None, data), uuid_of(data.get("person"))
        return Undoing(half, Kind.ATTEND, learner) if half and learner else None
    person = uuid_of(data.get("person")) or event.actor_id
    match event.verb:
        case spaces.REACTION_WITHDRAWN:
            return Undoing(event.object_id, kind_of_meaning(data), event.actor_id, last=True)
        case spaces.ANSWER_UNACCEPTED:
            return Undoing(event.object_id, Kind.ACCEPT)
        case spaces.POLL_VOTED if data.get("state") == "withdrawn":
            return Undoing(event.object_id, Kind.VOTE, event.actor_id)
        case paths.STEP_REOPENED if activity := uuid_of(data.get("activity")):
            return Undoing(activity, Kind.STEP, person)
    return None
