"""The record store through HTTP: how fast it takes statements, and what a filtered page costs as it grows."""

import base64
import http.client
import json
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from cordee.bench.site import Site, SiteError
from cordee.bench.statements import batch
from cordee.launch.place import Home

SENDERS, BATCH, BODIES = 4, 100, 40
MOST_MS, LEAST_RATE, MOST_GROWTH = 30.0, 6_000, 1.3
ROUNDS, ASKED = (
    5,
    100,
)  # all kinds of pages in turn, so many of each: what else the machine does meets all of them
SMALL = 100_000
_ROOT = "https://learning.example.org"
_VERB = quote("http://adlnet.gov/expapi/verbs/completed", safe="")
_AGENT = quote('{"account":{"homePage":"https://learning.example.org","name":"7"}}')
# What is asked for: an agent, a verb, an activity, two together, broadly; by who sees one family; all. Of each there are
# a hundred among 100,000 statements: pages of two sizes of store are as long as each other.
PAGES = {
    "agent": f"agent={_AGENT}",
    "verb": f"verb={_VERB}",
    "activity": f"activity={quote(f'{_ROOT}/activities/7', safe='')}",
    "verb and activity": f"verb={_VERB}&activity={quote(f'{_ROOT}/activities/7', safe='')}",
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
        costs: dict[int, dict[str, Cost]] = {}
        for size in sorted({SMALL, most}):
            tell(f"filling up to {size:,} statements")
            stored = int(site.inside("cordee.bench.filling", str(size), DATABASE_URL=url))
            costs[stored] = _pages(site, headers, of_family)
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


@dataclass
class Cost:
    """Milliseconds of each page of a kind."""

    took: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return statistics.median(self.took)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.took, n=20)[-1]


def _pages(site: Site, headers: dict[str, str], of_family: dict[str, str]) -> dict[str, Cost]:
    """What each kind of page costs. A page that is not full would be compared with another that is: it is refused."""
    costs = {name: Cost() for name in PAGES}
    link = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    for _round in range(ROUNDS):
        for name, query in PAGES.items():
            for _number in range(ASKED):
                began = time.perf_counter()
                link.request(
                    "GET",
                    f"/xapi/statements?limit=100&{query}".rstrip("&"),
                    headers=of_family if name == "family" else headers,
                )
                told = link.getresponse().read()
                costs[name].took.append((time.perf_counter() - began) * 1000)
            if (held := len(json.loads(told)["statements"])) < 100:
                raise SiteError(f"A page by {name} holds {held} statements, not a hundred.")
    link.close()
    return costs


def _table(costs: dict[int, dict[str, Cost]]) -> str:
    sizes = sorted(costs)
    head = " | ".join(f"ms at {size:,}: half within, p95" for size in sizes)
    lines = [
        f"| full page of 100 by | {head} | growth of the middle, of p95 | goals |",
        "| --- |" + " --- |" * (len(sizes) + 2),
    ]
    for name in PAGES:
        first, *_between, last = [costs[size][name] for size in (sizes[0], *sizes)]
        middle, growth = last.middle / first.middle, last.p95 / first.p95
        state = "reached" if last.p95 <= MOST_MS and growth <= MOST_GROWTH else "missed"
        cells = " | ".join(f"{costs[size][name].middle:.1f}, {costs[size][name].p95:.1f}" for size in sizes)
        goals = f"p95 {MOST_MS:.0f} ms, its growth {MOST_GROWTH}: {state}"
        lines.append(f"| {name} | {cells} | {middle:.2f}, {growth:.2f} | {goals} |")
    return "\n".join(lines)
