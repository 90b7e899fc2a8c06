"""Who answered questions like this one: pure arithmetic on texts and on who answered them.

Two measures, each over stems. **Shares**: the fifty closest threads by BM25 vote for who answered them, each with its
closeness to a power, half as much for each year of age (a kernel regression; Balog et al., "Formal Models for Expert
Finding", 2006, model 2). **Lift**: for each word of the question, how much more often somebody answers questions with
that word than questions at large, smoothed (the same authors' model 1, as a ratio), averaged over the words by what
they tell.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from cordee.recommendations.fading import DAY, fades
from cordee.search.ranking import K1, B, idf
from cordee.search.words import language_of, stem, telling, words_of

TITLE_WEIGHT = 3
MOST_STEMS = 40  # of a question
MOST_TIMES = 3  # a word said more often does not tell more
NEIGHBOURS = 50
HALF_LIFE = 365.0  # days: what was answered long ago tells less of who answers now
LIFTING = 30  # stems
COMMON = 0.3  # of the threads: a stem in more tells nothing of who knows
DOUBT = 5.0  # answers at large that each word begins with


@dataclass(frozen=True, slots=True)
class Texts:
    """What an index holds on some stems: threads in all, their average length, and where each stem stands.

    ``rows``: for a stem, (thread, times, length of the thread). Rarest stems first; a common one may be left out.
    """

    threads: int
    average: float
    rows: Mapping[str, Sequence[tuple[Hashable, int, int]]]


@dataclass(frozen=True, slots=True)
class Answers:
    """When a thread was opened, and who answered it (epoch seconds)."""

    at: float
    by: Sequence[Hashable]


def stems_of(title: str, body: str) -> Counter[str]:
    """The stems of a question; those of its title count threefold."""
    title_words, body_words = words_of(title), words_of(body)
    language = language_of([*title_words, *body_words]) or "fr"
    counted: Counter[str] = Counter()
    for words, weight in ((title_words, TITLE_WEIGHT), (body_words, 1)):
        for word in telling(words):
            counted[stem(word, language)] += weight
    return counted


def closest(asked: Mapping[str, int], texts: Texts, most: int) -> list[tuple[Hashable, float]]:
    """The closest threads by BM25, best first, at most ``most``."""
    scores: defaultdict[Hashable, float] = defaultdict(float)
    short, longer = K1 * (1 - B), K1 * B / (texts.average or 1.0)
    for one, rows in texts.rows.items():
        weight = idf(texts.threads, len(rows)) * math.sqrt(min(asked[one], MOST_TIMES)) * (K1 + 1)
        for thread, times, length in rows:
            scores[thread] += weight * times / (times + short + longer * length)
    if len(scores) > most:  # only what is near is put in order
        last = sorted(scores.values())[-most]
        near = [item for item in scores.items() if item[1] >= last]
    else:
        near = list(scores.items())
    return sorted(near, key=lambda item: (-item[1], str(item[0])))[:most]


def shares(
    near: Sequence[tuple[Hashable, float]], answers: Mapping[Hashable, Answers], now: float, power: float
) -> dict[Hashable, float]:
    """For each person, which part of the weight of the closest threads they answered: from 0 to 1."""
    counted = [(thread, score) for thread, score in near if thread in answers][:NEIGHBOURS]
    if not counted:
        return {}
    best = counted[0][1] or 1.0
    voted: defaultdict[Hashable, float] = defaultdict(float)
    total = 0.0
    for thread, score in counted:
        weight = (score / best) ** power * fades((now - answers[thread].at) / DAY, HALF_LIFE)
        total += weight
        for person in answers[thread].by:
            voted[person] += weight
    return {person: weight / total for person, weight in voted.items()} if total else {}


def lifting(texts: Texts) -> list[tuple[str, Sequence[tuple[Hashable, int, int]]]]:
    """The stems by which people are told apart, the rarest first, with where they stand."""
    return [
        (one, rows)
        for one, rows in sorted(texts.rows.items(), key=lambda item: (len(item[1]), item[0]))
        if 0 < len(rows) < COMMON * texts.threads
    ][:LIFTING]


def lifts(
    asked: Mapping[str, int],
    texts: Texts,
    answers: Mapping[Hashable, Answers],
    now: float,
    rates: Mapping[Hashable, float],
) -> dict[Hashable, float]:
    """For each person of ``rates`` (answers per question at large), the mean logarithm of their lift by word."""
    telling_rows = lifting(texts)
    weights = {
        one: idf(texts.threads, len(rows)) * math.sqrt(min(asked[one], MOST_TIMES))
        for one, rows in telling_rows
    }
    everything = sum(weights.values())
    if not everything:
        return {}
    known = {thread: (fades((now - one.at) / DAY, HALF_LIFE), one.by) for thread, one in answers.items()}
    base = 0.0  # what everyone gets from the words that they never answered
    gained: defaultdict[Hashable, float] = defaultdict(float)
    for one, rows in telling_rows:
        answered: defaultdict[Hashable, float] = defaultdict(float)
        there = 0.0
        for thread, _times, _length in rows:
            found = known.get(thread)
            if found is None:
                continue
            weight, people = found
            there += weight
            for person in people:
                answered[person] += weight
        none = math.log(DOUBT / (there + DOUBT))
        base += weights[one] * none
        for person, times in answered.items():
            if rate := rates.get(person):
                told = math.log((times + DOUBT * rate) / (there + DOUBT) / rate)
                gained[person] += weights[one] * (told - none)
    return {person: (base + gained.get(person, 0.0)) / everything for person in rates}
