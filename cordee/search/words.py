"""Words as the index knows them: lower case, without accents or elisions, cut to their French or English stem.

Stems first, folding after: a stemmer knows "é" from "e". Ligatures are two letters (œuvre, oeuvre).
"""

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

LONGEST = 40  # characters of a word that is kept; what is longer is a key or a picture, not a word
_WORD = re.compile(r"[^\W_]+")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)", re.IGNORECASE)
_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "Œ": "OE", "Æ": "AE", "ø": "o", "ł": "l", "đ": "d"}
)
_NGRAM = 4  # letters

# The commonest small words that only one of the two languages has: enough to tell which one a text is in.
_SMALL = {
    "fr": "le la les des une est et dans pour que qui sur pas avec ce je vous nous il elle au aux du ne se sont mais ou "
    "ont quel quelle comment pourquoi quand cette mon ma mes son sa ses leur",
    "en": "the of and to in is that for it with as was are this be by you have not or from at which but what how why "
    "when their there can will would my your i we they",
    # Those of both, or too short to tell: with the others, what a question can do without.
    "both": "de un en à a y on par ces cet qu si où plus cela été être était avait quels quelles",
}
_FRENCH, _ENGLISH, _BOTH = (frozenset(_SMALL[which].split()) for which in ("fr", "en", "both"))
_ALL_SMALL = _FRENCH | _ENGLISH | _BOTH
_stemmers = threading.local()


def fold(text: str) -> str:
    """Without accents and ligatures, in lower case."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The words of a text in their order, in lower case, with their accents."""
    return [word for word in _WORD.findall(_ELISION.sub(" ", text).lower()) if len(word) <= LONGEST]


def language_of(words: list[str]) -> str | None:
    """ "fr" or "en", by the small words that only one of them has; None where they do not tell."""
    french = sum(word in _FRENCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    if french == english:
        return None
    return "fr" if french > english else "en"


def telling(words: list[str]) -> list[str]:
    """The words of a question that tell what it is about; all of them where all are small."""
    return [word for word in words if word not in _ALL_SMALL] or words


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """One word of ``words_of``, folded. Kept: a language has few words and says them again and again."""
    return fold(word)


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The folded stem of a word (Snowball's French or English)."""
    found = getattr(_stemmers, language, None)
    if found is None:
        found = Stemmer.Stemmer({"fr": "french", "en": "english"}[language], 0)
        setattr(_stemmers, language, found)
    return fold(found.stemWord(word))


def stems(word: str, language: str | None) -> tuple[str, ...]:
    """The stems by which a word is looked for: of its language, or of both where it is not known."""
    return tuple({stem(word, one): None for one in ([language] if language else ["fr", "en"])})


@lru_cache(maxsize=100_000)
def ngrams(folded_word: str) -> tuple[str, ...]:
    """The runs of four letters of a word, its ends marked by a space: what spellings and families share."""
    padded = f" {folded_word} "
    return tuple(padded[at : at + _NGRAM] for at in range(max(1, len(padded) - _NGRAM + 1)))
