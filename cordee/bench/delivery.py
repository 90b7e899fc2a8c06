"""One contribution told to ten thousand followers: bells, mails to a server of this machine, each once.

Twice: undisturbed, then with the worker killed (SIGKILL) in the middle. The two minutes for which mails are held back, so
that what is read on the page is not sent, are left out.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from cordee.bench.crowd import FOLLOWERS
from cordee.bench.site import PYTHON, Site, SiteError
from cordee.launch.place import Home

MOST, PATIENCE = 60.0, 600.0  # seconds: the goal; until it is given up
SLOWEST = 0.5  # seconds of the request
Ask = Callable[[str], dict[str, int]]


def run(site: Site, tell: Callable[[str], None]) -> str:
    """Both rounds, as a table."""
    tell("preparing ten thousand followers (kept for the next runs)")
    site.prepare_demo()
    lines = [
        f"| one contribution to {FOLLOWERS:,} followers | request | all mails have left after | processor | mails | "
        "people | more than once | told in bells |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    with _sink() as (port, ask):
        os.environ |= {
            "CORDEE_SMTP_HOST": "127.0.0.1", "CORDEE_SMTP_PORT": str(port), "CORDEE_SMTP_TLS": "0",
            "CORDEE_MESSAGE_GRACE": "0",
        }  # fmt: skip
        with site.running(workers=1):
            reached = []
            for name, killed in (("undisturbed", False), ("worker killed in the middle", True)):
                row, good = _round(site, ask, killed=killed)
                lines.append(f"| {name} {row}")
                tell(lines[-1])
                reached.append(good)
    goals = f"Goals: {MOST:.0f} s, no request waits, once each"
    return "\n".join([*lines, "", f"{goals}: {'reached' if all(reached) else 'missed'}."])


def _round(site: Site, ask: Ask, *, killed: bool) -> tuple[str, bool]:
    url = site.url
    before = json.loads(site.inside("cordee.bench.crowd", "waiting", DATABASE_URL=url))["told"]
    ask("reset")
    killing = killed
    cpu = site.cpu()
    published: dict[str, Any] = json.loads(site.inside("cordee.bench.crowd", DATABASE_URL=url))
    if published["status"] != 302:
        raise SiteError(f"The contribution was not taken (status {published['status']}).")
    started = time.monotonic()
    while (came := ask("how many")["people"]) < FOLLOWERS and time.monotonic() - started < PATIENCE:
        if killed and came > FOLLOWERS // 3:
            os.kill(Home(site.folder).read_state()["children"]["worker"], signal.SIGKILL)
            killed = False
        time.sleep(0.05)
    seconds, taken = time.monotonic() - started, f"{site.cpu() - cpu:.0f} s" if not killing else ""
    while True:
        state = json.loads(site.inside("cordee.bench.crowd", "waiting", DATABASE_URL=url))
        if not state["waiting"] or time.monotonic() - started > PATIENCE:
            break
    told = ask("how many")
    twice, missed = told["mails"] - told["distinct"], FOLLOWERS - told["people"]
    good = (
        seconds <= MOST and published["seconds"] <= SLOWEST and not missed and told["distinct"] == FOLLOWERS
        and state["told"] - before == FOLLOWERS
    )  # fmt: skip
    row = (
        f"| {published['seconds']:.2f} s | {seconds:.0f} s | {taken} | {told['distinct']:,} | {told['people']:,} "
        f"| {twice} | {state['told'] - before:,} |"
    )
    return row, good


@contextlib.contextmanager
def _sink() -> Iterator[tuple[int, Ask]]:
    """The mail server, in a process of its own: its port, and how to ask it."""
    command = [sys.executable, *PYTHON[1:], "cordee.bench.sink"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        hear, say = process.stdout, process.stdin

        def ask(question: str) -> dict[str, int]:
            say.write(question + "\n")
            say.flush()
            return dict(json.loads(hear.readline()))

        yield int(hear.readline()), ask
        process.terminate()
