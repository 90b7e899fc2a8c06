"""The table of ``bin/bench routing`` (``python -m cordee.bench.routing ARCHIVE [SECOND]``), in a process of its own."""

import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from cordee.bench.routing.replaying import Score

SKIPPED = 1_000  # questions at the beginning: there is no past to learn from yet
GOAL_MRR, GOAL_FIVE, GOAL_QUOTA = 0.53, 0.75, 0.42
QUOTA = 10  # questions a person a week


def main(archives: Sequence[Path]) -> str:
    """A table for each archive."""
    django.setup()
    return "\n\n".join(_table(path) for path in archives)


def _table(path: Path) -> str:
    from cordee.bench.routing import baselines
    from cordee.bench.routing.reading import read
    from cordee.bench.routing.replaying import SUGGESTED, Quota, Score, moments, ranked

    started = time.perf_counter()
    threads = read(path)
    skipped = SKIPPED if len(threads) > 2 * SKIPPED else len(threads) // 6
    simple = {
        "most active overall": baselines.most_active,
        "most active in the last 90 days": baselines.recently_active,
        "similar past questions (TF-IDF)": baselines.similar,
        "naive sum of the last two": baselines.naive_sum,
    }
    quotas = {"choosy": Quota(QUOTA, choosy=True), "first come": Quota(QUOTA, choosy=False)}
    scores = {name: Score() for name in (*simple, "Cordée", *quotas)}
    for moment in moments(threads, skipped):
        answered = moment.thread.answerers
        for name, suggest in simple.items():
            scores[name].count(suggest(moment), answered)
        likely = ranked(moment)
        scores["Cordée"].count([person for person, _score in likely[:SUGGESTED]], answered)
        for name, quota in quotas.items():
            suggested = quota.suggest(moment.thread.asked.at, likely, partial(ranked, moment))
            scores[name].count(suggested, answered)
    ours, kept, first = scores["Cordée"], scores["choosy"], scores["first come"]
    reached = ours.mrr >= GOAL_MRR and ours.success(5) >= GOAL_FIVE
    lines = [
        f"| routing, {path.name}: {len(ours.ranks):,} questions after the first {skipped:,} | MRR | success@5 "
        "| success@10 | goal |",
        "| --- | --- | --- | --- | --- |",
        *(_line(name, scores[name]) for name in simple),
        _line("Cordée", ours, f"MRR {GOAL_MRR}, success@5 {GOAL_FIVE}: {_state(reached)}"),
        _line(
            f"with a quota of {QUOTA} a person a week, kept for what they know best",
            kept,
            f"MRR {GOAL_QUOTA}: {_state(kept.mrr > GOAL_QUOTA)}",
        ),
        _line("the same quota, first come, first asked", first),
        "",
        f"Busiest person: {max(quota.busiest for quota in quotas.values())} suggestions in seven days. "
        f"The replay took {time.perf_counter() - started:.0f} s.",
    ]
    return "\n".join(lines)


def _line(name: str, score: "Score", goal: str = "") -> str:
    return f"| {name} | {score.mrr:.3f} | {score.success(5):.3f} | {score.success(10):.3f} | {goal} |"


def _state(reached: bool) -> str:
    return "reached" if reached else "missed"


if __name__ == "__main__":
    print(main([Path(argument) for argument in sys.argv[1:]]))
