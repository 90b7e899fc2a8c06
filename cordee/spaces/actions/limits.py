"""How fast one account may write: counted in the database, less for those who just arrived, more for facilitators.

Only acts of this very moment are counted: imports, archives and the demo tell of the past.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.core.errors import TooFast
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.models import Comment, Post, Reaction, Space

NEW = timedelta(days=3)
OF_THE_PAST = timedelta(minutes=5)
WINDOWS = (timedelta(minutes=1), timedelta(hours=1), timedelta(days=1))


@dataclass(frozen=True)
class Pace:
    """How many of one kind fit in a minute, an hour, a day: for a new account, then for the others."""

    model: type[Model]
    person: str
    at: str
    new: tuple[int, int, int]
    usual: tuple[int, int, int]


POSTS = Pace(Post, "author_id", "created_at", (2, 5, 10), (4, 20, 60))
REPLIES = Pace(Comment, "author_id", "created_at", (4, 20, 60), (8, 80, 300))
REACTIONS = Pace(Reaction, "person_id", "at", (15, 60, 200), (40, 400, 1500))
FACILITATORS = 3  # times the usual


def check(actor: Person, space: Space, pace: Pace, *, now: datetime) -> None:
    """Raises TooFast when the account has written as much as fits. One query, over the rows of a day at most."""
    if now < timezone.now() - OF_THE_PAST or actor.is_administrator:
        return
    most = pace.new if now - actor.joined_at < NEW else pace.usual
    since = now - WINDOWS[-1]
    rows = pace.model._default_manager.filter(**{pace.person: actor.id, f"{pace.at}__gt": since})
    # Identifiers are made of their moment: the index by author and identifier finds a day at once.
    rows = rows.filter(id__gt=UUID(int=int(since.timestamp() * 1000) << 80))
    counts = rows.aggregate(
        **{
            f"within{place}": Count("id", filter=Q(**{f"{pace.at}__gt": now - window}))
            for place, window in enumerate(WINDOWS)
        }
    )
    full = [place for place in range(len(WINDOWS)) if counts[f"within{place}"] >= most[place]]
    if not full:
        return
    if access.viewer(actor).facilitates(space):
        full = [place for place in full if counts[f"within{place}"] >= most[place] * FACILITATORS]
        if not full:
            return
    raise TooFast(
        _("That was a lot in a short time. Take a breath: what you wrote is kept, send it again in a while."),
        retry_after=int(WINDOWS[full[-1]].total_seconds()),
    )
