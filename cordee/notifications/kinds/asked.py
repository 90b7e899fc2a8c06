"""Questions put to me because I may know; those that wait for who keeps the space; what I took with a date."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from cordee.asks import events
from cordee.journal.models import Event
from cordee.notifications.around import Around
from cordee.notifications.kinds.contract import Kind, Telling, names
from cordee.notifications.lines import Line


class Asked(Kind):
    """A question is put to me, by the clock or by somebody who named me."""

    name = "asked"
    group = "asked"
    verbs = frozenset({events.ASK_MADE})
    strength = 12
    icon = "question"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """The person asked, and nobody else."""
        post = event.object_id
        yield Telling(
            UUID(event.data["person"]), event, self.name, f"asked:{post}", "may-know", post, event.space_id, post,
            object_id=UUID(event.data["ask"]),
        )  # fmt: skip

    def words(self, line: Line) -> str:
        """That a question waits for somebody who knows."""
        if line.people:
            return _("%(who)s thinks that you may know the answer to a question") % {"who": names(line)}
        return _("You may know the answer to a question")

    def address(self, line: Line) -> str:
        """Where one answers, or says in one tap that it is not for oneself."""
        return f"/posts/{line.post_id}/#asked"


class Escalated(Kind):
    """A question of my space waited, and nobody who was asked could answer."""

    name = "escalated"
    group = "asked"
    verbs = frozenset({events.ASK_ESCALATED})
    strength = 14
    icon = "waiting"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """The facilitators, as the event says."""
        post = event.object_id
        for person in event.data.get("people", []):
            yield Telling(
                UUID(person), event, self.name, f"waits:{post}", "facilitates", post, event.space_id, post
            )

    def words(self, line: Line) -> str:
        """That it is their turn."""
        return _("A question still waits: it is for you to find who answers")

    def address(self, line: Line) -> str:
        """Where a facilitator takes it, or asks somebody."""
        return f"/posts/{line.post_id}/#asked"


class Taken(Kind):
    """What I took is due today; or its date has passed and it is free again."""

    name = "taken"
    group = "asked"
    verbs = frozenset({events.ASK_NEAR, events.ASK_RELEASED})
    strength = 13
    icon = "clock"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Who took it; not where they gave it back themselves."""
        if event.verb == events.ASK_RELEASED and event.data.get("why") != "passed":
            return
        meaning = "near" if event.verb == events.ASK_NEAR else "passed"
        post = event.object_id
        yield Telling(
            UUID(event.data["person"]), event, self.name, f"taken:{post}:{meaning}", "concerned", post,
            event.space_id, post, meaning=meaning,
        )  # fmt: skip

    def words(self, line: Line) -> str:
        """What is due, or what became of it."""
        if "passed" in line.meanings:
            return _("The day has passed: others are asked now, and your answer is still welcome")
        return _("You see to a question until this evening")


KINDS = [Asked(), Escalated(), Taken()]
