"""What became of a contribution of mine that was offered for the library."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from cordee.journal.models import Event
from cordee.notifications.around import Around
from cordee.notifications.kinds.contract import Kind, Telling, names
from cordee.notifications.lines import Line
from cordee.spaces import events

_WORDS = {
    events.PRACTICE_OFFERED: "offered",
    events.PRACTICE_AGREED: "agreed",
    events.PRACTICE_DECLINED: "declined",
    events.PRACTICE_VERIFIED: "verified",
}


class Practice(Kind):
    """Told to who wrote it; an offer also to who may agree."""

    name = "practice"
    group = "thanks"
    verbs = frozenset(_WORDS)
    strength = 35
    icon = "library"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """The author, and the facilitators of the space where one is asked."""
        post, state = event.object_id, _WORDS[event.verb]
        author = around.authors.get(post)
        if author:
            yield self._telling(author, event, "wrote", state)
        if state == "offered" and event.space_id:
            for person in around.facilitators(event.space_id):
                if person != author:
                    yield self._telling(person, event, "facilitates", state)

    def _telling(self, person: UUID, event: Event, reason: str, state: str) -> Telling:
        post = event.object_id
        return Telling(
            person, event, self.name, f"practice:{state}:{post}", reason,
            post if reason == "wrote" else None, event.space_id, post, None, state,
        )  # fmt: skip

    def words(self, line: Line) -> str:
        """What was decided."""
        match next(iter(line.meanings), ""):
            case "offered" if line.reason == "facilitates":
                said = _("%(who)s offers a contribution for the library: do you agree?")
            case "offered":
                said = _("%(who)s offers your contribution for the library")
            case "declined":
                said = _("%(who)s did not take your contribution into the library")
            case "verified":
                said = _("%(who)s checked your practice: it still holds")
            case _other:
                said = _("%(who)s took your contribution into the library")
        return said % {"who": names(line)}


KINDS = [Practice()]
