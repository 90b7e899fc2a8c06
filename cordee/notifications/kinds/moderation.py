"""Keeping it kind: what is reported where I moderate, and what was decided about me or about what I reported."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.journal.models import Event
from cordee.moderation import events
from cordee.notifications.around import Around
from cordee.notifications.kinds.contract import Kind, Telling
from cordee.notifications.lines import Line


class Look(Kind):
    """Something waits for those who moderate: a report, or an appeal that another than who decided should read."""

    name = "look"
    group = "keeping"
    verbs = frozenset({events.REPORT_MADE, events.APPEAL_MADE})
    strength = 15
    icon = "flag"
    about = gettext_lazy("Moderation")

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """The facilitators of the space, but for the author; an appeal also to administrators, who were not there."""
        keepers = around.facilitators(event.space_id) if event.space_id else []
        people = [one for one in keepers if str(one) != event.data.get("author")]
        appeal = event.verb == events.APPEAL_MADE
        if appeal or not people:
            people = [*people, *(one for one in around.administrators if one not in people)]
        for person in people:
            if str(person) != event.data.get("decided_by"):
                yield Telling(
                    person, event, self.name, f"look:{'appeal' if appeal else 'report'}:{event.space_id}",
                    "moderates", None, event.space_id, meaning="appeal" if appeal else "report", nameless=True,
                )  # fmt: skip

    def words(self, line: Line) -> str:
        """How many; never who reported."""
        if "appeal" in line.meanings:
            return ngettext("An appeal waits for you", "%(count)s appeals wait for you", line.acts) % {
                "count": line.acts
            }
        return ngettext("A text was reported", "%(count)s reports wait for you", line.acts) % {
            "count": line.acts
        }

    def address(self, line: Line) -> str:
        """The queue."""
        return "/moderation/"


_DECIDED = {
    events.TEXT_HIDDEN: "hidden",
    events.PERSON_WARNED: "warned",
    events.PERSON_SUSPENDED: "suspended",
    events.SUSPENSION_ENDED: "ended",
    events.APPEAL_DECIDED: "appealed",
    events.REPORT_DECIDED: "reported",
}


class Decided(Kind):
    """What was decided about me, or about what I reported: nothing mutes it, and it outlives the text."""

    name = "decided"
    group = "keeping"
    cannot_wait = True
    verbs = frozenset(_DECIDED)
    strength = 5
    icon = "shield"
    about = gettext_lazy("Moderation")

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """The person concerned, or who reported."""
        what = _DECIDED[event.verb]
        person = event.data.get("reporter" if what == "reported" else "person")
        if person is None and what in ("warned", "suspended", "ended"):
            person = event.object_id
        if person:
            yield Telling(
                UUID(str(person)), event, self.name, f"decided:{what}:{event.object_id}", "concerned",
                meaning=what, nameless=True,
            )  # fmt: skip

    def words(self, line: Line) -> str:
        """What was decided; the page says why."""
        match next(iter(line.meanings), ""):
            case "hidden":
                return _("One of your texts was hidden. You can read why, and appeal.")
            case "warned":
                return _("You received a warning. You can read why, and appeal.")
            case "suspended":
                return _("You cannot contribute for a time. You can read why, and appeal.")
            case "ended":
                return _("You can contribute again.")
            case "appealed":
                return _("Your appeal has its answer.")
        return _("What you reported was looked into. Thank you.")

    def address(self, line: Line) -> str:
        """What concerns me."""
        return "/moderation/mine/"


KINDS = [Look(), Decided()]
