"""What a page costs beside the empty one, on the same server in the same run; and how it grows."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cordee.bench.load import CONNECTIONS, Order, Result, measure
from cordee.bench.site import Site

PAGES = ("today", "space", "thread", "profile")
MOST_QUERIES, MOST_COST, MOST_GROWTH = 8, 4.0, 1.3
WARM_UP = 1.0  # seconds

Answers = Mapping[tuple[str, str], Sequence[Result]]
Work = Mapping[tuple[str, str], Sequence[float]]


@dataclass(frozen=True)
class Row:
    """One page: queries, answers a second, milliseconds, cost in empty pages, growth from the small site."""

    page: str
    queries: int
    rate: float
    p50: float
    p95: float
    bytes: int
    cost: float
    growth: float

    @property
    def reached(self) -> bool:
        """Whether all three goals are."""
        return self.queries <= MOST_QUERIES and self.cost <= MOST_COST and self.growth <= MOST_GROWTH


def run(
    large: Site,
    small: Site,
    facts: Mapping[str, Mapping[str, Any]],
    *,
    rounds: int,
    seconds: float,
    tell: Callable[[str], None],
) -> str:
    """Measure both sites, which run, turn by turn (a busy moment of the machine then hits all alike)."""
    answers: dict[tuple[str, str], list[Result]] = {}
    work: dict[tuple[str, str], list[float]] = {}
    for number in range(rounds + 1):
        for page in ("empty", *PAGES):
            for site in (large, small):
                known = facts[site.name]
                before = site.cpu()
                result = measure(
                    Order(site.port, known["pages"][page], known["cookie"], seconds if number else WARM_UP)
                )
                spent = (site.cpu() - before) / result.answers * 1000
                if result.wrong:
                    tell(f"{page} of the {site.name} site: {result.wrong} answers were no page")
                if number:
                    answers.setdefault((site.name, page), []).append(result)
                    work.setdefault((site.name, page), []).append(spent)
        if number:
            tell(f"round {number} of {rounds}")
    return _table(answers, work, large, small, facts)


def _table(
    answers: Answers, work: Work, large: Site, small: Site, facts: Mapping[str, Mapping[str, Any]]
) -> str:
    rate = {key: statistics.median(result.rate for result in results) for key, results in answers.items()}
    cpu = {key: statistics.median(spent) for key, spent in work.items()}
    empty = rate[large.name, "empty"]
    many, few = facts[large.name]["messages"], facts[small.name]["messages"]
    lines = [
        f"| page | SQL queries | answers/s | p50 ms | p95 ms | bytes "
        f"| processor ms | in empty pages | cost against the empty page "
        f"| growth from {few:,} to {many:,} messages | goals |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        f"| empty | {facts[large.name]['queries']['empty']} | {empty:.0f} "
        f"| {_middle(answers, large, 'empty')} | {cpu[large.name, 'empty']:.1f} | 1.0 | 1.0 | | |",
    ]
    for page in PAGES:
        row = Row(
            page,
            queries=facts[large.name]["queries"][page],
            rate=rate[large.name, page],
            p50=statistics.median(result.p50 for result in answers[large.name, page]),
            p95=statistics.median(result.p95 for result in answers[large.name, page]),
            bytes=answers[large.name, page][0].bytes,
            cost=empty / rate[large.name, page],
            growth=rate[small.name, page] / rate[large.name, page],
        )
        lines.append(
            f"| {row.page} | {row.queries} | {row.rate:.0f} | {row.p50:.1f} | {row.p95:.1f} | {row.bytes:,} "
            f"| {cpu[large.name, page]:.1f} | {cpu[large.name, page] / cpu[large.name, 'empty']:.1f} "
            f"| {row.cost:.1f} | {row.growth:.2f} | {'reached' if row.reached else 'missed'} |"
        )
    spread = max(_spread([result.rate for result in results]) for results in answers.values())
    own = statistics.median(result.own_cpu for results in answers.values() for result in results)
    lines += [
        "",
        f"Goals: at most {MOST_QUERIES} queries, {MOST_COST:g} times the empty page, growth {MOST_GROWTH:g}. "
        f"{CONNECTIONS} connections, gzip; medians of {len(answers[large.name, 'empty'])} rounds, which differ by up "
        f"to {spread:.0%}; the load generator took {own:.0%} of a core. "
        f"The thread has {facts[large.name]['replies']} replies. Processor: of web, worker and the embedded "
        "PostgreSQL together, which a busy machine blurs less than answers a second.",
    ]
    return "\n".join(lines)


def _middle(answers: Answers, site: Site, page: str) -> str:
    results = answers[site.name, page]
    p50, p95 = (statistics.median(getattr(result, name) for result in results) for name in ("p50", "p95"))
    return f"{p50:.1f} | {p95:.1f} | {results[0].bytes:,}"


def _spread(rates: Sequence[float]) -> float:
    return (max(rates) - min(rates)) / statistics.median(rates)
