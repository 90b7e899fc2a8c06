"""A sparkline, drawn on the server. The same facts stand in a table beside it."""

from markupsafe import Markup, escape

from cordee.insights.figures import Figure

WIDTH, HEIGHT, EDGE = 240, 48, 4


def sparkline(figure: Figure, label: str) -> Markup:
    """The figure over thirteen windows as a line from the oldest to the latest; ``label`` says it to who does not see.

    A window with too few people is a gap. Empty where fewer than two windows can be told.
    """
    points = figure.drawn
    values = [point.value if point.known else None for point in points]
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Markup("")
    top = max(1.0 if figure.name in ("answered", "kept", "top") else max(known), 0.001)
    step = (WIDTH - 2 * EDGE) / (len(points) - 1)
    parts, pen = [], "M"
    place = (0.0, 0.0)
    for number, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        place = (EDGE + number * step, HEIGHT - EDGE - value / top * (HEIGHT - 2 * EDGE))
        parts.append(f"{pen}{place[0]:.1f} {place[1]:.1f}")
        pen = "L"
    return Markup(
        '<svg class="sparkline" viewBox="0 0 {} {}" role="img" aria-label="{}" preserveAspectRatio="none">'
        '<path class="sparkline__ground" d="M{} {}H{}"/><path class="sparkline__line" d="{}"/>'
        '<path class="sparkline__now" d="M{:.1f} {:.1f}h0"/></svg>'
    ).format(WIDTH, HEIGHT, escape(label), EDGE, HEIGHT - EDGE, WIDTH - EDGE, " ".join(parts), *place)
