"""The record store through HTTP: how fast it takes statements, and what a filtered page costs as it grows."""

import base64
import http.client
import statistics
import threading
import time
from collections.abc import Callable
from urllib.parse import quote

from cordee.bench.site import Site
from cordee.bench.statements import batch
from cordee.launch.place import Home

SENDERS, BATCH, BODIES = 4, 100, 40
MOST_MS, LEAST_RATE, MOST_GROWTH = 30.0, 6_000, 1.3
ASKED = 200  # pages of each kind
SMALL = 100_000
_ROOT = "https://learning.example.org"
_AGENT = quote('{"account":{"homePage":"https://learning.example.org","name":"42"}}')
# What is asked for: an agent, a verb, an activity, two together, broadly; by who sees one family; all. A hundred at once.
PAGES = {
    "agent": f"agent={_AGENT}",
    "verb": f"verb={quote('http://adlnet.gov/expapi/verbs/passed', safe='')}",
    "activity": f"activity={quote(f'{_ROOT}/activities/42', safe='')}",
    "verb and activity": f"verb={quote('http://adlnet.gov/expapi/verbs/passed', safe='')}"
    f"&activity={quote(f'{_ROOT}/activities/42', safe='')}",
    "course, broadly": f"activity={quote(f'{_ROOT}/courses/7', safe='')}&related_activities=true",
    "family": "",
    "all": "",
}
FAMILY = f"{_ROOT}/activities/4"  # what one of the credentials may read: a good fifth of all


def run(site: Site, *, seconds: float, most: int, tell: Callable[[str], None]) -> str:
    """Send for ``seconds``, then ask at 100,000 stored and, where ``most`` is more, at that; returns two tables."""
    Home(site.folder).prepare()
    site.command("migrate", "--no-input")
    headers = _credential(site)
    of_family = _credential(site, "--family", FAMILY)
    with site.running():
        tell(f"sending statements for {seconds:.0f} s")
        ingest = _ingest(site, headers, seconds)
        url = site.url
        costs: dict[int, dict[str, float]] = {}
        for size in sorted({SMALL, most}):
            tell(f"filling up to {size:,} statements")
            stored = int(site.inside("cordee.bench.filling", str(size), DATABASE_URL=url))
            costs[stored] = {
                name: _page(site, of_family if name == "family" else headers, query)
                for name, query in PAGES.items()
            }
    return ingest + "\n\n" + _table(costs)


def _credential(site: Site, *options: str) -> dict[str, str]:
    """The headers of a client with credentials of its own."""
    user, password = site.command("xapi-credential", "--scope", "all", *options).split()[-2:]
    return {
        "Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode(),
        "X-Experience-API-Version": "1.0.3",
        "Content-Type": "application/json",
    }


def _ingest(site: Site, headers: dict[str, str], seconds: float) -> str:
    bodies = [batch(seed, BATCH) for seed in range(BODIES)]
    taken = [0] * SENDERS
    until = time.monotonic() + seconds
    before, began = site.cpu(), time.monotonic()

    def send(sender: int) -> None:
        link = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        place = sender * BODIES // SENDERS
        while time.monotonic() < until:
            link.request("POST", "/xapi/statements", bodies[place % BODIES], headers)
            response = link.getresponse()
            response.read()
            if response.status == 200:
                taken[sender] += BATCH
            place += 1
        link.close()

    senders = [threading.Thread(target=send, args=(sender,)) for sender in range(SENDERS)]
    for one in senders:
        one.start()
    for one in senders:
        one.join()
    passed, spent, count = time.monotonic() - began, site.cpu() - before, max(1, sum(taken))
    rate = count / passed
    state = "reached" if rate >= LEAST_RATE else "missed"
    return "\n".join(
        [
            f"| statements by HTTP, batches of {BATCH} | a second | processor µs each | goal |",
            "| --- | --- | --- | --- |",
            f"| {count:,} | {rate:,.0f} | {spent / count * 1e6:.0f} | {LEAST_RATE:,}: {state} |",
        ]
    )


def _page(site: Site, headers: dict[str, str], query: str) -> float:
    """Milliseconds of a page of a hundred, at the 95th percentile."""
    link = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    took = []
    for _number in range(ASKED):
        began = time.perf_counter()
        link.request("GET", f"/xapi/statements?limit=100&{query}".rstrip("&"), headers=headers)
        link.getresponse().read()
        took.append((time.perf_counter() - began) * 1000)
    link.close()
    return statistics.quantiles(took, n=20)[-1]


def _table(costs: dict[int, dict[str, float]]) -> str:
    sizes = sorted(costs)
    head = " | ".join(f"p95 ms at {size:,}" for size in sizes)
    lines = [f"| page of 100 by | {head} | growth | goals |", "| --- |" + " --- |" * (len(sizes) + 2)]
    for name in PAGES:
        found = [costs[size][name] for size in sizes]
        growth = found[-1] / found[0]
        fine = found[-1] <= MOST_MS and growth <= MOST_GROWTH
        state = "reached" if fine else "missed"
        cells = " | ".join(f"{one:.1f}" for one in found)
        lines.append(f"| {name} | {cells} | {growth:.2f} | {MOST_MS:.0f} ms, {MOST_GROWTH}: {state} |")
    return "\n".join(lines)
