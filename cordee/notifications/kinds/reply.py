"""Replies: to what I wrote, and in the conversations that I follow or take part in."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import ngettext

from cordee.journal.models import Event
from cordee.notifications.around import Around, post_of
from cordee.notifications.kinds.contract import Kind, Telling, names
from cordee.notifications.lines import Line
from cordee.spaces import events


class Reply(Kind):
    """Somebody replied to my reply, or to my contribution."""

    name = "reply"
    group = "answers"
    verbs = frozenset({events.COMMENT_PUBLISHED})
    strength = 30
    icon = "reply"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Who wrote the reply that is answered; else who wrote the contribution."""
        post, parent = post_of(event), event.data.get("parent")
        answered = around.parents.get(UUID(parent)) if parent else None
        if answered:
            yield Telling(
                answered, event, self.name, f"reply-to:{parent}", "wrote-reply", post,
                event.space_id, post, event.object_id,
            )  # fmt: skip
        asker = around.authors.get(post) if post else None
        if asker and asker != answered:
            yield Telling(
                asker, event, self.name, f"reply:{post}", "wrote", post,
                event.space_id, post, event.object_id,
            )  # fmt: skip

    def words(self, line: Line) -> str:
        """To what, and how many."""
        if line.reason == "wrote-reply":
            said = ngettext("%(who)s answered your reply", "%(who)s answered your reply", line.people_count)
        elif line.post_kind == "question":
            said = ngettext(
                "%(who)s answered your question", "%(who)s answered your question", line.people_count
            )
        else:
            said = ngettext(
                "%(who)s replied to your contribution", "%(who)s replied to your contribution",
                line.people_count,
            )  # fmt: skip
        return said % {"who": names(line)}


class Thread(Kind):
    """There is a new reply in a conversation that I follow or take part in."""

    name = "thread"
    group = "talks"
    verbs = frozenset({events.COMMENT_PUBLISHED})
    strength = 50
    icon = "discussion"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Followers of the thread, then who had replied before."""
        post = post_of(event)
        assert post is not None
        followers = around.followers(post, event.at)
        for person in followers:
            yield self._telling(person, event, post, "follows-thread")
        for person in around.took_part(post, event.at):
            if person not in followers:
                yield self._telling(person, event, post, "takes-part")

    def _telling(self, person: UUID, event: Event, post: UUID, reason: str) -> Telling:
        return Telling(
            person, event, self.name, f"thread:{post}", reason, post, event.space_id, post, event.object_id
        )

    def words(self, line: Line) -> str:
        """Who replied."""
        return ngettext(
            "%(who)s replied in a conversation", "%(who)s replied in a conversation", line.people_count
        ) % {"who": names(line)}


KINDS = [Reply(), Thread()]
