"""Which language of a language map is given, by ``Accept-Language`` (RFC 2616, 14.4, as 1.0.3 has it; RFC 9110, 12.5.4).

A range means itself, what begins so, and what it begins with (lookup of RFC 4647). Where nothing of all that is asked for
is there, another region of the same language is near enough.
"""

from collections.abc import Mapping
from itertools import chain


class Wanted:
    """The languages that somebody reads, the best first, and those that are no use (``q=0``)."""

    def __init__(self, header: str | None) -> None:
        ranged = []
        for place, part in enumerate((header or "").split(",")):
            tag, _semicolon, rest = part.strip().partition(";")
            try:
                weight = float(rest.partition("=")[2]) if rest else 1.0
            except ValueError:
                weight = 0.0
            if tag:
                ranged.append((-weight, place, tag.strip().lower()))
        self.tags = [tag for weight, _place, tag in sorted(ranged) if weight < 0]
        self.refused = [tag for weight, _place, tag in ranged if not weight < 0]

    def of(self, texts: Mapping[str, str]) -> dict[str, str]:
        """One entry of a language map: the best that is wanted, or its first. Applied to each map by itself."""
        known = {tag.lower(): tag for tag in texts}
        kept = [tag for tag in known if not any(_means(one, tag) for one in self.refused)] or list(known)
        tags = self.tags[: self.tags.index("*")] if "*" in self.tags else self.tags
        asked = (tag for wanted in tags for tag in _asked(wanted, kept))
        near = (tag for wanted in tags for tag in kept if _means(wanted.partition("-")[0], tag))
        found = next(chain(asked, near), kept[0])
        return {known[found]: texts[known[found]]}


def _means(wanted: str, tag: str) -> bool:
    """Whether a range means a tag."""
    return tag == wanted or tag.startswith(wanted + "-")


def _asked(wanted: str, tags: list[str]) -> list[str]:
    """The tags that a range asks for, the closest first."""
    parts = wanted.split("-")
    shorter = ["-".join(parts[:length]) for length in range(len(parts) - 1, 0, -1)]
    meant = sorted((tag for tag in tags if _means(wanted, tag)), key=len)
    return meant + [one for one in shorter if one in tags]
