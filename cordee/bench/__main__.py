"""``bin/bench``: measure this Cordée on this machine, and print what to compare. See ``--help``."""

import argparse
import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Sequence
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
    machine,
    pages,
    paths,
    portable,
    records,
    rest,
    routing,
    weight,
)
from cordee.bench.archive import communities
from cordee.bench.site import Site, SiteError
from cordee.launch.place import ROOT, Home

SECOND = ROOT.parent / "shared" / "data" / "expert" / "quantumcomputing_se_Posts.xml"
DATA = ROOT.parent / "shared" / "data" / "search-fr"
ARCHIVE = ROOT.parent / "shared" / "data" / "community.jsonl.gz"
FRESH_FOR = 2 * 86_400  # seconds: older, the archive's last days are no longer news
WHAT = (
    "import", "pages", "paths", "weight", "memory", "journal", "backup", "lighthouse", "search", "live", "decline",
    "asks", "delivery", "routing", "records", "portable", "circulation", "insights", "evidence",
)  # fmt: skip
ALONE = {"decline", "asks", "delivery"}  # need no site of a community
READ = {
    "import",
    "search",
    "paths",
    "records",
    "circulation",
    "insights",
    "evidence",
    *ALONE,
}  # ask no page of it
PORT = 8140


def main(arguments: Sequence[str]) -> int:
    """Prepare two communities (1,000 messages, all), serve both, measure. Returns the exit code."""
    options = _options().parse_args(arguments)
    what = options.what or list(WHAT)
    try:
        run(options, what)
    except SiteError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 0


def run(options: argparse.Namespace, what: Sequence[str]) -> None:
    """Print each part as soon as it is known; what is on the way goes to standard error."""
    folder = Home.from_environment().path / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    source = options.archive if options.archive.exists() else None
    large = Site("large", folder / "large", options.port, _database("large"))
    small = Site("small", folder / "small", options.port + 1, _database("small"))
    print(f"{machine.told()}\n{_told(source)}\n", flush=True)
    if "decline" in what:
        print(decline.report() + "\n", flush=True)
    if "asks" in what:
        print(asks.run() + "\n", flush=True)
    if "circulation" in what:
        print(circulation.planted_found() + "\n", flush=True)
    if "delivery" in what:
        crowd = Site("delivery", folder / "delivery", options.port + 5, _database("delivery"))
        print(delivery.run(crowd, _tell) + "\n", flush=True)
    if "routing" in what:
        print(routing.replayed(large, [options.archive, options.second]) + "\n", flush=True)
    if "portable" in what:
        store = Site("portable", folder / "portable", options.port + 6, _database("portable"))
        report = portable.run(
            store, folder, rows=options.rows, statements=options.statements, spark=options.spark, tell=_tell
        )
        print(report + "\n", flush=True)
        what = [one for one in what if one != "portable"]
    if not set(what) - ALONE:
        return
    if set(what) == {"search"}:
        print(rest.search(folder, options.data, options.archive, options.port + 3), flush=True)
        return
    learning = Site("learning", folder / "learning", options.port + 4, _database("learning"))
    if "records" in what:
        store = Site("records", folder / "records", options.port + 5, _database("records"))
        print(
            records.run(store, seconds=options.seconds * 5, most=options.statements, tell=_tell) + "\n",
            flush=True,
        )
    if "evidence" in what:
        proven = Site("evidence", folder / "evidence", options.port + 7, _database("evidence"))
        print(evidence.run(proven, learners=options.learners, tell=_tell) + "\n", flush=True)
    if not set(what) - {*ALONE, "records", "evidence"}:
        return
    if "insights" in what:
        busy = Site("insights", folder / "insights", options.port + 6, _database("insights"))
        report = insights.run(
            busy, events=options.events, people=options.people, weeks=options.weeks, tell=_tell
        )
        print(report + "\n", flush=True)
    if "paths" in what:
        print(
            paths.run(learning, rounds=options.rounds, seconds=options.seconds, tell=_tell) + "\n", flush=True
        )
    if "import" in what:
        print(course.run(learning, folder) + "\n", flush=True)
    if set(what) == {"paths"}:
        return
    imported = _prepare(folder, source, large, small, again="import" in what and bool(options.what))
    if "import" in what:
        print(imported + "\n", flush=True)
    if "circulation" in what:
        print(circulation.of_community(large) + "\n", flush=True)
    if "insights" in what:
        print(insights.rebuilt(large, options.archive) + "\n", flush=True)
    if "search" in what:
        print(rest.search(folder, options.data, options.archive, options.port + 3) + "\n", flush=True)
    if not set(what) - READ:
        return
    if "live" in what:
        with large.running(workers=1):
            print(rest.live(large) + "\n", flush=True)
    if "routing" in what:
        with large.running(workers=1):
            print(routing.latency(large) + "\n", flush=True)
    if not set(what) - {*READ, "live", "routing"}:
        return
    with contextlib.ExitStack() as held:
        held.enter_context(large.running())
        if "memory" in what:
            print(rest.memory(large) + "\n", flush=True)
        if "pages" in what:
            held.enter_context(small.running())
        facts = {
            site.name: site.facts(folder / "measured.json") for site in (large, small) if _runs(site, what)
        }
        if "weight" in what:
            print(weight.table(large, facts["large"]) + "\n", flush=True)
        if "pages" in what:
            report = pages.run(
                large, small, facts, rounds=options.rounds, seconds=options.seconds, tell=_tell
            )
            print(report + "\n", flush=True)
        if "journal" in what:
            print(rest.journal(large) + "\n", flush=True)
        if "lighthouse" in what:
            print(lighthouse.table(large, facts["large"], rounds=options.rounds) + "\n", flush=True)
        if "backup" in what:
            print(backup.run(large, folder), flush=True)


def _runs(site: Site, what: Sequence[str]) -> bool:
    return site.name == "large" or "pages" in what


def _prepare(folder: Path, source: Path | None, large: Site, small: Site, *, again: bool) -> str:
    """Both sites filled; tells how long the large import took, now or when it was done."""
    note = folder / "prepared.json"
    known: dict[str, Any] = json.loads(note.read_text()) if note.exists() else {}
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16] if source else "synthetic"
    stale = known.get("digest") != digest or time.time() - known.get("at", 0) > FRESH_FOR
    if stale or again:
        _tell("preparing two communities (some minutes, kept for the next runs)")
        community = communities(source, folder, now=int(time.time()))
        known = {"digest": digest, "at": int(time.time()), "messages": community.messages}
    stamp = f"{digest} {known['at']}"
    for site in (small, large):
        seconds = site.prepare(folder / f"{site.name}.jsonl.gz", stamp)
        if seconds is not None and site is large:
            known["seconds"] = seconds
    note.write_text(json.dumps(known))
    rate = known["messages"] / known["seconds"]
    return f"Import: {known['messages']:,} messages in {known['seconds']:.0f} s, {rate:,.0f} a second (reader included)."


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


def _told(source: Path | None) -> str:
    if source:
        return f"Community: {source.name}, moved to end today, beside the demo organisation."
    return "Community: synthetic (no archive was found), beside the demo organisation."


def _tell(sentence: str) -> None:
    print(f"  {sentence}", file=sys.stderr, flush=True)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure this Cordée on this machine.")
    parser.add_argument(
        "what", nargs="*", choices=[*WHAT, []], help=f"parts to measure: {', '.join(WHAT)} (all)"
    )
    parser.add_argument(
        "--archive", type=Path, default=ARCHIVE, help="a community archive (else a synthetic one)"
    )
    parser.add_argument("--data", type=Path, default=DATA, help="paragraphs and questions, for search")
    parser.add_argument(
        "--second",
        type=Path,
        default=SECOND,
        help="another community, for routing (an archive, or Posts.xml)",
    )
    parser.add_argument(
        "--statements",
        type=int,
        default=records.SMALL,
        help="how many the record store is filled up to (100,000)",
    )
    parser.add_argument("--events", type=int, default=100_000, help="acts behind the dashboards (100,000)")
    parser.add_argument("--weeks", type=int, default=104, help="weeks of figures behind the dashboards (104)")
    parser.add_argument("--people", type=int, default=2_000, help="people behind the dashboards (2,000)")
    parser.add_argument(
        "--learners", type=int, default=1_000, help="learners behind the file of evidence (1,000)"
    )
    parser.add_argument(
        "--rows", type=int, default=1_000_000, help="acts of the portable figures (1,000,000)"
    )
    parser.add_argument(
        "--spark",
        type=Path,
        help="the Python of an environment that has requirements/spark.txt; needs Java 17",
    )
    parser.add_argument("--rounds", type=int, default=3, help="rounds over all pages (3)")
    parser.add_argument("--seconds", type=float, default=4.0, help="seconds a page a round (4)")
    parser.add_argument("--port", type=int, default=PORT, help=f"first of two ports ({PORT})")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
