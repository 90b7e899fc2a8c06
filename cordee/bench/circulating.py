"""Inside a site: time its circulation, ``python -m cordee.bench.circulating`` prints it as JSON."""

import gzip
import json
import random
import time
from datetime import UTC, datetime, timedelta

import django

ALL = timedelta(days=20 * 365)
MANY, GROUPS = 2_000, 28
ADDRESS = "/insights/circulation/"


def main() -> None:
    """Rebuild the reader, run the job over everything that ever happened, read the map as the page does."""
    django.setup()
    from cordee.circulation.computing import circulate
    from cordee.circulation.drawn import flow_map
    from cordee.circulation.models import Touch
    from cordee.circulation.queries import drawing_of
    from cordee.journal.models import Event
    from cordee.journal.readers import named, replay

    begun = time.perf_counter()
    replay(named("circulation"))
    replayed = time.perf_counter()
    circulate(Event.objects.latest("at").at, ALL)
    computed = time.perf_counter()
    drawing = drawing_of(None, "Group")
    if drawing:
        flow_map(drawing, ADDRESS)
    told = {
        "replayed": replayed - begun,
        "computed": computed - replayed,
        "page": time.perf_counter() - computed,
        "people": drawing.people if drawing else 0,
        "groups": len(drawing.groups) if drawing else 0,
        "touches": Touch.objects.count(),
    }
    print(json.dumps(told | _map_of_many()))


def _map_of_many() -> dict[str, float]:
    """How long the map of many people takes to be laid out, and written; and its weight."""
    from cordee.circulation.drawn import flow_map
    from cordee.circulation.queries import Drawing, Flow, Group
    from cordee.circulation.rules import drawing

    draw = random.Random(MANY)
    sizes = [draw.randint(20, 110) for _one in range(GROUPS)]
    sizes[0] += max(0, MANY - sum(sizes))
    begun = time.perf_counter()
    pull = {
        (a, b): float(draw.randint(1, 60)) for b in range(GROUPS) for a in range(b) if draw.random() < 0.2
    }
    groups = []
    for number, (size, (x, y, r)) in enumerate(zip(sizes, drawing.circles(sizes, pull), strict=True)):
        links = [(one, draw.randrange(size)) for one in range(size) for _time in range(2)]
        spots = drawing.dots(list(range(size)), links)
        dots = [(*spots[one], one % 3) for one in range(size)]
        groups.append(Group(number, f"Group {number}", size, size, x, y, r, dots, links))
    flows = [Flow(groups[a], groups[b], int(weight), int(weight), 20) for (a, b), weight in pull.items()]
    laid = time.perf_counter()
    written = str(flow_map(Drawing(sum(sizes), groups, flows, 0, datetime.now(UTC)), ADDRESS)).encode()
    spent = time.perf_counter() - laid
    return {
        "many": sum(sizes),
        "laid": laid - begun,
        "written": spent,
        "weight": len(written),
        "packed": len(gzip.compress(written)),
    }


if __name__ == "__main__":
    main()
