"""Coming into a space: who asks, and what was answered."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.journal.models import Event
from cordee.notifications.around import Around
from cordee.notifications.kinds.contract import Kind, Telling, names
from cordee.notifications.lines import Line
from cordee.spaces import events


class Request(Kind):
    """Somebody asks to join a space that I facilitate."""

    name = "request"
    group = "keeping"
    verbs = frozenset({events.SPACE_REQUESTED})
    strength = 15
    icon = "request"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Its facilitators."""
        assert event.space_id is not None
        for person in around.facilitators(event.space_id):
            yield Telling(
                person, event, self.name, f"request:{event.space_id}", "facilitates", None, event.space_id
            )

    def words(self, line: Line) -> str:
        """Who asks."""
        return ngettext(
            "%(who)s asks to join your space", "%(who)s ask to join your space", line.people_count
        ) % {"who": names(line)}

    def address(self, line: Line) -> str:
        """Where one answers."""
        return f"/spaces/{line.space_slug}/members/"


class Welcome(Kind):
    """Somebody let me into a space, made me a facilitator, or declined my request."""

    name = "welcome"
    group = "keeping"
    verbs = frozenset({events.SPACE_JOINED, events.REQUEST_DECLINED, events.ROLE_CHANGED})
    strength = 15
    icon = "spaces"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Who came or asked."""
        declined = event.verb == events.REQUEST_DECLINED
        person = UUID(event.data["person"]) if declined else event.object_id
        meaning = "declined" if declined else event.data["role"]
        if event.verb == events.ROLE_CHANGED:
            meaning = f"now-{meaning}"[:12]
        yield Telling(
            person, event, self.name, f"welcome:{event.space_id}:{meaning}", "belongs", None,
            event.space_id, None, None, meaning,
        )  # fmt: skip

    def words(self, line: Line) -> str:
        """What was answered."""
        match next(iter(line.meanings), ""):
            case "declined":
                said = _("%(who)s declined your request to join")
            case "facilitator" | "now-facilita":
                said = _("%(who)s made you a facilitator")
            case "now-member":
                said = _("%(who)s made you a member again, without the role of facilitator")
            case _other:
                said = _("%(who)s let you in")
        return said % {"who": names(line)}


KINDS = [Request(), Welcome()]
