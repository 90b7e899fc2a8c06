"""The three things that are worth a facilitator's minutes, out of what every kind finds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from cordee.circulation.access import is_told_who_is_alone
from cordee.cockpit.models import Suggestion
from cordee.cockpit.suggestions import kinds
from cordee.cockpit.suggestions.contract import Found, Key
from cordee.spaces.access import Viewer
from cordee.spaces.models import Space

MOST = 3
LEARNED_OVER = timedelta(days=180)
State = Suggestion.State


def suggestions(who: Viewer, spaces: Sequence[Space], now: datetime, most: int = MOST) -> list[Found]:
    """At most three, one of each kind first, the most worthy first. Two queries a kind at most, and two.

    A kind counts for less in a space where it was put away, for more where it was followed.
    """
    by_id = {space.id: space for space in spaces}
    if not by_id:
        return []
    close = [space.id for space in spaces if is_told_who_is_alone(who, space)]
    found = [
        one
        for kind in kinds().values()
        if (ids := close if kind.close else list(by_id))
        for one in kind.find(ids, now)
    ]
    resting = _resting(found, now)
    worth = _learned(list(by_id), now)
    open_ones = [one for one in found if one.key not in resting and not _rests(one, resting)]
    for one in open_ones:
        one.space_slug, one.space_title = by_id[one.space_id].slug, by_id[one.space_id].title
    ranked = sorted(open_ones, key=lambda one: -kinds()[one.kind].strength * worth[one.space_id, one.kind])
    chosen = _one_of_each_first(ranked)[:most]
    seen: set[str] = set()
    for one in chosen:
        if (
            one.kind not in seen
        ):  # what is looked up is looked up for one: three would cost three times as much
            kinds()[one.kind].complete(one, now)
        seen.add(one.kind)
    return chosen


def _one_of_each_first(ranked: Iterable[Found]) -> list[Found]:
    """Stable: the others follow in their order."""
    seen: set[str] = set()
    first: list[Found] = []
    rest: list[Found] = []
    for one in ranked:
        (rest if one.kind in seen else first).append(one)
        seen.add(one.kind)
    return first + rest


def _resting(found: Sequence[Found], now: datetime) -> set[Key]:
    """What was settled and rests; a kind that is not wanted in a space, as its key without anything. One query."""
    if not found:
        return set()
    about = (
        Q(person_id__in={one.person.id for one in found if one.person})
        | Q(post_id__in={one.post_id for one in found if one.post_id})
        | Q(person=None, post=None)
        | Q(reason=Suggestion.Reason.KIND)
    )
    rows = Suggestion.objects.filter(
        about,
        Q(rests_until__isnull=True) | Q(rests_until__gt=now),
        space_id__in={one.space_id for one in found},
        state__in=[State.ACTED, State.DISMISSED],
    )
    told: set[Key] = set()
    for space, kind, person, post, reason in rows.values_list(
        "space_id", "kind", "person_id", "post_id", "reason"
    ):
        told.add((space, kind, person, post))
        if reason == Suggestion.Reason.KIND:
            told.add((space, f"every {kind}", None, None))
    return told


def _rests(one: Found, resting: set[Key]) -> bool:
    return (one.space_id, f"every {one.kind}", None, None) in resting


def _learned(spaces: Sequence[UUID], now: datetime) -> dict[tuple[UUID, str], float]:
    """How welcome each kind was in each space lately: one where nothing is known. One query."""
    counted = (
        Suggestion.objects.filter(space_id__in=spaces, settled_at__gt=now - LEARNED_OVER)
        .exclude(reason__in=[Suggestion.Reason.LATER, Suggestion.Reason.DONE])
        .order_by()
        .values_list("space_id", "kind")
        .annotate(
            yes=Count("id", filter=Q(state=State.ACTED)), no=Count("id", filter=Q(state=State.DISMISSED))
        )
    )
    worth: dict[tuple[UUID, str], float] = defaultdict(lambda: 1.0)
    for space, kind, yes, no in counted:
        worth[space, kind] = (2 + yes) / (2 + yes + no)
    return worth
