"""Simple ways to guess who answers, beside which the product's is shown."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping

from cordee.bench.routing.replaying import SUGGESTED, Moment
from cordee.recommendations.closeness import stems_of
from cordee.search.ranking import idf

WINDOW = 90 * 86_400.0  # seconds
NEIGHBOURS = 50


def most_active(moment: Moment) -> list[str]:
    """Those who answered most questions, ever."""
    return _first(_answers(moment, 0.0), moment)


def recently_active(moment: Moment) -> list[str]:
    """Those who answered most questions in the last 90 days."""
    return _first(_answers(moment, moment.thread.asked.at - WINDOW), moment)


def similar(moment: Moment) -> list[str]:
    """Those who answered the fifty questions that are most similar (TF-IDF, cosine)."""
    return _first(_similar(moment), moment)


def naive_sum(moment: Moment) -> list[str]:
    """The last two added up, each as a part of its greatest value."""
    total: defaultdict[str, float] = defaultdict(float)
    for scores in (_answers(moment, moment.thread.asked.at - WINDOW), _similar(moment)):
        most = max(scores.values(), default=0.0) or 1.0
        for person, score in scores.items():
            total[person] += score / most
    return _first(total, moment)


def _answers(moment: Moment, since: float) -> Counter[str]:
    return Counter(
        person for answers in moment.past.answers.values() for person, at in answers.items() if at >= since
    )


def _similar(moment: Moment) -> dict[str, float]:
    thread, index = moment.thread, moment.past.questions
    scores: defaultdict[int, float] = defaultdict(float)
    for one, times in stems_of(thread.title, thread.asked.text).items():
        rows = index.rows.get(one, {})
        tells = idf(len(index.lengths), len(rows)) ** 2 * (1 + math.log(times))
        for text, there in rows.items():
            scores[text] += tells * (1 + math.log(there))
    close = {text: score / math.sqrt(index.lengths[text] or 1) for text, score in scores.items()}
    found: defaultdict[str, float] = defaultdict(float)
    for text in sorted(close, key=lambda text: (-close[text], text))[:NEIGHBOURS]:
        for person in moment.past.answers.get(text, ()):
            found[person] += close[text]
    return found


def _first(scores: Mapping[str, float], moment: Moment) -> list[str]:
    asker = moment.thread.asked.author
    ordered = sorted(scores, key=lambda person: (-scores[person], person))
    return [person for person in ordered if person != asker][:SUGGESTED]
