"""A private word: a facilitator wrote to me, or somebody answered mine. What it says stands on its page alone."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.journal.models import Event
from cordee.notifications.around import Around
from cordee.notifications.kinds.contract import Kind, Telling, names
from cordee.notifications.lines import Line

SENT, ANSWERED = "word.sent", "word.answered"  # of the cockpit, which is above this room


class Word(Kind):
    """It is mailed by itself, whole; here it is a line."""

    name = "word"
    group = "keeping"
    verbs = frozenset({SENT, ANSWERED})
    strength = 11
    icon = "discussion"
    about = gettext_lazy("A private word")

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Who it is for."""
        meaning = "answer" if event.verb == ANSWERED else "word"
        yield Telling(
            UUID(event.data["to"]), event, self.name, f"word:{event.object_id}", "concerned",
            meaning=meaning, object_id=event.object_id,
        )  # fmt: skip

    def words(self, line: Line) -> str:
        """Who wrote."""
        if "answer" in line.meanings:
            return _("%(who)s answered your word") % {"who": names(line)}
        return _("%(who)s wrote you a word") % {"who": names(line)}

    def address(self, line: Line) -> str:
        """Its page."""
        return f"/words/{line.object_id}/"


KINDS = [Word()]
