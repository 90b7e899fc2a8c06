"""Who might answer: archives replayed in time order through the product's own ranking, and what one question costs."""

from collections.abc import Sequence
from pathlib import Path

from cordee.bench.site import Site


def replayed(site: Site, archives: Sequence[Path]) -> str:
    """The table of each archive that is there."""
    there = [str(path) for path in archives if path.exists()]
    if not there:
        return "Routing: no archive was found (--archive)."
    return site.inside("cordee.bench.routing", *there).strip()


def latency(site: Site) -> str:
    """What routing one question takes; while the site runs."""
    url = site.url
    return site.inside("cordee.bench.routing.latency", DATABASE_URL=url).strip()
