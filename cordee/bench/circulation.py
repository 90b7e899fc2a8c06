"""Circulation: are planted bridges found, how long does a community take, what does the map of 2,000 people weigh.

The rules were tuned on seeds 1 to 5 (docs/decisions/circulation.md); what is told here is of others.
"""

import json
import time
from collections import defaultdict

from cordee.bench.cascades import PEOPLE, PRACTICES, World, planted
from cordee.bench.site import Site
from cordee.circulation.rules import drawing
from cordee.circulation.rules.bridging import bridges
from cordee.circulation.rules.passing import Contacts, passings

SEEDS, NOISE = range(101, 111), (0.05, 0.1, 0.2)
MOST_SECONDS, LEAST_FOUND, MOST_FALSE = 30.0, 0.9, 0.1


def planted_found() -> str:
    """A table by the share of noise: bridges found, false ones, groups found, who has it from whom."""
    lines = [
        f"| planted cascades: {PRACTICES} practices, {PEOPLE} people, noise | bridges found | false | givers told right "
        "| seconds a world |",
        "| --- | --- | --- | --- | --- |",
    ]
    for noise in NOISE:
        found = told = planned = right = crossed = 0
        begun = time.process_time()
        for seed in SEEDS:
            world = planted(seed, noise=noise)
            named, given = _found(world)
            found += len(named & world.bridging)
            told += len(named)
            planned += len(world.bridging)
            right += len(given & world.given)
            crossed += len(world.given)
        spent = (time.process_time() - begun) / len(SEEDS)
        false = told - found
        lines.append(
            f"| {noise:.0%} | {found / planned:.1%} ({found} of {planned}) | {false / max(1, told):.1%} ({false} of "
            f"{told}) | {right / crossed:.0%} | {spent:.2f} |"
        )
    return "\n".join(
        [
            *lines,
            "",
            f"Goal: at least {LEAST_FOUND:.0%} found, at most {MOST_FALSE:.0%} of those named false.",
        ]
    )


def _found(world: World) -> tuple[set[int], set[tuple[int, int, int]]]:
    """Who is said to bridge, and who is said to have what from whom."""
    weights: dict[tuple[int, int], float] = defaultdict(float)
    for one in world.contacts:
        weights[min(one.person, one.other), max(one.person, one.other)] += one.weight
    group = drawing.communities(sorted(world.community), weights)
    linked = Contacts(world.contacts)
    given = {
        (number, way.giver, way.taker)
        for number, (author, at, steps) in enumerate(world.practices)
        for way in passings(author, at, steps, linked)
        if way.giver is not None
    }
    return {one.person for one in bridges(sorted(given), group)}, given


def of_community(site: Site) -> str:
    """The whole circulation of the imported archive: the reader's rows anew, then the nightly job over all years; and the
    map of 2,000 people.
    """
    with site.running(workers=1):
        told = json.loads(site.inside("cordee.bench.circulating", DATABASE_URL=site.url).splitlines()[-1])
    return (
        f"| circulation of the imported community: {told['people']:,} people, {told['touches']:,} acts | |\n"
        "| --- | --- |\n"
        f"| the reader's rows, from the first event | {told['replayed']:.1f} s |\n"
        f"| practices, groups, roles and drawings ({told['groups']} groups) | {told['computed']:.1f} s |\n"
        f"| reading and writing its map, for the page | {told['page'] * 1000:.0f} ms |\n"
        f"| the map of {told['many']:,} people: laid out, once a night | {told['laid']:.1f} s |\n"
        f"| … written into the page | {told['written'] * 1000:.0f} ms |\n"
        f"| … its weight | {told['weight'] / 1000:.0f} kB, {told['packed'] / 1000:.0f} kB compressed |\n\n"
        f"Goal: {MOST_SECONDS:.0f} s for the community in all."
    )
