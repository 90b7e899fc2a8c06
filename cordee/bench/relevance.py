"""How well and how fast search finds, on real texts.

Runs in a process of its own on a scratch database (``python -m cordee.bench.relevance DATA ARCHIVE``), through the
product's own index and ranking. Nothing of the product is set by these files.
"""

import gzip
import json
import random
import statistics
import sys
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import django

POSTS = 200_000
THREADS = 1_000  # questions drawn from the archive
SEED = 20_26
AT_ONCE = 500
FIRST = 10


def main(data: Path, archive: Path) -> str:
    """All that can be measured with what is there."""
    django.setup()
    parts = []
    if data.exists():
        parts.append(paragraphs(data))
    if archive.exists():
        threads = read(archive)
        parts += [conversations(threads), latency(threads)]
    return "\n".join(
        ["| search | MRR@10 | p50 ms | p95 ms | goal |", "| --- | --- | --- | --- | --- |", *parts]
    )


def paragraphs(data: Path) -> str:
    """French questions whose paragraph is known: all paragraphs ranked for each."""
    texts = json.loads((data / "piaf_docs.json").read_text())
    asked = [
        one for file in sorted(data.glob("piaf_questions*.json")) for one in json.loads(file.read_text())
    ]
    fill(texts)
    score, times = measure([(one["question"], one["doc"]) for one in asked], found)
    return line(
        f"{len(texts)} French paragraphs, {len(asked)} questions", score, times, "0.76", score >= 0.76
    )


def read(archive: Path) -> list[tuple[str, list[str]]]:
    """Title and messages of each thread, as plain text."""
    from cordee.core.text import from_html, plain

    with gzip.open(archive, "rt") as lines:
        rows = [json.loads(row) for row in lines]
    return [(row["title"], [plain(from_html(post["html"])) for post in row["posts"]]) for row in rows]


def conversations(threads: list[tuple[str, list[str]]]) -> str:
    """Ten words drawn from the later messages of a thread must find it; beside PostgreSQL's ``ts_rank``."""
    draw = random.Random(SEED)
    long = [number for number, (_title, messages) in enumerate(threads) if len(messages) >= 4]
    asked = []
    for number in draw.sample(long, min(THREADS, len(long))):
        words = [word for message in threads[number][1][1:] for word in message.split() if word.isalpha()]
        if len(words) >= FIRST:
            asked.append((" ".join(draw.sample(words, 10)), number))
    texts = ["\n".join([title, *messages]) for title, messages in threads]
    plain, slow = measure(asked, ts_rank(texts))
    fill([messages for _title, messages in threads], [title for title, _messages in threads])
    ours, times = measure(asked, found)
    told = f"{len(texts):,} threads, {len(asked):,} times ten words"
    return "\n".join(
        [
            line(f"{told}: ts_rank", plain, slow, "", None),
            line(f"{told}: Cordée", ours, times, "1.1 times ts_rank", ours >= 1.1 * plain),
        ]
    )


def latency(threads: list[tuple[str, list[str]]]) -> str:
    """How long a search takes among 200,000 posts: the archive's messages, again and again with their words shuffled."""
    draw = random.Random(SEED)
    messages = [message for _title, some in threads for message in some]

    def made() -> Any:
        for number in range(POSTS):
            words = messages[number % len(messages)].split()
            if number >= len(messages):
                draw.shuffle(words)
            yield " ".join(words)

    fill(list(made()))
    asked = []
    for _time in range(500):
        words = [word for word in draw.choice(messages).split() if word.isalpha()]
        if words:
            asked.append((" ".join(draw.sample(words, min(len(words), draw.randint(1, 5)))), 0))
    _score, times = measure(asked, found)
    return line(f"{POSTS:,} posts, one to five words", None, times, "p95 100 ms", percentile(times) <= 0.1)


def fill(texts: Sequence[str | Sequence[str]], titles: Sequence[str] | None = None) -> None:
    """An index of these texts alone, each named by its place."""
    from django.db import connection, transaction
    from django.utils import timezone

    from cordee.search.indexing import Text, write
    from cordee.search.models import Document, Posting, Tally, Term, Word

    with connection.cursor() as cursor:
        names = ", ".join(model._meta.db_table for model in (Document, Posting, Tally, Term, Word))
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY")
    now = timezone.now()
    for start in range(0, len(texts), AT_ONCE):
        some = [
            Text(
                uuid.UUID(int=number + 1),
                SPACE,
                "discussion",
                False,
                now,
                titles[number] if titles else "",
                [texts[number]] if isinstance(texts[number], str) else texts[number],  # type: ignore[list-item]
            )
            for number in range(start, min(start + AT_ONCE, len(texts)))
        ]
        with transaction.atomic():
            write(some, [text.post_id for text in some])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE search_posting, search_document, search_term, search_word")


SPACE = uuid.UUID(int=1)


def found(text: str) -> list[int]:
    """The product's own answer."""
    from cordee.search.ranking import Filters, question, ranked

    return [hit.post_id.int - 1 for hit in ranked(question(text), Filters([SPACE]), FIRST)]


def ts_rank(texts: Sequence[str]) -> Callable[[str], list[int]]:
    """Any word, ranked by PostgreSQL with length normalisation."""
    from django.db import connection

    cursor = connection.cursor()
    cursor.execute("CREATE TEMP TABLE plain (id int PRIMARY KEY, v tsvector)")
    for number, text in enumerate(texts):
        cursor.execute("INSERT INTO plain VALUES (%s, to_tsvector('english', %s))", [number, text[:500_000]])
    cursor.execute("CREATE INDEX ON plain USING gin (v)")
    cursor.execute("ANALYZE plain")

    def ask(text: str) -> list[int]:
        cursor.execute(
            "SELECT id FROM plain, to_tsquery('english', %s) q WHERE v @@ q ORDER BY ts_rank(v, q, 1) DESC LIMIT %s",
            [" | ".join(text.split()), FIRST],
        )
        return [row[0] for row in cursor.fetchall()]

    return ask


def measure(asked: Sequence[tuple[str, int]], ask: Callable[[str], list[int]]) -> tuple[float, list[float]]:
    """Mean reciprocal rank among the first ten, and the seconds of each answer."""
    total, times = 0.0, []
    for text, wanted in asked:
        started = time.perf_counter()
        answers = ask(text)
        times.append(time.perf_counter() - started)
        if wanted in answers:
            total += 1 / (1 + answers.index(wanted))
    return total / max(1, len(asked)), times


def percentile(times: Sequence[float]) -> float:
    """The 95th."""
    return sorted(times)[int(len(times) * 0.95)]


def line(what: str, score: float | None, times: Sequence[float], goal: str, reached: bool | None) -> str:
    """A line of the table."""
    state = "" if reached is None else ", reached" if reached else ", missed"
    shown = f"{score:.3f}" if score is not None else ""
    median, high = statistics.median(times) * 1000, percentile(times) * 1000
    return f"| {what} | {shown} | {median:.0f} | {high:.0f} | {goal}{state} |"


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), Path(sys.argv[2])))
