"""Workshops where somebody is expected: planned, moved, called off, near; and a place that was freed for them."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.journal.models import Event
from cordee.notifications.around import Around
from cordee.notifications.kinds.contract import Kind, Telling, names
from cordee.notifications.lines import Line
from cordee.workshops import events

_MEANS = {
    events.WORKSHOP_PLANNED: "planned",
    events.WORKSHOP_MOVED: "moved",
    events.WORKSHOP_CANCELLED: "cancelled",
}


class Workshop(Kind):
    """Told to who is expected, as the event says; each moment of a workshop is a line of its own."""

    name = "workshop"
    group = "learning"
    cannot_wait = True
    verbs = frozenset({*_MEANS, events.WORKSHOP_NEAR, events.SEAT_TAKEN})
    strength = 8
    icon = "workshop"
    about = gettext_lazy("A workshop")

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Who is expected; of a freed place, who got it."""
        if event.verb == events.SEAT_TAKEN:
            if not event.data.get("waited"):
                return
            people, meaning = [event.data["person"]], "place"
        else:
            people = event.data.get("people", [])
            meaning = _MEANS.get(event.verb) or f"near-{event.data.get('ahead')}"
        for person in people:
            yield Telling(
                UUID(person), event, self.name, f"w:{event.object_id}:{meaning}", "expected",
                event.object_id, event.space_id, meaning=meaning,
            )  # fmt: skip

    def words(self, line: Line) -> str:
        """What happens."""
        match next(iter(line.meanings), ""):
            case "planned":
                return _("%(who)s planned a workshop where you are expected") % {"who": names(line)}
            case "moved":
                return _("%(who)s moved a workshop to another time") % {"who": names(line)}
            case "cancelled":
                return _("%(who)s called a workshop off") % {"who": names(line)}
            case "place":
                return _("A place was freed: you are expected at this workshop")
            case "near-hour":
                return _("Your workshop begins within an hour")
        return _("Your workshop begins within a day")

    def address(self, line: Line) -> str:
        """The workshop."""
        return f"/workshops/{line.subject}/"


KINDS = [Workshop()]
