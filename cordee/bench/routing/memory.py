"""The past of a community in memory: what the product keeps in its tables, filled while an archive is replayed."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence

from cordee.recommendations.closeness import Answers, Texts, stems_of
from cordee.recommendations.fading import Tally
from cordee.recommendations.index import rarest
from cordee.recommendations.rhythms import Rhythm
from cordee.search.indexing import TITLE_WEIGHT
from cordee.search.words import language_of, stem, words_of


class Index:
    """Stems, and in which texts they stand; a text may grow."""

    def __init__(self) -> None:
        self.rows: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self.lengths: dict[int, int] = {}
        self.total = 0

    def add(self, text: int, stems: Mapping[str, int], length: int) -> None:
        """So many more of these stems stand in ``text``."""
        self.lengths[text] = self.lengths.get(text, 0) + length
        self.total += length
        for one, times in stems.items():
            rows = self.rows[one]
            rows[text] = rows.get(text, 0) + times

    def texts(self, stems: Sequence[str]) -> Texts:
        """Where these stems stand, as the product reads it: the rarest first, up to its limit."""
        counts = {one: len(self.rows[one]) for one in stems if one in self.rows}
        rows = {
            one: [(text, times, self.lengths[text]) for text, times in self.rows[one].items()]
            for one in rarest(counts)
        }
        known = max(1, len(self.lengths))
        return Texts(len(self.lengths), self.total / known, rows)


class Memory:
    """See ``cordee.recommendations.ranking.Past``."""

    def __init__(self) -> None:
        self.questions, self.threads = Index(), Index()
        self.opened: dict[int, tuple[float, str]] = {}
        self.answers: defaultdict[int, dict[str, float]] = defaultdict(dict)
        self.pulse = Tally()
        self.tallies: dict[str, Tally] = {}
        self.rhythms: defaultdict[str, Rhythm] = defaultdict(Rhythm)
        self.everyone = Rhythm()
        self.to: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))

    def ask(self, thread: int, at: float, asker: str, title: str, body: str) -> None:
        """A question is asked."""
        stems = stems_of(title, body)
        self.questions.add(thread, stems, sum(stems.values()))
        self._say(thread, title, TITLE_WEIGHT)
        self._say(thread, body, 1)
        self.opened[thread] = at, asker
        self.pulse.add(at)
        self._acted(asker, at)

    def reply(self, thread: int, at: float, author: str, body: str) -> None:
        """Somebody says something in a thread."""
        self._say(thread, body, 1)
        self._acted(author, at)
        asker = self.opened[thread][1]
        if author != asker and author not in self.answers[thread]:
            self.answers[thread][author] = at
            self.tallies.setdefault(author, Tally()).add(at)
            self.to[asker][author].append(at)

    def asked(self, stems: Sequence[str]) -> Texts:
        return self.questions.texts(stems)

    def said(self, stems: Sequence[str]) -> Texts:
        return self.threads.texts(stems)

    def answers_asked(self, threads: Collection[int]) -> Mapping[Hashable, Answers]:
        return {
            thread: Answers(self.opened[thread][0], list(self.answers.get(thread, ()))) for thread in threads
        }

    def answers_said(self, threads: Collection[int]) -> Mapping[Hashable, Answers]:
        return self.answers_asked(threads)

    def habits(self) -> tuple[Tally, Mapping[str, Tally]]:
        return self.pulse, self.tallies

    def helped(self, asker: str) -> Mapping[str, Sequence[float]]:
        return self.to.get(asker, {})

    def rhythm(
        self, people: Sequence[str]
    ) -> tuple[Sequence[float], Mapping[str, tuple[Sequence[float], float]]]:
        some = {person: self.rhythms[person] for person in people if person in self.rhythms}
        return self.everyone.hours, {person: (one.hours, one.last) for person, one in some.items()}

    def _acted(self, person: str, at: float) -> None:
        self.rhythms[person].act(at)
        self.everyone.act(at)

    def _say(self, thread: int, text: str, weight: int) -> None:
        words = words_of(text)
        language = language_of(words) or "en"
        counted: Counter[str] = Counter()
        for word in words:
            counted[stem(word, language)] += weight
        self.threads.add(thread, counted, weight * len(words))
