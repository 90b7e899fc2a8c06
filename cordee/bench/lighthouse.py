"""What Lighthouse says of the pages on a phone, signed in. Its packages are installed only when this is asked for."""

import contextlib
import json
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cordee.bench.site import Site, SiteError
from cordee.launch.browser import find_browser
from cordee.launch.place import ROOT

PAGES = ("today", "space", "thread")
TRIES = 3
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100}
HERE = ROOT / "frontend" / "lighthouse"


def table(site: Site, facts: dict[str, Any], *, rounds: int) -> str:
    """The median of ``rounds`` runs a page, with its goals. Needs Node 22 and a Chromium."""
    command = _command()
    lines = [
        "| Lighthouse, mobile | performance | accessibility | best practices | first paint | largest paint | goals |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for page in PAGES:
        address = f"http://127.0.0.1:{site.port}{facts['pages'][page]}"
        runs = sorted(
            (_measured(command, address, facts["cookie"]) for _ in range(rounds)),
            key=lambda run: run["categories"]["performance"]["score"],
        )
        median = runs[len(runs) // 2]
        scores = {name: round(100 * median["categories"][name]["score"]) for name in GOALS}
        paints = [
            median["audits"][name]["displayValue"]
            for name in ("first-contentful-paint", "largest-contentful-paint")
        ]
        state = "reached" if all(scores[name] >= goal for name, goal in GOALS.items()) else "missed"
        lines.append(f"| {page} | {' | '.join(map(str, scores.values()))} | {' | '.join(paints)} | {state} |")
        for name, goal in GOALS.items():
            if scores[name] < goal:
                lines += [f"| | {fault} | | | | | |" for fault in _faults(median, name)]
    goals = ", ".join(f"{name} {goal}" for name, goal in GOALS.items())
    return "\n".join([*lines, "", f"Goals: {goals}; medians of {rounds} runs."])


def _command() -> list[str]:
    npm = shutil.which("npm")
    if npm is None:
        raise SiteError("Lighthouse needs Node 22 or later and npm.")
    if not (HERE / "node_modules").exists():
        subprocess.run(
            [npm, "ci", "--no-audit", "--no-fund"], cwd=HERE, check=True, stdout=subprocess.DEVNULL
        )
    return ["node", str(HERE / "node_modules" / "lighthouse" / "cli" / "index.js")]


def _measured(command: list[str], address: str, cookie: str) -> dict[str, Any]:
    """A run that has all its scores: on a busy machine the browser sometimes sees no paint in time."""
    for _attempt in range(TRIES):
        run = _run(command, address, cookie)
        if all(run["categories"][name]["score"] is not None for name in GOALS):
            return run
    raise SiteError(
        f"Lighthouse could not measure {address}: {(run.get('runtimeError') or {}).get('message')}"
    )


def _run(command: list[str], address: str, cookie: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, _signed_in(Path(folder), cookie) as port:
        report = Path(folder) / "report.json"
        answer = subprocess.run(
            [
                *command, address, "--quiet", "--output=json", f"--output-path={report}", f"--port={port}",
                f"--only-categories={','.join(GOALS)}",
            ],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if not report.exists():
            raise SiteError(f"Lighthouse failed: {(answer.stderr or answer.stdout).strip()[-300:]}")
        return dict(json.loads(report.read_text()))


@contextlib.contextmanager
def _signed_in(folder: Path, cookie: str) -> Iterator[int]:
    """The port of a browser that holds the cookie: as a header it would miss the stream of live updates."""
    from playwright.sync_api import sync_playwright  # of the tests' packages

    name, _equals, value = cookie.partition("=")
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = int(free.getsockname()[1])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            folder / "profile",
            executable_path=find_browser(),
            args=["--no-sandbox", "--disable-gpu", f"--remote-debugging-port={port}"],
        )
        try:
            # For the whole site: with an address alone the cookie would hold for its folder.
            browser.add_cookies([{"name": name, "value": value, "domain": "127.0.0.1", "path": "/"}])
            yield port
        finally:
            browser.close()


def _faults(run: dict[str, Any], category: str) -> list[str]:
    """The audits of a category that were not passed, by their titles, each with the first thing that it found."""
    wanted = {one["id"] for one in run["categories"][category]["auditRefs"] if one["weight"]}
    audits = [run["audits"][name] for name in sorted(wanted)]
    return [_fault(audit) for audit in audits if audit["score"] is not None and audit["score"] < 1]


def _fault(audit: dict[str, Any]) -> str:
    found = (audit.get("details") or {}).get("items") or [{}]
    first = found[0].get("description") or (found[0].get("node") or {}).get("snippet") or ""
    where = (found[0].get("sourceLocation") or {}).get("url")
    first = f"{first} ({where})" if where else first
    return f"{audit['title']}: {first}" if first else str(audit["title"])
