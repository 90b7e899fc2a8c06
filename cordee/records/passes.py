"""Who may come through the door beside the holders of credentials: rooms above let others in, by rules of their own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse

from cordee.records.models import Credential
from cordee.records.views.asked import Asked

Answer = Callable[[Asked, Credential], HttpResponse]


@dataclass(frozen=True)
class Pass:
    """What one request is let through with: credentials, and nothing more asked of it."""

    credential: Credential

    def through(self, resource: str, asked: Asked, answer: Answer) -> HttpResponse:
        """Answer a request for a resource. A room's own pass looks at the request first, and at what came of it."""
        return answer(asked, self.credential)


Gate = Callable[[str, str], Pass | None]  # of the user and the password that a request shows
GATES: list[Gate] = []  # filled by the rooms above as they start
