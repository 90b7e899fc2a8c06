"""The replay: for each question, whom would the product have thought of, knowing the past only?"""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from cordee.bench.routing.memory import Memory
from cordee.bench.routing.reading import Thread
from cordee.recommendations.ranking import Particulars, rank

SUGGESTED = 10
WEEK = 7 * 86_400.0


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


def ranked(moment: Moment, without: Set[str] = frozenset()) -> list[str]:
    """The product's own ranking, as far as it goes."""
    thread, past = moment.thread, moment.past
    named = frozenset(name for name in thread.named if name in past.rhythms) - {thread.asked.author}
    ranking = rank(
        past,
        title=thread.title,
        body=thread.asked.text,
        asker=thread.asked.author,
        now=thread.asked.at,
        particulars=Particulars(named=named),
        without=without,
    )
    return [person for person, _score in ranking.people]


class Quota:
    """Nobody is suggested more than ``most`` times in seven days: each suggestion is a question put to that person.

    ``few`` people are suggested for each question: who asks fewer keeps more of everyone's quota for what they know.
    """

    def __init__(self, most: int, few: int = SUGGESTED) -> None:
        self.most, self.few = most, few
        self.asked: defaultdict[str, deque[float]] = defaultdict(deque)
        self.busiest = 0

    def suggest(self, moment: Moment, likely: Sequence[str]) -> list[str]:
        """Those of ``likely`` who may still be asked; where they are too few, the next likeliest."""
        now = moment.thread.asked.at
        for times in self.asked.values():
            while times and times[0] <= now - WEEK:
                times.popleft()
        full = {person for person, times in self.asked.items() if len(times) >= self.most}
        suggested = [person for person in likely if person not in full][: self.few]
        if len(suggested) < self.few:
            suggested = ranked(moment, without=full)[: self.few]
        for person in suggested:
            self.asked[person].append(now)
            self.busiest = max(self.busiest, len(self.asked[person]))
        return suggested
