"""How long one question takes to find its candidates, in the database (``python -m cordee.bench.routing.latency``)."""

import gc
import os
import random
import statistics
import time

import django

ASKED = 200
SEED = 20_26
GOAL = 0.050  # seconds


def main() -> str:
    """Threads of the site put as questions again, through the product's own door, evidence included."""
    django.setup()
    from django.utils import timezone

    from cordee.bench.facts import SPACE
    from cordee.recommendations.candidates import Question, who_might_answer
    from cordee.spaces.models import Comment, Post

    posts = list(Post.objects.filter(space__title=SPACE).select_related("space").order_by("id"))
    drawn = random.Random(SEED).sample(posts, min(ASKED, len(posts)))
    now, times, worked = timezone.now(), [], []
    gc.collect()
    gc.freeze()  # as the web processes do before they serve
    for post in drawn:
        question = Question.of(post)
        started, own = time.perf_counter(), time.process_time()
        who_might_answer(question, now=now)
        times.append(time.perf_counter() - started)
        worked.append(time.process_time() - own)
    messages = len(posts) + Comment.objects.filter(post__space__title=SPACE).count()
    median = statistics.median(times)
    high = sorted(times)[int(len(times) * 0.95)]
    return "\n".join(
        [
            "| routing one question | p50 ms | p95 ms | of it our processor's, p50 ms | load average | goal |",
            "| --- | --- | --- | --- | --- | --- |",
            f"| {messages:,} messages, evidence included | {median * 1000:.0f} | {high * 1000:.0f} "
            f"| {statistics.median(worked) * 1000:.0f} | {os.getloadavg()[0]:.1f} "
            f"| p50 {GOAL * 1000:.0f} ms: {'reached' if median <= GOAL else 'missed'} |",
        ]
    )


if __name__ == "__main__":
    print(main())
