"""Complaints, incidents and ideas: each step to who raised it, and what waits to who looks after it."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.improvement import events
from cordee.journal.models import Event
from cordee.notifications.around import Around
from cordee.notifications.kinds.contract import Kind, Telling
from cordee.notifications.lines import Line

_TOLD = {
    events.CONCERN_ACKNOWLEDGED: "acknowledged",
    events.CONCERN_ANSWERED: "answered",
    events.CONCERN_CLOSED: "closed",
    events.CONCERN_REOPENED: "reopened",
    events.MEASURE_PLANNED: "planned",
    events.MEASURE_DONE: "done",
}


class Answered(Kind):
    """Something happened to what I told the organisation: nothing mutes it."""

    name = "concern"
    group = "keeping"
    cannot_wait = True
    verbs = frozenset(_TOLD)
    strength = 6
    icon = "flag"
    about = gettext_lazy("What you told the organisation")

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Who raised it, unless an action is not for them to hear of."""
        person = event.data.get("person")
        if person and event.data.get("told", True):
            yield Telling(
                UUID(person), event, self.name, f"concern:{event.object_id}", "concerned", event.object_id,
                meaning=_TOLD[event.verb], nameless=True,
            )  # fmt: skip

    def words(self, line: Line) -> str:
        """The newest step; the page says the words."""
        meanings = set(line.meanings)
        if "closed" in meanings:
            return _("What you told the organisation is closed: read what became of it.")
        if "answered" in meanings:
            return _("What you told the organisation has its answer.")
        if meanings & {"done", "planned"}:
            return _("Something is done about what you told the organisation.")
        return _("What you told the organisation is read: somebody looks after it.")

    def address(self, line: Line) -> str:
        """The request."""
        return f"/improvement/{line.subject}/"


class Waits(Kind):
    """Something came in, is late, or was given to me."""

    name = "concern-waits"
    group = "keeping"
    cannot_wait = True
    verbs = frozenset(
        {
            events.CONCERN_RAISED,
            events.CONCERN_REOPENED,
            events.CONCERN_LATE,
            events.CONCERN_ASSIGNED,
            events.MEASURE_PLANNED,
        }
    )
    strength = 7
    icon = "flag"
    about = gettext_lazy("Complaints and improvements")

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Administrators of what came in and what is late; who it was given to; who has an action to do."""
        assigned = [event.data["assigned"]] if "assigned" in event.data else []
        match event.verb:
            case events.MEASURE_PLANNED:
                people, meaning = [event.data.get("owner", "")], "action"
            case events.CONCERN_ASSIGNED:
                people, meaning = assigned, "given"
            case events.CONCERN_LATE:
                owner = [event.data.get("owner", "")]
                people, meaning = [*assigned, *owner, *map(str, around.administrators)], "late"
            case _:
                people, meaning = [*assigned, *map(str, around.administrators)], "raised"
        for person in dict.fromkeys(one for one in people if one):
            if person == event.data.get("person"):
                continue
            reason = "administers" if meaning in ("raised", "late") and person not in assigned else "given"
            yield Telling(
                UUID(person), event, self.name, f"concern-waits:{meaning}", reason, None, meaning=meaning,
                nameless=True,
            )  # fmt: skip

    def words(self, line: Line) -> str:
        """How many; never who raised it."""
        count = line.acts
        match next(iter(line.meanings), ""):
            case "late":
                return ngettext(
                    "A request or an action is late", "%(count)s requests or actions are late", count
                ) % {"count": count}
            case "given":
                return ngettext(
                    "A request was given to you", "%(count)s requests were given to you", count
                ) % {"count": count}
            case "action":
                return ngettext(
                    "An action of improvement is yours to do",
                    "%(count)s actions of improvement are yours to do",
                    count,
                ) % {"count": count}
        return ngettext(
            "A complaint, an incident or an idea came in", "%(count)s complaints or ideas came in", count
        ) % {"count": count}

    def address(self, line: Line) -> str:
        """The register, or what is mine."""
        given = {"given", "action"} & set(line.meanings)
        return "/improvement/mine/" if given else "/improvement/"


KINDS = [Answered(), Waits()]
