"""The past as the database holds it, bounded to the spaces whose readers may all know of it.

Somebody is thought of by what they did in the space of the question, or in open ones, which everyone reads: nothing said
behind a closed door is evidence outside of it.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from cordee.people.models import Person
from cordee.recommendations.closeness import Answers, Texts
from cordee.recommendations.fading import Tally
from cordee.recommendations.index import rarest
from cordee.recommendations.models import Answered, Around, Habit, Pulse, StemCount
from cordee.recommendations.reader import EVERYONE
from cordee.search.models import Tally as SearchTally
from cordee.search.models import Term
from cordee.spaces.models import Membership, Space

MOST_HELPED = 500  # answers that somebody got


# ``wanted`` is one of the two statements of this module.
_ANSWERS = """
SELECT wanted.id, asked.at, string_agg(answered.person_id::text, ' ')
FROM ({wanted}) AS wanted
JOIN recommendations_asked asked ON asked.post_id = wanted.post_id
LEFT JOIN recommendations_answered answered ON answered.post_id = asked.post_id AND answered.at <= %(now)s
WHERE asked.space_id = ANY(%(spaces)s::uuid[]) AND asked.at <= %(now)s AND asked.post_id IS DISTINCT FROM %(without)s
GROUP BY wanted.id, asked.at
"""


def may_be_asked(space: Space, now: datetime) -> QuerySet[Person]:
    """Who is here, may write and may read the space."""
    people = Person.objects.filter(is_active=True, is_auditor=False).filter(
        Q(suspended_until__isnull=True) | Q(suspended_until__lte=now)
    )
    if space.visibility != Space.Visibility.OPEN:
        members = Membership.objects.filter(space=space).values("person_id")
        people = people.filter(Q(id__in=members) | Q(is_administrator=True))
    return people


class Kept:
    """See ``ranking.Past``. Each method costs one query, ``asked``, ``said``, ``habits`` and ``rhythm`` two or three.

    ``without``: a thread that is not looked at, the question itself where it is published already.
    """

    def __init__(self, space: Space, now: datetime, without: UUID | None = None) -> None:
        self.space, self.now, self.without = space, now, without
        open_ones = Space.objects.filter(visibility=Space.Visibility.OPEN).values_list("id", flat=True)
        self.spaces = sorted({space.id, *open_ones})
        self.pulses = list(Pulse.objects.filter(space_id__in=self.spaces))

    def asked(self, stems: Sequence[str]) -> Texts:
        counts = StemCount.objects.filter(stem__in=stems, threads__gt=0).values_list("stem", "threads")
        chosen = rarest(dict(counts))
        rows: dict[str, list[tuple[Hashable, int, int]]] = {one: [] for one in chosen}
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT stem, asked_id, times, length FROM recommendations_askedstem WHERE stem = ANY(%s)",
                [chosen],
            )
            for stem, thread, times, length in cursor.fetchall():
                rows[stem].append((thread, times, length))
        threads = sum(pulse.threads for pulse in self.pulses)
        words = sum(pulse.words for pulse in self.pulses)
        return Texts(threads, words / max(1, threads), rows)

    def said(self, stems: Sequence[str]) -> Texts:
        known = Term.objects.filter(stem__in=stems, documents__gt=0).values_list("stem", "id", "documents")
        terms = {stem: (number, documents) for stem, number, documents in known}
        chosen = {
            terms[stem][0]: stem for stem in rarest({stem: count for stem, (_id, count) in terms.items()})
        }
        rows: dict[str, list[tuple[Hashable, int, int]]] = {stem: [] for stem in chosen.values()}
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT term_id, document_id, weight, length FROM search_posting WHERE term_id = ANY(%s)",
                [list(chosen)],
            )
            for term, document, weight, length in cursor.fetchall():
                rows[chosen[term]].append((document, weight, length))
        tally = SearchTally.objects.first() or SearchTally()
        return Texts(tally.documents, tally.words / max(1, tally.documents), rows)

    def answers_asked(self, threads: Collection[int]) -> Mapping[Hashable, Answers]:
        return self._answers(
            "SELECT id, post_id FROM recommendations_asked WHERE id = ANY(%(threads)s)", threads
        )

    def answers_said(self, threads: Collection[int]) -> Mapping[Hashable, Answers]:
        return self._answers("SELECT id, post_id FROM search_document WHERE id = ANY(%(threads)s)", threads)

    def _answers(self, wanted: str, threads: Collection[int]) -> Mapping[Hashable, Answers]:
        """A line a thread, its people in one string: what is read for one question must not be many small things."""
        values: dict[str, Any] = {
            "threads": list(threads),
            "spaces": self.spaces,
            "now": self.now.timestamp(),
            "without": self.without,
        }
        with connection.cursor() as cursor:
            cursor.execute(_ANSWERS.format(wanted=wanted), values)
            return {
                thread: Answers(at, people.split() if people else ())
                for thread, at, people in cursor.fetchall()
            }

    def habits(self) -> tuple[Tally, Mapping[Any, Tally]]:
        moment = self.now.timestamp()
        rows = Habit.objects.filter(
            space_id__in=self.spaces, person_id__in=may_be_asked(self.space, self.now).values("id")
        ).values_list("person_id", *Habit.COLUMNS, "as_of")
        people: dict[str, Tally] = {}
        for person, *counts, as_of in rows:
            _add(people.setdefault(str(person), Tally(as_of=moment)), Tally(counts, as_of).at(moment))
        everyone = Tally(as_of=moment)
        for pulse in self.pulses:
            _add(everyone, pulse.tally.at(moment))
        return everyone, people

    def helped(self, asker: Any) -> Mapping[Any, Sequence[float]]:
        times: dict[str, list[float]] = {}
        if asker is None:
            return times
        rows = Answered.objects.filter(
            asker_id=asker, space_id__in=self.spaces, at__lte=self.now.timestamp()
        ).order_by("-at")
        for person, at in rows.values_list("person_id", "at")[:MOST_HELPED]:
            times.setdefault(str(person), []).append(at)
        return times

    def rhythm(
        self, people: Sequence[Any]
    ) -> tuple[Sequence[float], Mapping[Any, tuple[Sequence[float], float]]]:
        rows = Around.objects.filter(person_id__in=[*people, EVERYONE])
        known = {
            str(person): (hours, last)
            for person, hours, last in rows.values_list("person_id", "hours", "last")
        }
        everyone, _last = known.pop(str(EVERYONE), ([0.0] * 24, 0.0))
        return everyone, known


def _add(tally: Tally, counts: Sequence[float]) -> None:
    tally.counts = [one + other for one, other in zip(tally.counts, counts, strict=True)]
