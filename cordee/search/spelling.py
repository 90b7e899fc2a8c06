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

SHORTEST = 4  # letters of a word that can be told to be a mistake
OFFERED = 5  # candidates a word that are looked for in what the viewer may read

_NEAR = """
SELECT word.word, max(term.documents) FROM search_word word JOIN search_term term ON term.id = word.term_id
WHERE term.documents > 0 AND length(word.word) BETWEEN %(length)s - 2 AND %(length)s + 2
  AND (left(word.word, 1) = left(%(word)s, 1) OR right(word.word, 2) = right(%(word)s, 2))
GROUP BY word.word
"""
_READABLE = """
SELECT 1 FROM search_word word JOIN search_posting posting USING (term_id)
JOIN search_document document ON document.id = posting.document_id
WHERE word.word = %s AND document.space_id = ANY(%s::uuid[])
  AND position(' ' || word.word || ' ' IN ' ' || document.words || ' ') > 0
LIMIT 1
"""


def meant(asked: Question, spaces: Sequence[UUID]) -> str:
    """The question with its unknown words replaced by what was meant; empty where nothing is near.

    A word that stands only where the viewer may not read (``spaces``: where they may) is never offered.
    """
    words = list(asked.words)
    for unknown in asked.unknown:
        if found := _nearest(folded(unknown), spaces):
            words[words.index(unknown)] = found
    return "" if words == asked.words else " ".join(words)


def _nearest(word: str, spaces: Sequence[UUID]) -> str:
    if len(word) < SHORTEST or not spaces:
        return ""
    most = 1 if len(word) <= 5 else 2
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, {"word": word, "length": len(word)})
        near = []
        for candidate, documents in cursor.fetchall():
            distance = OSA.distance(word, candidate, score_cutoff=most)
            if 0 < distance <= most:
                near.append((distance, -documents, candidate))
        for _distance, _documents, candidate in sorted(near)[:OFFERED]:
            cursor.execute(_READABLE, [candidate, list(spaces)])
            if cursor.fetchone():
                return str(candidate)
    return ""
