"""The community that is measured: an archive moved to the present, and a small one cut out of it.

Moved, because pages show what is recent: an archive that ended months ago would give today's page nothing to
do. The small one holds the very thread and the very author that are measured, so that growth compares equal pages.
"""

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SMALL = 1_000  # messages
REPLIES = 50  # of the thread that is measured
AUTHORED = 20  # threads of the author who is measured, one page of a profile
VOCABULARY = """apprendre partager essayer question réponse groupe séance atelier exemple méthode retour semaine équipe
projet outil idée besoin temps avis texte image règle temps-fort voix écoute parole exercice mesure étape suite
pratique terrain salle écran papier carte plan pause accueil départ arrivée objectif compétence parcours"""

Thread = dict[str, Any]


@dataclass(frozen=True)
class Measured:
    """What the pages that are measured show."""

    thread_title: str
    thread_at: int
    author: str


@dataclass(frozen=True)
class Community:
    """Two archives of the same form, and what to look at in both."""

    large: Path
    small: Path
    measured: Measured
    messages: int


def communities(source: Path | None, folder: Path, now: int) -> Community:
    """Write both archives into ``folder``. Without ``source``, of a synthetic community."""
    threads = list(_read(source)) if source else list(synthetic())
    last = max(post["at"] for thread in threads for post in thread["posts"])
    for thread in threads:
        for post in thread["posts"]:
            post["at"] += now - last
    threads.sort(key=lambda thread: thread["posts"][-1]["at"])
    measured = min(threads, key=lambda thread: abs(len(thread["posts"]) - 1 - REPLIES))
    author = Counter(thread["posts"][0]["author"] for thread in threads).most_common(1)[0][0]
    found = Community(
        large=_write(folder / "large.jsonl.gz", threads),
        small=_write(folder / "small.jsonl.gz", _small(threads, measured, author)),
        measured=Measured(measured["title"], measured["posts"][0]["at"], author),
        messages=sum(len(thread["posts"]) for thread in threads),
    )
    (folder / "measured.json").write_text(json.dumps(asdict(found.measured)))
    return found


def _small(threads: list[Thread], measured: Thread, author: str) -> list[Thread]:
    """The latest threads, with the measured one and the author's latest, up to ``SMALL`` messages."""
    theirs = [thread for thread in threads if thread["posts"][0]["author"] == author]
    kept = [measured, *sorted(theirs, key=lambda thread: thread["posts"][0]["at"])[-AUTHORED - 1 :]]
    count = sum(len(thread["posts"]) for thread in kept)
    for thread in reversed(threads):
        if count >= SMALL:
            break
        if not any(thread is other for other in kept):
            kept.append(thread)
            count += len(thread["posts"])
    return sorted(kept, key=lambda thread: thread["posts"][-1]["at"])


def synthetic(threads: int = 5_500, messages: int = 72_000, people: int = 1_100) -> Iterator[Thread]:
    """A community of the same size and unevenness as the real one that we know, always the same."""
    chance, words = random.Random(7), VOCABULARY.split()
    names = [f"s{number:04d}" for number in range(people)]
    weights = [1 / rank for rank in range(1, people + 1)]
    sizes = [1 + min(int(chance.paretovariate(1.1)), 400) for _ in range(threads)]
    scale = messages / sum(sizes)
    at, key = 1_600_000_000, 0
    for number in range(threads):
        at += chance.randrange(40_000)
        count = max(1, round(sizes[number] * scale))
        moment, posts = at, []
        for author in chance.choices(names, weights, k=count):
            key += 1
            posts.append({"id": key, "author": author, "at": moment, "html": _message(chance, words, names)})
            moment += chance.randrange(1, 7_200)
        title = " ".join(chance.choices(words, k=chance.randrange(2, 7)))
        yield {"title": f"{title} {number}", "solved": chance.random() < 0.13, "posts": posts}


def _message(chance: random.Random, words: list[str], names: list[str]) -> str:
    parts = []
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        sentence = " ".join(chance.choices(words, k=chance.randrange(4, 60)))
        parts.append(f"<p>{sentence.capitalize()}.</p>")
    if chance.random() < 0.15:
        code = "\n".join(" ".join(chance.choices(words, k=4)) for _ in range(chance.randrange(1, 12)))
        parts.append(f'<div class="codehilite" data-code-language="Python"><pre>{code}\n</pre></div>')
    if chance.random() < 0.1:
        parts.append(f"<p>@{chance.choice(names)} <strong>merci</strong></p>")
    return "\n".join(parts)


def _read(path: Path) -> Iterator[Thread]:
    with path.open("rb") as start:
        zipped = start.read(2) == b"\x1f\x8b"
    with gzip.open(path, "rb") if zipped else path.open("rb") as file:
        for line in file:
            yield json.loads(line)


def _write(path: Path, threads: Iterable[Thread]) -> Path:
    with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as file:
        file.writelines(json.dumps(thread) + "\n" for thread in threads)
    return path
