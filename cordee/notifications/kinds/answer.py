"""A question has found its answer: mine, or one of a conversation that I know."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from cordee.journal.models import Event
from cordee.notifications.around import Around
from cordee.notifications.kinds.contract import Kind, Telling, names
from cordee.notifications.lines import Line
from cordee.spaces import events


def _answer(event: Event) -> UUID | None:
    return UUID(event.data["answer"]) if event.data.get("answer") else None


class Accepted(Kind):
    """My answer is the one."""

    name = "accepted"
    group = "answers"
    verbs = frozenset({events.ANSWER_ACCEPTED})
    strength = 10
    icon = "accepted"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Who wrote the answer."""
        if event.data.get("answerer"):
            post = event.object_id
            yield Telling(
                UUID(event.data["answerer"]), event, self.name, f"accepted:{post}", "wrote-reply", post,
                event.space_id, post, _answer(event),
            )  # fmt: skip

    def words(self, line: Line) -> str:
        """Who said so."""
        return _("%(who)s accepted your answer") % {"who": names(line)}


class Solved(Kind):
    """A question that I asked, follow or answered is solved."""

    name = "solved"
    group = "answers"
    verbs = frozenset({events.ANSWER_ACCEPTED})
    strength = 40
    icon = "accepted"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Who asked (where a facilitator accepted), who follows, who replied."""
        post = event.object_id
        told = dict.fromkeys(around.took_part(post, event.at), "takes-part")
        told |= dict.fromkeys(around.followers(post, event.at), "follows-thread")
        if author := around.authors.get(post):
            told[author] = "wrote"
        for person, reason in told.items():
            yield Telling(
                person, event, self.name, f"solved:{post}", reason, post,
                event.space_id, post, _answer(event),
            )  # fmt: skip

    def words(self, line: Line) -> str:
        """What became of it."""
        if line.reason == "wrote":
            return _("%(who)s accepted an answer to your question") % {"who": names(line)}
        return _("%(who)s says that a question is answered") % {"who": names(line)}


KINDS = [Accepted(), Solved()]
