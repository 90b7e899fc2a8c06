"""What the page and the API read of dashboards by mail."""

from dataclasses import dataclass

from cordee.core.errors import Forbidden, Missing
from cordee.insights.mailing.dashboards import dashboard_named
from cordee.insights.mailing.models import Mailing
from cordee.people.models import Person


@dataclass(frozen=True)
class Planned:
    """A dashboard on somebody's calendar: its words, what it is about, where it is (empty when not open to them now)."""

    mailing: Mailing
    title: str
    about: str
    url: str


def my_mailings(person: Person) -> list[Planned]:
    """Which dashboards come to somebody, the next first. At most twenty; a few queries each to see what it is about."""
    found = []
    for mailing in Mailing.objects.filter(person=person).order_by("ended_at", "next_at"):
        try:
            board = dashboard_named(mailing.dashboard)
            about, url = board.about(person, mailing.scope_id)
            found.append(Planned(mailing, str(board.title), about, url))
        except (Missing, Forbidden):
            found.append(Planned(mailing, mailing.dashboard, "", ""))
    return found
