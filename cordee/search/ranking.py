"""Which threads answer a question best.

First BM25 over stems, in SQL (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009; k1 = 1.2,
b = 0.75), among the threads that the viewer may read. Then the best fifty are weighed once more by what a stem cannot
tell: half for the runs of four letters that they share with the question (other forms, spelling mistakes), and its
words that stand side by side as in the question, small ones too ("à la une" is no other "une"), each pair as half a
word; both by BM25 among the fifty.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.db import connection

from cordee.search.models import Tally, Term
from cordee.search.words import folded, language_of, ngrams, stem, stems, telling, words_of

K1, B = 1.2, 0.75
WEIGHED = 50  # documents
LETTERS, PAIRS = 0.5, 0.5
# Read for one question: its rarest words come first, the others only weigh what these found. Where even the rarest
# stands in more threads, the newest of them are weighed, and all only if the viewer may read too few of those.
MOST_POSTINGS = 40_000
ENOUGH = 1_000  # documents that the rarest words found and the viewer may read
MOST_WORDS = 32  # of a question
MOST_ENDINGS = 12  # of a word that is not typed to its end


@dataclass(frozen=True)
class Filters:
    """What a search is narrowed to. ``spaces`` are those that the viewer may read: never empty by accident."""

    spaces: Sequence[UUID]
    kinds: Sequence[str] = ()
    skill: UUID | None = None
    author: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    solved: bool | None = None
    without: UUID | None = None  # a post that is not looked for


@dataclass(frozen=True)
class Question:
    """What was typed: its words as written, and the stems to look for with their weights."""

    words: list[str]
    stems: dict[str, list[str]]  # by word
    typed: list[str] = field(default_factory=list)  # all of them in their order, small ones too
    prefix: str = ""  # the beginning of a word that is not typed to its end
    known: dict[str, float] = field(default_factory=dict)  # stem: how much it tells (idf)
    rarest: int = 0  # documents of its rarest stem


@dataclass(frozen=True, slots=True)
class Hit:
    """A thread that was found."""

    document: int
    post_id: UUID
    score: float


def question(text: str, *, typing: bool = False) -> Question:
    """Understand what was typed; with ``typing``, its last word may be a beginning. Three queries at most."""
    typed = words_of(text)
    language = language_of(typed)
    words = telling(list(dict.fromkeys(typed)))[:MOST_WORDS]
    looked_for = {word: list(stems(word, language)) for word in words}
    prefix = typed[-1] if typing and typed and text[-1:].isalnum() else ""
    if prefix:
        looked_for.setdefault(prefix, [])
        looked_for[prefix] += [one for one in _endings(folded(prefix)) if one not in looked_for[prefix]]
    tally = Tally.objects.first() or Tally()
    every = {one for alternatives in looked_for.values() for one in alternatives}
    rows = dict(Term.objects.filter(stem__in=every, documents__gt=0).values_list("stem", "documents"))
    known = {one: idf(tally.documents, documents) for one, documents in rows.items()}
    return Question(words, looked_for, typed[:MOST_WORDS], prefix, known, min(rows.values(), default=0))


def idf(documents: int, of_it: int) -> float:
    """How much a word tells: the rarer, the more (idf, never negative)."""
    return math.log(1 + (max(documents, of_it) - of_it + 0.5) / (of_it + 0.5))


_ENDINGS = """
SELECT term.stem FROM search_word word JOIN search_term term ON term.id = word.term_id
WHERE word.word LIKE %s AND term.documents > 0
GROUP BY term.stem, term.documents ORDER BY term.documents DESC LIMIT %s
"""


def _endings(beginning: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_ENDINGS, [f"{beginning}%", MOST_ENDINGS])
        return [row[0] for row in cursor.fetchall()]


# Each step is kept from being merged with the next (OFFSET 0): the postings of a word are read from their index alone,
# documents are looked up in the order of their scores until there are enough, and frequent words weigh only those.
_RANKED = """
WITH wanted AS MATERIALIZED (
    SELECT term.id AS term_id, given.idf,
           sum(term.documents) OVER by_rarity AS so_far, row_number() OVER by_rarity AS rank
    FROM unnest(%(stems)s::text[], %(idfs)s::float8[]) AS given(stem, idf) JOIN search_term term USING (stem)
    WINDOW by_rarity AS (ORDER BY term.documents, term.id)
), average AS MATERIALIZED (
    SELECT greatest(words::float8 / greatest(documents, 1), 1) AS length FROM search_tally LIMIT 1
), found AS MATERIALIZED (
    SELECT posting.document_id, sum(wanted.idf * {weight}) AS score
    FROM average CROSS JOIN wanted CROSS JOIN LATERAL (
        SELECT document_id, weight, length FROM search_posting WHERE term_id = wanted.term_id
        ORDER BY document_id DESC LIMIT %(most)s
    ) AS posting
    WHERE wanted.so_far <= %(most)s OR wanted.rank = 1
    GROUP BY posting.document_id
), best AS MATERIALIZED (
    SELECT document.id, document.post_id, ordered.score
    FROM (SELECT * FROM found ORDER BY score DESC, document_id DESC OFFSET 0) AS ordered CROSS JOIN LATERAL (
        SELECT id, post_id FROM search_document AS document
        WHERE document.id = ordered.document_id AND document.space_id = ANY(%(spaces)s::uuid[]) {filters} OFFSET 0
    ) AS document
    LIMIT %(enough)s
)
SELECT best.id, best.post_id, best.score + coalesce((
    SELECT sum(wanted.idf * {weight})
    FROM average CROSS JOIN wanted CROSS JOIN LATERAL (
        SELECT weight, length FROM search_posting
        WHERE term_id = wanted.term_id AND document_id = best.id OFFSET 0
    ) AS posting
    WHERE wanted.so_far > %(most)s AND wanted.rank > 1
), 0) AS score
FROM best ORDER BY score DESC, best.id DESC LIMIT %(limit)s
"""
_WEIGHT = (
    "posting.weight * (%(k1)s + 1) / "
    "(posting.weight + %(k1)s * (1 - %(b)s + %(b)s * posting.length / average.length))"
)
_FILTERS = {
    "kinds": "AND document.kind = ANY(%(kinds)s::text[])",
    "since": "AND document.at >= %(since)s",
    "until": "AND document.at < %(until)s",
    "solved": "AND document.solved = %(solved)s",
    "without": "AND document.post_id <> %(without)s",
    "skill": "AND EXISTS (SELECT 1 FROM spaces_postskill link "
    "WHERE link.post_id = document.post_id AND link.skill_id = %(skill)s)",
    "author": "AND document.post_id IN (SELECT id FROM spaces_post WHERE author_id = %(author)s UNION "
    "SELECT post_id FROM spaces_comment WHERE author_id = %(author)s AND removed_at IS NULL)",
}


def ranked(asked: Question, filters: Filters, limit: int) -> list[Hit]:
    """The threads that answer best, at most ``limit``. Two queries; three where all words are very frequent."""
    if not asked.known or not filters.spaces:
        return []
    given = {name: getattr(filters, name) for name in _FILTERS}
    chosen = {
        name: list(value) if name == "kinds" else value
        for name, value in given.items()
        if value is not None and value != ()
    }
    # The names of tables and columns are this module's own; what was given is bound.
    statement = _RANKED.format(filters=" ".join(_FILTERS[name] for name in chosen), weight=_WEIGHT)
    wanted = max(limit, WEIGHED)
    values = {
        **chosen,
        "stems": list(asked.known),
        "idfs": list(asked.known.values()),
        "spaces": list(filters.spaces),
        "most": MOST_POSTINGS,
        "enough": ENOUGH,
        "k1": K1,
        "b": B,
        "limit": wanted,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        hits = [Hit(*row) for row in cursor.fetchall()]
        if len(hits) < wanted and asked.rarest > MOST_POSTINGS:
            cursor.execute(statement, values | {"most": asked.rarest})
            hits = [Hit(*row) for row in cursor.fetchall()]
    return _weighed(asked, hits)[:limit]


def _weighed(asked: Question, hits: list[Hit]) -> list[Hit]:
    """The best fifty in their final order, then the others."""
    best = hits[:WEIGHED]
    if len(best) < 2:
        return hits
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, words, language FROM search_document WHERE id = ANY(%s)",
            [[hit.document for hit in best]],
        )
        texts = {document: (words.split(" "), language) for document, words, language in cursor.fetchall()}
    by_stems = _scaled({hit.document: hit.score for hit in best})
    wanted = {run for word in asked.words for run in ngrams(folded(word))}
    by_letters = _scaled(_bm25({key: _letters(words, wanted) for key, (words, _language) in texts.items()}))
    by_pairs = _bm25({key: _pairs(words, language, asked) for key, (words, language) in texts.items()})
    most = best[0].score or 1.0
    final = {
        hit.document: by_stems[hit.document]
        + LETTERS * by_letters.get(hit.document, 0.0)
        + PAIRS * by_pairs.get(hit.document, 0.0) / most
        for hit in best
    }
    order = sorted(best, key=lambda hit: (-final[hit.document], -hit.document))
    return [Hit(hit.document, hit.post_id, final[hit.document]) for hit in order] + hits[WEIGHED:]


def _bm25(counted: Mapping[int, tuple[Counter, int]]) -> dict[int, float]:
    """BM25 among these few texts alone, each given by how often what is wanted stands there, and its length."""
    average = sum(length for _counts, length in counted.values()) / max(1, len(counted)) or 1
    frequencies = Counter(one for counts, _length in counted.values() for one in counts)
    tells = {one: idf(len(counted), of_it) for one, of_it in frequencies.items()}
    return {
        key: sum(
            tells[one] * times * (K1 + 1) / (times + K1 * (1 - B + B * length / average))
            for one, times in counts.items()
        )
        for key, (counts, length) in counted.items()
    }


def _letters(words: Sequence[str], wanted: set[str]) -> tuple[Counter, int]:
    """How often each wanted run of letters stands in a text, and how many runs it has."""
    counts: Counter[str] = Counter()
    length = 0
    for word, times in Counter(words).items():
        runs = ngrams(word)
        length += len(runs) * times
        for run in wanted.intersection(runs):
            counts[run] += times
    return counts, length


def _pairs(words: list[str], language: str, asked: Question) -> tuple[Counter, int]:
    """How often the question's words stand side by side, by their stems (of folded words, on both sides)."""
    wanted = set(pairwise([stem(folded(word), language) for word in asked.typed]))
    told = [stem(word, language) for word in words]
    return Counter(pair for pair in pairwise(told) if pair in wanted), len(told)


def _scaled(scores: Mapping[int, float]) -> dict[int, float]:
    """From 0 to 1 for the best."""
    best = max(scores.values(), default=0.0) or 1.0
    return {key: score / best for key, score in scores.items()}
