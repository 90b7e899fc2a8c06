"""How units made elsewhere are launched where a room above knows their standard: it says how as it starts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.http import HttpRequest

from cordee.paths.models import Activity, Enrolment, Play


@dataclass(frozen=True)
class Page:
    """Where a unit begins, and where its learner goes back to; both fully qualified, the second where it is known."""

    address: str
    back: str = ""


class Launcher(Protocol):
    """Launches the units of a standard."""

    def launch(self, request: HttpRequest, play: Play, activity: Activity, page: Page) -> str:
        """The address that opens a step: that of the page, with what the standard adds. Raises Refusal."""

    def pass_over(self, enrolment: Enrolment, activity: Activity, *, now: datetime) -> None:
        """Note, in the transaction, that somebody need not do a step: a positioning showed it as known."""


LAUNCHERS: dict[str, Launcher] = {}  # by the standard that a step's content says
