"""What I wrote meant something to somebody."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import ngettext

from cordee.journal.models import Event
from cordee.notifications.around import Around, post_of
from cordee.notifications.kinds.contract import Kind, Telling, names
from cordee.notifications.lines import Line
from cordee.spaces import events


class Reaction(Kind):
    """Grouped by text, whatever the meanings; one that is taken back goes from the line (see the reader)."""

    name = "reaction"
    group = "thanks"
    verbs = frozenset({events.REACTION_GIVEN})
    strength = 60
    icon = "thanks"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Who wrote the text."""
        if event.data.get("receiver"):
            post = post_of(event)
            comment = event.object_id if event.object_id != post else None
            yield Telling(
                UUID(event.data["receiver"]), event, self.name, f"reaction:{event.object_id}",
                "wrote-reply" if comment else "wrote", post,
                event.space_id, post, comment, event.data["meaning"],
            )  # fmt: skip

    def words(self, line: Line) -> str:
        """To which text; the meanings stand beside it."""
        if set(line.meanings) <= {"tried", "adapted", "taught"} and not line.comment_id:
            said = ngettext(
                "%(who)s put your contribution into practice", "%(who)s put your contribution into practice",
                line.people_count,
            )  # fmt: skip
        elif line.comment_id:
            said = ngettext(
                "%(who)s reacted to your reply", "%(who)s reacted to your reply", line.people_count
            )
        else:
            said = ngettext(
                "%(who)s reacted to your contribution", "%(who)s reacted to your contribution",
                line.people_count,
            )  # fmt: skip
        return said % {"who": names(line)}


KINDS = [Reaction()]
