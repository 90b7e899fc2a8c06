"""What ``bin/bench`` measures, part by part. A part asks for what it needs, which is made at the first call."""

import argparse
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from cordee.bench import (
    asks,
    backup,
    circulation,
    course,
    decline,
    delivery,
    evidence,
    insights,
    lighthouse,
    pages,
    paths,
    portable,
    records,
    rest,
    routing,
    weight,
)
from cordee.bench.archive import communities
from cordee.bench.site import Site

FRESH_FOR = 2 * 86_400  # seconds: older, the archive's last days are no longer news


@dataclass(frozen=True)
class Bench:
    """What was asked for (``options``), where it is made (``folder``), and the sites that are measured."""

    folder: Path
    options: argparse.Namespace

    def site(self, name: str, number: int) -> Site:
        """A site with its own folder, database and port: the ``number``-th from the first."""
        return Site(name, self.folder / name, self.options.port + number, _database(name))

    @property
    def source(self) -> Path | None:
        """The archive of a community, where there is one."""
        return self.options.archive if self.options.archive.exists() else None

    @cached_property
    def communities(self) -> tuple[Site, Site]:
        """A site with the whole community in it, and one with a thousand messages of it."""
        self.fill()
        return self._sites

    @property
    def large(self) -> Site:
        """The site with the whole community."""
        return self.communities[0]

    def fill(self, *, again: bool = False) -> str:
        """Fill both communities where they are not, or grew old; tells how long the large import took, now or then."""
        note = self.folder / "prepared.json"
        known: dict[str, Any] = json.loads(note.read_text()) if note.exists() else {}
        digest = hashlib.sha256(self.source.read_bytes()).hexdigest()[:16] if self.source else "synthetic"
        stale = known.get("digest") != digest or time.time() - known.get("at", 0) > FRESH_FOR
        if stale or again:
            tell("preparing two communities (some minutes, kept for the next runs)")
            made = communities(self.source, self.folder, now=int(time.time()))
            known = {"digest": digest, "at": int(time.time()), "messages": made.messages}
        for site in reversed(self._sites):
            seconds = site.prepare(self.folder / f"{site.name}.jsonl.gz", f"{digest} {known['at']}")
            if seconds is not None:
                known["seconds"] = seconds  # of the large one, which comes last
        note.write_text(json.dumps(known))
        count, seconds = known["messages"], known["seconds"]
        return f"Import: {count:,} messages in {seconds:.0f} s, {count / seconds:,.0f} a second (reader included)."

    def facts(self, site: Site) -> dict[str, Any]:
        """What stands where on a site that runs: pages to ask for, who asks."""
        return site.facts(self.folder / "measured.json")

    @property
    def _sites(self) -> tuple[Site, Site]:
        return self.site("large", 0), self.site("small", 1)


def tell(sentence: str) -> None:
    """What is on the way, apart from the figures."""
    print(f"  {sentence}", file=sys.stderr, flush=True)


def _database(name: str) -> str | None:
    """With ``DATABASE_URL``, a database of our own beside the one it names; made when it is not there."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return None
    parts = urlsplit(url)
    own = f"{parts.path.strip('/') or 'cordee'}_bench_{name}"
    with psycopg.connect(url, autocommit=True) as link:
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [own]).fetchone():
            link.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(own)))
    return parts._replace(path=f"/{own}").geturl()


def _decline(bench: Bench) -> Iterator[str]:
    yield decline.report()


def _asks(bench: Bench) -> Iterator[str]:
    yield asks.run()


def _circulation(bench: Bench) -> Iterator[str]:
    yield circulation.planted_found()
    yield circulation.of_community(bench.large)


def _delivery(bench: Bench) -> Iterator[str]:
    yield delivery.run(bench.site("delivery", 5), tell)


def _routing(bench: Bench) -> Iterator[str]:
    yield routing.replayed(bench.site("large", 0), [bench.options.archive, bench.options.second])
    with bench.large.running(workers=1):
        yield routing.latency(bench.large)


def _portable(bench: Bench) -> Iterator[str]:
    given = bench.options
    store = bench.site("portable", 6)
    yield portable.run(
        store, bench.folder, rows=given.rows, statements=given.statements, spark=given.spark, tell=tell
    )


def _records(bench: Bench) -> Iterator[str]:
    given = bench.options
    yield records.run(bench.site("records", 5), seconds=given.seconds * 5, most=given.statements, tell=tell)


def _evidence(bench: Bench) -> Iterator[str]:
    yield evidence.run(bench.site("evidence", 7), learners=bench.options.learners, tell=tell)


def _insights(bench: Bench) -> Iterator[str]:
    given = bench.options
    busy = bench.site("insights", 6)
    yield insights.run(busy, events=given.events, people=given.people, weeks=given.weeks, tell=tell)
    yield insights.rebuilt(bench.large, given.archive)


def _paths(bench: Bench) -> Iterator[str]:
    given = bench.options
    yield paths.run(bench.site("learning", 4), rounds=given.rounds, seconds=given.seconds, tell=tell)


def _import(bench: Bench) -> Iterator[str]:
    """A course; and the community, once more when this part was named."""
    yield course.run(bench.site("learning", 4), bench.folder)
    yield bench.fill(again=bool(bench.options.what))


def _search(bench: Bench) -> Iterator[str]:
    given = bench.options
    yield rest.search(bench.folder, given.data, given.archive, given.port + 3)


def _live(bench: Bench) -> Iterator[str]:
    with bench.large.running(workers=1):
        yield rest.live(bench.large)


def _memory(bench: Bench) -> Iterator[str]:
    with bench.large.running():
        yield rest.memory(bench.large)


def _weight(bench: Bench) -> Iterator[str]:
    with bench.large.running():
        yield weight.table(bench.large, bench.facts(bench.large))


def _pages(bench: Bench) -> Iterator[str]:
    given, (large, small) = bench.options, bench.communities
    with large.running(), small.running():
        facts = {site.name: bench.facts(site) for site in (large, small)}
        yield pages.run(large, small, facts, rounds=given.rounds, seconds=given.seconds, tell=tell)


def _journal(bench: Bench) -> Iterator[str]:
    with bench.large.running():
        yield rest.journal(bench.large)


def _lighthouse(bench: Bench) -> Iterator[str]:
    with bench.large.running():
        yield lighthouse.table(bench.large, bench.facts(bench.large), rounds=bench.options.rounds)


def _backup(bench: Bench) -> Iterator[str]:
    with bench.large.running():
        yield backup.run(bench.large, bench.folder)


PARTS: dict[str, Callable[[Bench], Iterator[str]]] = {
    "decline": _decline,
    "asks": _asks,
    "circulation": _circulation,
    "delivery": _delivery,
    "routing": _routing,
    "portable": _portable,
    "records": _records,
    "evidence": _evidence,
    "insights": _insights,
    "paths": _paths,
    "import": _import,
    "search": _search,
    "live": _live,
    "memory": _memory,
    "weight": _weight,
    "pages": _pages,
    "journal": _journal,
    "lighthouse": _lighthouse,
    "backup": _backup,
}
"""Each part by its name, in the order in which they are measured: each tells its figures as soon as it knows them."""
