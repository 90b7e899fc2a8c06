"""How units made elsewhere are launched where a room above knows their standard: it says how as it starts."""

from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest

from cordee.paths.models import Activity, Play


@dataclass(frozen=True)
class Page:
    """Where a unit begins, and where its learner goes back to; both fully qualified, the second where it is known."""

    address: str
    back: str = ""


class Launcher(Protocol):
    """Launches the unit of a step."""

    def __call__(self, request: HttpRequest, play: Play, activity: Activity, page: Page) -> str:
        """The address that opens it: that of the page, with what its standard adds. Raises Refusal."""


LAUNCHERS: dict[str, Launcher] = {}  # by the standard that a step's content says
