"""Dashboards at size: what each costs whatever stands behind it, and how long it takes to count everything anew."""

import json
from collections.abc import Callable
from pathlib import Path

from cordee.bench.site import Site
from cordee.launch.place import Home

MOST_MS, MOST_SECONDS = 300.0, 60.0


def run(site: Site, *, events: int, people: int, weeks: int, tell: Callable[[str], None]) -> str:
    """Fill a site with acts of two years, count all figures, open each kind of dashboard; returns a table."""
    Home(site.folder).prepare()
    site.command("migrate", "--no-input")
    with site.running():
        url = site.url
        tell(f"filling up to {events:,} acts of {people:,} people, then counting and opening dashboards")
        found = json.loads(
            site.inside(
                "cordee.bench.boards", str(events), str(people), str(weeks), DATABASE_URL=url
            ).splitlines()[-1]
        )
    rows = [
        f"| {name} | {cost['median']:.0f} ms | {cost['worst']:.0f} ms | {MOST_MS:.0f} ms |"
        for name, cost in found["boards"].items()
    ]
    return "\n".join(
        [
            f"Dashboards over {found['acts']:,} acts of {found['people']:,} people: {found['windows']:,} windows "
            f"({weeks} weeks) counted from nothing in {found['seconds']:.0f} s, one more week in {found['week']:.1f} s.",
            "",
            "| dashboard | median | worst | at most |",
            "| --- | --- | --- | --- |",
            *rows,
        ]
    )


def rebuilt(site: Site, archive: Path) -> str:
    """How long the figures of the imported community take from the first event on. The site is filled already."""
    with site.running():
        url = site.url
        found = json.loads(site.inside("cordee.bench.boards", "rebuild", DATABASE_URL=url).splitlines()[-1])
    return (
        f"Figures of {archive.name} ({found['acts']:,} acts): acts read anew in {found['acts_seconds']:.1f} s, "
        f"{found['windows']:,} windows counted in {found['seconds']:.1f} s; together at most {MOST_SECONDS:.0f} s."
    )
