"""Somebody wrote my name."""

from collections.abc import Iterator

from django.utils.translation import ngettext

from cordee.journal.models import Event
from cordee.notifications.around import Around, post_of
from cordee.notifications.kinds.contract import Kind, Telling, names
from cordee.notifications.lines import Line
from cordee.spaces import events


class Mention(Kind):
    """Told to whoever is called by their handle, once when the text is published."""

    name = "mention"
    group = "mentions"
    verbs = frozenset({events.POST_PUBLISHED, events.COMMENT_PUBLISHED})
    strength = 20
    icon = "discussion"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Everybody whose handle the text holds."""
        post = post_of(event)
        for handle in event.data.get("mentioned", ()):
            if person := around.handles.get(handle):
                comment = event.object_id if event.verb == events.COMMENT_PUBLISHED else None
                yield Telling(
                    person, event, self.name, f"mention:{post}", "mentioned", post,
                    event.space_id, post, comment,
                )  # fmt: skip

    def words(self, line: Line) -> str:
        """Who did."""
        return ngettext("%(who)s mentioned you", "%(who)s mentioned you", line.people_count) % {
            "who": names(line)
        }


KINDS = [Mention()]
