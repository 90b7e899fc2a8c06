"""What the pages of a path cost beside the empty one, and how they grow with the cohort."""

import json
import statistics
from collections.abc import Callable
from typing import Any

from cordee.bench.learners import GRADED, LARGE, SMALL
from cordee.bench.load import Order, Result, measure
from cordee.bench.site import Site

PAGES = ("path", "activity")
MOST_QUERIES, MOST_COST, MOST_GROWTH, MOST_GRADEBOOK = 10, 5.0, 1.2, 12
WARM_UP = 1.0  # seconds


def run(site: Site, *, rounds: int, seconds: float, tell: Callable[[str], None]) -> str:
    """Measure a site with a path in a small and a large cohort, turn by turn; returns a table."""
    site.prepare_demo()
    with site.running():
        tell(f"cohorts of {SMALL}, {GRADED} and {LARGE:,} learners (once)")
        url = site.url
        facts = json.loads(site.inside("cordee.bench.learners", DATABASE_URL=url))
        results: dict[tuple[str, str], list[Result]] = {}
        work: dict[tuple[str, str], list[float]] = {}
        for number in range(rounds + 1):
            for page in ("empty", *PAGES):
                for size in ("small", "large"):
                    known = facts[size]
                    before = site.cpu()
                    result = measure(
                        Order(
                            site.port, known["pages"][page], known["cookie"], seconds if number else WARM_UP
                        )
                    )
                    if result.wrong:
                        tell(f"{page}, {size} cohort: {result.wrong} answers were no page")
                    if number:
                        results.setdefault((size, page), []).append(result)
                        spent = (site.cpu() - before) / result.answers * 1000
                        work.setdefault((size, page), []).append(spent)
            tell(f"round {number} of {rounds}")
    return _table(facts, results, work)


def _table(
    facts: dict[str, Any],
    results: dict[tuple[str, str], list[Result]],
    work: dict[tuple[str, str], list[float]],
) -> str:
    """By processor time, which a busy machine blurs least; answers a second beside it."""
    cpu = {key: statistics.median(spent) for key, spent in work.items()}
    rate = {key: statistics.median(one.rate for one in found) for key, found in results.items()}
    empty = cpu["large", "empty"]
    lines = [
        "| page | SQL queries | answers/s | processor ms | in empty pages "
        f"| growth from {SMALL} to {LARGE:,} learners | goals |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        f"| empty | {facts['large']['queries']['empty']} | {rate['large', 'empty']:.0f} | {empty:.1f} | 1.0 | | |",
    ]
    for page in PAGES:
        queries = facts["large"]["queries"][page]
        cost, growth = cpu["large", page] / empty, cpu["large", page] / cpu["small", page]
        reached = queries <= MOST_QUERIES and cost <= MOST_COST and growth <= MOST_GROWTH
        lines.append(
            f"| {page} | {queries} | {rate['large', page]:.0f} | {cpu['large', page]:.1f} | {cost:.1f} "
            f"| {growth:.2f} | {'reached' if reached else 'missed'} |"
        )
    gradebook = facts["gradebook"]
    said = "reached" if gradebook <= MOST_GRADEBOOK else "missed"
    lines += [
        f"| gradebook of {GRADED} | {gradebook} | | | | | {said} |",
        "",
        f"Goals: at most {MOST_QUERIES} queries, {MOST_COST:g} times the empty page, growth {MOST_GROWTH:g}; the "
        f"gradebook {MOST_GRADEBOOK} queries. Processor: of web, worker and the embedded PostgreSQL together.",
    ]
    return "\n".join(lines)
