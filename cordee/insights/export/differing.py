"""What the store has and the folder has not, and the other way round."""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from cordee.insights.export.store import Fingerprint

Walk = Generator[int, None, None]
Places = Callable[[int, int], Walk]


@dataclass
class Run:
    """Statements of the store with none between them that the folder has."""

    first: int
    last: int
    count: int


@dataclass
class Difference:
    """``missing`` from the folder, in order; ``gone`` from the store."""

    missing: list[Run] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many are missing."""
        return sum(run.count for run in self.missing)


def difference(
    stored: Mapping[int, Fingerprint],
    kept: Mapping[int, Fingerprint],
    stored_places: Places,
    kept_places: Places,
) -> Difference:
    """Compare bucket by bucket, and place by place only in a bucket that differs.

    It holds no list of what is missing: a million statements in a row are one run.
    """
    found, open_run = Difference(), None
    for bucket in sorted({*stored, *kept}):
        there, here = stored.get(bucket), kept.get(bucket)
        if there == here:
            open_run = None
            continue
        if here is None and there is not None:
            events: Iterator[tuple[Run | None, int | None]] = iter(
                [(Run(there.first, there.last, there.count), None)]
            )
        else:
            bounds = [one for one in (there, here) if one]
            low, high = min(one.first for one in bounds), max(one.last for one in bounds)
            events = _merged(stored_places(low, high), kept_places(low, high))
        for run, gone in events:
            if run is None:
                open_run = None
                if gone is not None:
                    found.gone.append(gone)
            elif open_run is None:
                open_run = run
                found.missing.append(run)
            else:
                open_run.last, open_run.count = run.last, open_run.count + run.count
    return found


def _merged(stored: Walk, kept: Walk) -> Iterator[tuple[Run | None, int | None]]:
    """Two orders walked side by side: a run of one for what is missing; what is gone; neither for what is in both."""
    with closing(stored), closing(kept):
        there, here = next(stored, None), next(kept, None)
        while there is not None or here is not None:
            if here is None or (there is not None and there < here):
                assert there is not None
                yield Run(there, there, 1), None
                there = next(stored, None)
            elif there is None or here < there:
                yield None, here
                here = next(kept, None)
            else:
                yield None, None
                there, here = next(stored, None), next(kept, None)
