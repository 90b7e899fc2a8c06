"""The calendar of prompts of the spaces that somebody keeps alive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cordee.programmes.models import Prompt

AHEAD = timedelta(days=28)
MOST = 8


@dataclass(frozen=True, slots=True)
class Planned:
    """A prompt to come."""

    id: UUID
    title: str
    due_at: datetime
    space_slug: str
    space_title: str

    @property
    def url(self) -> str:
        """Where it is written and moved."""
        return f"/spaces/{self.space_slug}/programme/{self.id}/"


def planned(spaces: Sequence[UUID], now: datetime) -> list[Planned]:
    """What comes out in the four weeks to come, the soonest first. One query."""
    rows = Prompt.objects.filter(
        programme__space_id__in=spaces,
        programme__ended_at__isnull=True,
        programme__paused_at__isnull=True,
        state=Prompt.State.PLANNED,
        due_at__gt=now,
        due_at__lte=now + AHEAD,
    ).order_by("due_at", "id")
    columns = ("id", "title", "due_at", "programme__space__slug", "programme__space__title")
    return [Planned(*row) for row in rows.values_list(*columns)[:MOST]]
