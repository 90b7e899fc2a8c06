"""All indicators of a place: one function each, so that pages, exports, API and auditors' links show the same."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from cordee.evidence.qualiopi import accompanying, informing, professing
from cordee.evidence.qualiopi.indicators import INDICATORS, Indicator
from cordee.evidence.qualiopi.section import Lack, Place, Section, Seen, Shown
from cordee.evidence.scope import Scope
from cordee.improvement.models import Watch

Look = Callable[[Seen], Iterator[Shown | Lack]]
LOOKS: dict[int, Look] = {
    1: informing.public_information,
    2: informing.results,
    4: informing.needs,
    5: informing.objectives,
    6: informing.contents,
    8: informing.positioning,
    9: accompanying.conditions,
    10: accompanying.fitting,
    11: accompanying.attained,
    12: accompanying.engagement,
    17: accompanying.means,
    18: accompanying.coordination,
    19: accompanying.resources,
    21: professing.competence,
    22: professing.upkeep,
    23: professing.watch(Watch.Kind.LEGAL),
    24: professing.watch(Watch.Kind.TRADE),
    25: professing.watch(Watch.Kind.PEDAGOGIC),
    26: professing.disability,
    28: professing.at_work,
    30: professing.appreciations,
    31: professing.complaints,
    32: professing.improvement,
}
OVERSEEN = (30, 31, 32)  # of the whole organisation: for administrators and auditors
BEYOND = (
    22,
    23,
    24,
    25,
)  # what is read of these lies outside any cohort: training of trainers, spaces that watch


def section(indicator: Indicator, seen: Seen) -> Section:
    """What one indicator shows of a place: pieces of the ledger first, then the rest, then what is missing."""
    found = Section(indicator, shown=seen.pieces(indicator))
    for one in LOOKS[indicator.number](seen):
        if isinstance(one, Shown):
            found.shown.append(one)
        else:
            found.lacks.append(one)
    return found


def sections(place: Place, now: datetime, numbers: Iterable[int] = ()) -> list[Section]:
    """All indicators of a place, or those of some ``numbers``, in their order. Under fifty queries, whatever its size."""
    seen, wanted = Seen(place, now), set(numbers)
    return [section(one, seen) for one in INDICATORS if not wanted or one.number in wanted]


def held(scope: Scope, now: datetime) -> list[Section]:
    """What an auditor's link shows by indicator: the pieces of its scope and, where no period narrows it, what stands
    there now; nothing of other cohorts, and nothing of what is missing. Under fifty queries.
    """
    place = Place(scope.paths, scope.cohorts, scope.since, scope.until)
    seen, found = Seen(place, now), []
    for indicator in INDICATORS:
        one = Section(indicator, shown=seen.pieces(indicator))
        if not place.has_period and (place.is_whole or indicator.number not in BEYOND):
            one.shown += [shown for shown in LOOKS[indicator.number](seen) if isinstance(shown, Shown)]
        found.append(one)
    return found
