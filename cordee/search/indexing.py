"""Writing the index."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from cordee.core.text import plain
from cordee.search.models import Document, Tally, Term, Word
from cordee.search.words import folded, language_of, stem, words_of
from cordee.spaces.models import Comment, Post

TITLE_WEIGHT = 3
MOST_WORDS = 20_000  # of a thread: beyond, what was said first is what it is about
MOST_WEIGHT = 30_000  # fits a small integer


@dataclass(frozen=True)
class Text:
    """A thread to be indexed: what it is about, and everything that was said."""

    post_id: UUID
    space_id: UUID
    kind: str
    solved: bool
    at: datetime
    title: str
    passages: Sequence[str]


def index_posts(post_ids: Iterable[UUID]) -> None:
    """Make the documents of these contributions what they say now; those out of sight leave the index.

    In the transaction of the caller. The state is read anew, so that doing it twice changes nothing.
    """
    wanted = sorted(set(post_ids))
    posts = Post.objects.filter(id__in=wanted, removed_at__isnull=True).order_by("id")
    said: dict[UUID, list[str]] = {post.id: [plain(post.body)] for post in posts}
    comments = Comment.objects.filter(post_id__in=said, removed_at__isnull=True).order_by("root_id", "id")
    for post_id, body in comments.values_list("post_id", "body"):
        said[post_id].append(plain(body))
    texts = [
        Text(
            post.id,
            post.space_id,
            post.kind,
            post.resolved_at is not None,
            post.created_at,
            post.title,
            said[post.id],
        )
        for post in posts
    ]
    write(texts, wanted)


def write(texts: Sequence[Text], post_ids: Sequence[UUID]) -> None:
    """Replace the documents of ``post_ids`` by those of ``texts``."""
    known = dict(Document.objects.filter(post_id__in=post_ids).values_list("post_id", "id"))
    touched = _take_out(list(known.values()))
    gone = [
        document for post_id, document in known.items() if post_id not in {text.post_id for text in texts}
    ]
    Document.objects.filter(id__in=gone).delete()
    if texts:
        _put_in(texts)
    _forget(touched)


def _take_out(documents: list[int]) -> list[int]:
    """Take the postings of ``documents`` away, and count them off; returns the terms that stood in them."""
    if not documents:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH gone AS (DELETE FROM search_posting WHERE document_id = ANY(%s) RETURNING term_id), "
            "counted AS (SELECT term_id, count(*) AS times FROM gone GROUP BY term_id) "
            "UPDATE search_term SET documents = documents - counted.times FROM counted WHERE id = counted.term_id "
            "RETURNING id",
            [documents],
        )
        touched = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "UPDATE search_tally SET documents = search_tally.documents - old.count, words = words - old.sum "
            "FROM (SELECT count(*), coalesce(sum(length), 0) AS sum FROM search_document WHERE id = ANY(%s)) AS old",
            [documents],
        )
    return touched


def _forget(terms: list[int]) -> None:
    """Words that stand in no text any more are not kept: they may be what somebody deleted, a name perhaps."""
    gone = Term.objects.filter(id__in=terms, documents__lte=0)
    Word.objects.filter(term_id__in=list(gone.values_list("id", flat=True))).delete()
    gone.delete()


def _put_in(texts: Sequence[Text]) -> None:
    counted = [_counted(text) for text in texts]
    rows = Document.objects.bulk_create(
        (
            Document(
                post_id=text.post_id,
                space_id=text.space_id,
                kind=text.kind,
                solved=text.solved,
                at=text.at,
                language=told.language,
                length=told.length,
                words=told.words,
            )
            for text, told in zip(texts, counted, strict=True)
        ),
        update_conflicts=True,
        unique_fields=["post_id"],
        update_fields=["space_id", "kind", "solved", "at", "language", "length", "words"],
    )
    terms = _terms(sorted({one for told in counted for one in told.weights}))
    with connection.cursor() as cursor:
        link = cursor.connection
        with link.cursor().copy(
            "COPY search_posting (term_id, document_id, weight, length) FROM STDIN"
        ) as postings:
            for row, told in zip(rows, counted, strict=True):
                for word, weight in told.weights.items():
                    postings.write_row((terms[word], row.id, min(weight, MOST_WEIGHT), told.length))
        frequencies = Counter(terms[word] for told in counted for word in told.weights)
        cursor.execute(
            "UPDATE search_term SET documents = documents + fresh.times "
            "FROM unnest(%s::int[], %s::int[]) AS fresh(term, times) WHERE id = fresh.term",
            [list(frequencies), list(frequencies.values())],
        )
        spelt = sorted({(word, terms[one]) for told in counted for word, one in told.spelt})
        cursor.execute(
            "INSERT INTO search_word (word, term_id) SELECT * FROM unnest(%s::text[], %s::int[]) ON CONFLICT DO NOTHING",
            [[word for word, _term in spelt], [term for _word, term in spelt]],
        )
    tally, _made = Tally.objects.get_or_create(pk=1)
    tally.documents += len(rows)
    tally.words += sum(told.length for told in counted)
    tally.save()


@dataclass(frozen=True)
class _Told:
    """What the index keeps of a text."""

    language: str
    weights: dict[str, int]
    length: int
    words: str
    spelt: set[tuple[str, str]]


def _counted(text: Text) -> _Told:
    title = words_of(text.title)
    body = [word for passage in text.passages for word in words_of(passage)][:MOST_WORDS]
    language = language_of([*title, *body]) or "fr"
    weights: Counter[str] = Counter()
    for words, weight in ((title, TITLE_WEIGHT), (body, 1)):
        for word in words:
            weights[stem(word, language)] += weight
    everything = [*title, *body]
    return _Told(
        language,
        dict(weights),
        len(body) + TITLE_WEIGHT * len(title),
        " ".join(map(folded, everything)),
        {(folded(word), stem(word, language)) for word in set(everything)},
    )


def _terms(stems: list[str]) -> dict[str, int]:
    """The identifiers of stems, made where they are new."""
    known = dict(Term.objects.filter(stem__in=stems).values_list("stem", "id"))
    if new := [one for one in stems if one not in known]:
        Term.objects.bulk_create((Term(stem=one) for one in new), ignore_conflicts=True)
        known |= dict(Term.objects.filter(stem__in=new).values_list("stem", "id"))
    return known
