"""The ranking itself, whatever holds the past: the database in the product, memory where archives are replayed."""

from collections.abc import Collection, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from cordee.recommendations import weighing
from cordee.recommendations.closeness import (
    MOST_STEMS,
    Answers,
    Texts,
    closest,
    lifting,
    lifts,
    shares,
    stems_of,
)
from cordee.recommendations.fading import DAY, YEAR, Tally, fades

NEAR = 200  # threads looked up, of which the closest that may be read are weighed
WEIGHED = 60  # people whose hours are looked up, the likeliest by everything else
HELPED_HALF_LIFE = 180.0  # days


class Past(Protocol):
    """What happened before a question, as far as who reads the question may know of it."""

    def asked(self, stems: Sequence[str]) -> Texts:
        """Where these stems stand in questions."""
        ...

    def said(self, stems: Sequence[str]) -> Texts:
        """Where they stand in whole threads."""
        ...

    def answers_asked(self, threads: Collection[Any]) -> Mapping[Hashable, Answers]:
        """Who answered the threads of ``asked``."""
        ...

    def answers_said(self, threads: Collection[Any]) -> Mapping[Hashable, Answers]:
        """Who answered the threads of ``said``."""
        ...

    def habits(self) -> tuple[Tally, Mapping[Any, Tally]]:
        """How many questions were asked, and how many each person answered."""
        ...

    def helped(self, asker: Any) -> Mapping[Any, Sequence[float]]:
        """When each person answered a question of ``asker``."""
        ...

    def rhythm(
        self, people: Sequence[Any]
    ) -> tuple[Sequence[float], Mapping[Any, tuple[Sequence[float], float]]]:
        """Everyone's acts by hour of the day; of these people, the same and the moment of their last act."""
        ...


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is known beside the past: who is called in the text, and who gave evidence of its skills."""

    named: Set[Any] = frozenset()
    declared: Set[Any] = frozenset()
    accepted: Set[Any] = frozenset()
    tried: Set[Any] = frozenset()

    @property
    def people(self) -> set[Any]:
        """All of them."""
        return {*self.named, *self.declared, *self.accepted, *self.tried}


@dataclass(frozen=True, slots=True)
class Ranking:
    """People with their scores, best first, and the close threads that spoke for them with their closeness."""

    people: list[tuple[Any, float]]
    questions: list[tuple[Any, float]] = field(default_factory=list)


def rank(
    past: Past,
    *,
    title: str,
    body: str,
    asker: Any,
    now: float,
    particulars: Particulars,
    without: Set[Any] = frozenset(),
) -> Ranking:
    """Who might answer, best first; ``now`` in epoch seconds."""
    stems = dict(stems_of(title, body).most_common(MOST_STEMS * 2))
    of_questions, of_threads = past.asked(list(stems)), past.said(list(stems))
    near_questions = closest(stems, of_questions, NEAR)
    near_threads = closest(stems, of_threads, NEAR)
    wanted = {thread for thread, _score in near_questions}
    for _stem, rows in lifting(of_questions):
        wanted.update(row[0] for row in rows)
    answered_questions = past.answers_asked(wanted)
    answered_threads = past.answers_said([thread for thread, _score in near_threads])
    questions, habits = past.habits()
    asked_counts = questions.at(now)
    counts = {person: tally.at(now) for person, tally in habits.items()}
    for person in particulars.people - counts.keys():
        counts[person] = Tally().counts
    rates = {
        person: (faded[YEAR] + 0.05) / (asked_counts[YEAR] + 1)
        for person, faded in counts.items()
        if person != asker and person not in without
    }
    by_questions = shares(near_questions, answered_questions, now, power=2)
    by_threads = shares(near_threads, answered_threads, now, power=3)
    lift = lifts(stems, of_questions, answered_questions, now, rates)
    helped = {
        person: sum(fades((now - at) / DAY, HELPED_HALF_LIFE) for at in times)
        for person, times in past.helped(asker).items()
    }
    scores = {
        person: weighing.usual(
            weighing.Known(
                habit=counts[person],
                questions_share=by_questions.get(person, 0.0),
                threads_share=by_threads.get(person, 0.0),
                lift=lift.get(person, 0.0),
                helped=helped.get(person, 0.0),
                named=person in particulars.named,
                declared=person in particulars.declared,
                accepted=person in particulars.accepted,
                tried=person in particulars.tried,
            ),
            asked_counts,
        )
        for person in rates
    }
    likeliest = sorted(scores, key=lambda person: (-scores[person], str(person)))[:WEIGHED]
    everyone, rhythms = past.rhythm(likeliest)
    hour = datetime.fromtimestamp(now, UTC).hour
    nothing: Sequence[float] = [0.0] * 24
    final = []
    for person in likeliest:
        hours, last = rhythms.get(person, (nothing, 0.0))
        score = (
            scores[person] + weighing.around(hours, everyone, hour) + weighing.present(max(0.0, now - last))
        )
        final.append((person, score))
    final.sort(key=lambda item: (-item[1], str(item[0])))
    return Ranking(final, [one for one in near_questions if one[0] in answered_questions])
