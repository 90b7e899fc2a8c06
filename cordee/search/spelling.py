"""What somebody meant to type: the nearest words that the viewer may read.

Nearness is the optimal string alignment distance (Damerau's four mistakes: a letter too many, too few, another, two
swapped): one mistake in a word of up to five letters, two in a longer one.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from rapidfuzz.distance import OSA

from cordee.search.ranking import Question
from cordee.search.words import folded

MOST_MISTAKES = 4  # words of one question that are put right
SHORTEST = 4  # letters of a word that can be told to be a mistake
OFFERED = 50  # candidates a word that are looked for in what the viewer may read

_NEAR = """
SELECT word.word, max(term.documents) FROM search_word word JOIN search_term term ON term.id = word.term_id
WHERE term.documents > 0 AND length(word.word) BETWEEN %(length)s - 2 AND %(length)s + 2
  AND (left(word.word, 1) = left(%(word)s, 1) OR right(word.word, 2) = right(%(word)s, 2))
GROUP BY word.word
"""
_READABLE = """
SELECT given.word FROM unnest(%(words)s::text[]) AS given(word) CROSS JOIN LATERAL (
    SELECT 1 FROM search_word known JOIN search_posting posting USING (term_id)
    JOIN search_document document ON document.id = posting.document_id
    WHERE known.word = given.word AND document.space_id = ANY(%(spaces)s::uuid[])
      AND position(' ' || given.word || ' ' IN ' ' || document.words || ' ') > 0
    LIMIT 1
) AS place
"""
_KNOWN = """
SELECT given.stem FROM unnest(%(stems)s::text[]) AS given(stem) CROSS JOIN LATERAL (
    SELECT 1 FROM search_term term JOIN search_posting posting ON posting.term_id = term.id
    JOIN search_document document ON document.id = posting.document_id
    WHERE term.stem = given.stem AND document.space_id = ANY(%(spaces)s::uuid[])
    LIMIT 1
) AS place
"""


def meant(asked: Question, spaces: Sequence[UUID]) -> str:
    """The question with its unknown words replaced by what was meant; empty where nothing is near.

    Unknown is what stands nowhere where the viewer may read (``spaces``): a word that only others may read is neither
    offered, nor told by offering nothing. One query, two more for each unknown word.
    """
    if not spaces:
        return ""
    words = list(asked.words)
    for unknown in _unknown(asked, spaces)[:MOST_MISTAKES]:
        if found := _nearest(folded(unknown), spaces):
            words[words.index(unknown)] = found
    return "" if words == asked.words else " ".join(words)


def _unknown(asked: Question, spaces: Sequence[UUID]) -> list[str]:
    """The words that nobody wrote where the viewer may read."""
    stems = list({one for word in asked.words for one in asked.stems[word]})
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, {"stems": stems, "spaces": list(spaces)})
        known = {row[0] for row in cursor.fetchall()}
    return [word for word in asked.words if known.isdisjoint(asked.stems[word])]


def _nearest(word: str, spaces: Sequence[UUID]) -> str:
    if len(word) < SHORTEST:
        return ""
    most = 1 if len(word) <= 5 else 2
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, {"word": word, "length": len(word)})
        near = []
        for candidate, documents in cursor.fetchall():
            distance = OSA.distance(word, candidate, score_cutoff=most)
            if 0 < distance <= most:
                near.append((distance, -documents, candidate))
        near.sort()
        cursor.execute(
            _READABLE, {"words": [candidate for *_rest, candidate in near[:OFFERED]], "spaces": list(spaces)}
        )
        readable = {row[0] for row in cursor.fetchall()}
    return next((candidate for *_rest, candidate in near if candidate in readable), "")
