"""What takes memory while nobody does anything, and how fast a reader takes the journal."""

import re
import shutil
import time
from pathlib import Path

from cordee.bench.site import Site
from cordee.launch.memory import measure
from cordee.launch.place import Home
from cordee.launch.postgres import Server

MOST = 350  # MB
SETTLE = 10.0  # seconds for the last requests' garbage and the database's own processes


def memory(site: Site) -> str:
    """Proportional set size of each process of a running site that nobody visits."""
    time.sleep(SETTLE)
    sums: dict[str, list[float]] = {}
    for share in measure(Home(site.folder)):
        sums.setdefault(re.sub(r"-\d+$", "", share.name), []).append(share.pss / 2**20)
    whole = sum(sum(shares) for shares in sums.values())
    lines = ["| idle | processes | MB (proportional) |", "| --- | --- | --- |"]
    lines += [f"| {name} | {len(shares)} | {sum(shares):.0f} |" for name, shares in sums.items()]
    state = "reached" if whole <= MOST else "missed"
    return "\n".join(
        [
            *lines,
            f"| in all | {sum(map(len, sums.values()))} | {whole:.0f} |",
            "",
            f"Goal: {MOST} MB, {state}.",
        ]
    )


def journal(site: Site) -> str:
    """Rebuild the activity reader from the whole journal, as ``bin/cordee replay activity`` does."""
    started = time.perf_counter()
    said = site.command("replay", "activity")
    seconds = time.perf_counter() - started
    found = re.search(r"rebuilt from ([\d,]+) events", said)
    events = int(found[1].replace(",", "")) if found else 0
    return f"The activity reader took {events:,} events in {seconds:.1f} s: {events / seconds:,.0f} a second."


def search(folder: Path, data: Path, archive: Path, port: int) -> str:
    """How well and how fast search finds, on a scratch database (see ``cordee.bench.relevance``)."""
    site = Site("search", folder / "search", port)
    Home(site.folder).prepare()
    server = Server(site.folder / "postgres")
    try:
        site.command("migrate", "--no-input")
        server.enter()
        return site.inside(
            "cordee.bench.relevance", str(data), str(archive), DATABASE_URL=server.url()
        ).strip()
    finally:
        server.leave()
        shutil.rmtree(site.folder, ignore_errors=True)
