"""What worked: of the suggestions of half a year, how many were followed, and what came of those and of the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from cordee.cockpit.models import Suggestion

OVER = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Worked:
    """One kind: suggested, followed; of those followed and of the others that can be judged, what was hoped for came."""

    kind: str
    suggested: int
    acted: int
    acted_judged: int
    acted_well: int
    other_judged: int
    other_well: int

    @property
    def judged(self) -> int:
        """How many are old enough to say what followed."""
        return self.acted_judged + self.other_judged


def worked(spaces: Sequence[UUID], now: datetime) -> list[Worked]:
    """By kind, those suggested most first; nothing of a kind of which nothing can be said yet. One query."""
    acted = Q(state=Suggestion.State.ACTED)
    well = Q(followed_at__isnull=False)
    rows = (
        Suggestion.objects.filter(space_id__in=spaces, shown_at__gt=now - OVER)
        .order_by()
        .values_list("kind")
        .annotate(
            suggested=Count("id"),
            acted=Count("id", filter=acted),
            acted_judged=Count("id", filter=acted & Q(closed=True)),
            acted_well=Count("id", filter=acted & well),
            other_judged=Count("id", filter=~acted & Q(closed=True)),
            other_well=Count("id", filter=~acted & well),
        )
    )
    told = (Worked(*row) for row in rows)
    return sorted((one for one in told if one.judged), key=lambda one: (-one.suggested, one.kind))
