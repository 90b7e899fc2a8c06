"""Lines, columns and strips, drawn on the server. The same facts stand in words or in a table beside each."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from cordee.insights.figures import Figure

WIDTH, HEIGHT, EDGE = 240, 48, 4
SHARES = {
    "answered", "kept", "top", "participation", "readers", "writers", "helpers", "useful", "fresh",
}  # fmt: skip
_ON_PAPER = (
    "<style>.sparkline__ground{stroke:#c9cfca}.sparkline__line{fill:none;stroke:#005a8c;stroke-width:2}"
    ".sparkline__now{stroke:#005a8c;stroke-width:7;stroke-linecap:round}.columns__column{fill:#005a8c}"
    "text{font-size:13px;text-anchor:middle;fill:#1b2a24}.strip__part--practice{fill:#2f6b3a}"
    ".strip__part--social{fill:#005a8c}.strip__part--formal{fill:#8a928d}</style>"
)


def sparkline(figure: Figure, label: str) -> Markup:
    """The figure over thirteen windows as a line from the oldest to the latest; ``label`` says it to who does not see.

    A window with too few people is a gap. Empty where fewer than two windows can be told.
    """
    points = figure.drawn
    values = [point.value if point.known else None for point in points]
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Markup("")
    top = max(1.0 if figure.name in SHARES else max(known), 0.001)
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


def columns(heights: Sequence[int], names: Sequence[str], label: str) -> Markup:
    """How many people stand in each column, from the left to the right, with the number above and the name below.

    ``label`` says it to who does not see; the same numbers stand in a table.
    """
    top, width, tall = max([*heights, 1]), 44, 96
    parts = []
    for place, (height, name) in enumerate(zip(heights, names, strict=True)):
        reach = height / top * tall
        middle = place * width + width / 2
        parts.append(
            Markup(
                '<rect class="columns__column" x="{:.0f}" y="{:.1f}" width="{}" height="{:.1f}" rx="3"/>'
                '<text class="columns__count" x="{:.0f}" y="{:.1f}">{}</text>'
                '<text class="columns__name" x="{:.0f}" y="{}">{}</text>'
            ).format(
                place * width + 4,
                tall + 18 - reach,
                width - 8,
                max(reach, 1),
                middle,
                tall + 12 - reach,
                height,
                middle,
                tall + 36,
                name,
            )
        )
    return Markup('<svg class="columns" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        width * len(heights), tall + 44, label, Markup("").join(parts)
    )


def strip(parts: Sequence[tuple[str, float]], label: str) -> Markup:
    """Shares of a whole side by side, told apart by shade and by the word in each list below; ``label`` says them."""
    drawn, place = [], 0.0
    for name, share in parts:
        if share > 0:
            drawn.append(
                Markup(
                    '<rect class="strip__part strip__part--{}" x="{:.1f}" y="0" width="{:.1f}" height="20"/>'
                ).format(name, place, max(share * 480 - 2, 1))
            )
        place += share * 480
    return Markup(
        '<svg class="strip" viewBox="0 0 480 20" role="img" aria-label="{}" preserveAspectRatio="none">{}</svg>'
    ).format(label, Markup("").join(drawn))


def on_paper(drawing: str) -> str:
    """A drawing as a file of its own, with its colours in it: paper has no stylesheet. Empty for none."""
    head, _end, rest = drawing.partition(">")
    return f'{head} xmlns="http://www.w3.org/2000/svg">{_ON_PAPER}{rest}' if drawing else ""
