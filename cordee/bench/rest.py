"""What takes memory while nobody does anything, and how fast a reader takes the journal."""

import json
import re
import shutil
import threading
import time
from pathlib import Path

import psutil

from cordee.bench.site import Site
from cordee.launch.memory import measure
from cordee.launch.place import Home
from cordee.launch.postgres import Server

MOST = 350  # MB
LISTENERS, MOST_LIVE = 2_000, 400  # open pages, MB
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


def live(site: Site) -> str:
    """Two thousand open pages on one web process: its memory, and how soon all of them hear of a reply."""
    url = site.url
    before = _resident(site)
    told: dict[str, float] = {}
    reading = threading.Thread(target=_watch, args=(site, told), daemon=True)
    reading.start()
    heard = json.loads(
        site.inside("cordee.bench.listeners", str(site.port), str(LISTENERS), DATABASE_URL=url)
    )
    told["over"] = 1.0
    reading.join()
    peak = told.get("peak", before)
    state = "reached" if peak <= MOST_LIVE and heard["p95"] <= 1 else "missed"
    whole = "all" if heard["heard"] == heard["wanted"] else f"{heard['heard']:,} of {heard['wanted']:,}"
    return "\n".join(
        [
            "| live connections, one web process | MB before | MB at most | heard | p50 s | p95 s | last s | goals |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
            f"| {heard['open']:,} | {before:.0f} | {peak:.0f} | {whole} | {heard['p50']:.2f} | {heard['p95']:.2f} "
            f"| {heard['last']:.2f} | {MOST_LIVE} MB, p95 1 s: {state} |",
        ]
    )


def _resident(site: Site) -> float:
    """Megabytes of the first web process."""
    pid = Home(site.folder).read_state()["children"]["web-1"]
    return float(psutil.Process(pid).memory_info().rss / 2**20)


def _watch(site: Site, told: dict[str, float]) -> None:
    while "over" not in told:
        told["peak"] = max(told.get("peak", 0.0), _resident(site))
        time.sleep(0.2)


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
