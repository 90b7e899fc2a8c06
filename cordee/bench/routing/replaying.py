"""The replay: for each question, whom would the product have thought of, knowing the past only?"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from cordee.bench.routing.memory import Memory
from cordee.bench.routing.reading import Thread
from cordee.recommendations.ranking import Particulars, rank

SUGGESTED = 10
WEEK = 7 * 86_400.0  # seconds
REMEMBERED = 4 * WEEK

Likely = list[tuple[str, float]]  # people with their scores, best first


@dataclass(frozen=True, slots=True)
class Moment:
    """A question that was just asked, and all that was before it."""

    thread: Thread
    past: Memory


@dataclass
class Score:
    """How often, and how early, somebody who really answered was among those suggested."""

    ranks: list[int] = field(default_factory=list)  # of the first who answered; 0: none was suggested

    def count(self, suggested: Sequence[str], answered: Set[str]) -> None:
        """One question more."""
        hits = (rank for rank, person in enumerate(suggested, 1) if person in answered)
        self.ranks.append(next(hits, 0))

    @property
    def mrr(self) -> float:
        """Mean reciprocal rank."""
        return sum(1 / rank for rank in self.ranks if rank) / max(1, len(self.ranks))

    def success(self, most: int) -> float:
        """Part of the questions for which one of the first ``most`` answered."""
        return sum(0 < rank <= most for rank in self.ranks) / max(1, len(self.ranks))


def moments(threads: Sequence[Thread], skipped: int) -> Iterator[Moment]:
    """Each question after the first ``skipped`` that somebody else answered, at the moment when it is asked."""
    acts = sorted(
        (reply.at, number, place)
        for number, thread in enumerate(threads)
        for place, reply in enumerate(thread.replies)
    )
    past, told = Memory(), 0
    for number, thread in enumerate(threads):
        while told < len(acts) and acts[told][0] < thread.asked.at:
            _at, of_thread, place = acts[told]
            if of_thread < number:  # a reply that is dated before its question says nothing
                reply = threads[of_thread].replies[place]
                past.reply(of_thread, reply.at, reply.author, reply.text)
            told += 1
        if number >= skipped and thread.answerers:
            yield Moment(thread, past)
        past.ask(number, thread.asked.at, thread.asked.author, thread.title, thread.asked.text)


def ranked(moment: Moment, without: Set[str] = frozenset()) -> Likely:
    """The product's own ranking, as far as it goes."""
    thread, past = moment.thread, moment.past
    named = frozenset(name for name in thread.named if name in past.rhythms) - {thread.asked.author}
    return rank(
        past,
        title=thread.title,
        body=thread.asked.text,
        asker=thread.asked.author,
        now=thread.asked.at,
        particulars=Particulars(named=named),
        without=without,
    ).people


class Quota:
    """Nobody is suggested more than ``most`` times in seven days: each suggestion is a question put to that person.

    ``choosy``: everyone's week is kept for what they know best. Who would, by their score, have had ``most`` better
    questions a week in the last four weeks gives their place to the next ones, and is put after all of them.
    """

    def __init__(self, most: int, *, choosy: bool) -> None:
        self.most, self.choosy = most, choosy
        self.asked: defaultdict[str, deque[float]] = defaultdict(deque)
        self.seen: defaultdict[str, deque[tuple[float, float]]] = defaultdict(deque)
        self.began: float | None = None
        self.busiest = 0

    def suggest(self, now: float, likely: Likely, others: Callable[[Set[str]], Likely]) -> list[str]:
        """Ten of ``likely`` who may still be asked; where they are too few, of ``others`` than those who may not."""
        for times in self.asked.values():
            while times and times[0] <= now - WEEK:
                times.popleft()
        full = {person for person, times in self.asked.items() if len(times) >= self.most}
        free = [one for one in likely if one[0] not in full]
        if len(free) < SUGGESTED:
            free = others(full)
        if self.choosy:
            free.sort(key=lambda one: not self._is_worth_it(now, *one))  # each half stays in its order
            self._see(now, likely)
        suggested = [person for person, _score in free[:SUGGESTED]]
        for person in suggested:
            self.asked[person].append(now)
            self.busiest = max(self.busiest, len(self.asked[person]))
        return suggested

    def _is_worth_it(self, now: float, person: str, score: float) -> bool:
        seen = self.seen[person]
        while seen and seen[0][0] <= now - REMEMBERED:
            seen.popleft()
        weeks = max(1.0, min(REMEMBERED, now - (self.began or now)) / WEEK)
        return sum(other > score for _at, other in seen) < self.most * weeks

    def _see(self, now: float, likely: Likely) -> None:
        if self.began is None:
            self.began = now
        for person, score in likely:
            self.seen[person].append((now, score))
