"""The evidence of an organisation: how long its file takes, and whether the verifier names a flipped bit."""

import json
from collections.abc import Callable

from cordee.bench.site import Site

MOST_SECONDS = 10.0


def run(site: Site, *, learners: int, tell: Callable[[str], None]) -> str:
    """Fill a site with learners and their evidence (once), make the file, verify it; returns a table."""
    site.prepare_demo()
    with site.running(workers=1):
        tell(f"evidence of {learners:,} learners (filled once), its file, its verifier")
        url = site.url
        found = json.loads(
            site.inside("cordee.bench.ledger", str(learners), DATABASE_URL=url).splitlines()[-1]
        )
    said = "all is right" if found["right"] else "NOT right"
    return "\n".join(
        [
            f"Evidence of {found['learners']:,} learners: {found['pieces']:,} pieces.",
            "",
            "| file | seconds | at most |",
            "| --- | --- | --- |",
            f"| with works, sheets, certificates ({found['bytes'] / 1e6:.0f} MB) | {found['with_contents']:.1f} "
            f"| {MOST_SECONDS:.0f} |",
            f"| pieces alone | {found['without']:.1f} | {MOST_SECONDS:.0f} |",
            "",
            f"The verifier says {said} in {found['verified']:.1f} s, and named {found['named']} of {found['flips']} "
            "pieces in which one bit was turned.",
        ]
    )
