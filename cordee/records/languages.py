"""Which language of a language map is given, by ``Accept-Language`` (RFC 9110, 12.5.4; lookup of RFC 4647)."""

from collections.abc import Mapping


class Wanted:
    """The languages that somebody reads, the best first."""

    def __init__(self, header: str | None) -> None:
        ranged = []
        for place, part in enumerate((header or "").split(",")):
            tag, _semicolon, rest = part.strip().partition(";")
            try:
                weight = float(rest.partition("=")[2]) if rest else 1.0
            except ValueError:
                weight = 0.0
            if tag and weight > 0:
                ranged.append((-weight, place, tag.lower()))
        self.tags = [tag for _weight, _place, tag in sorted(ranged)]

    def of(self, texts: Mapping[str, str]) -> dict[str, str]:
        """One entry of a language map: the best that is wanted, or its first. Applied to each map by itself."""
        known = {tag.lower(): tag for tag in texts}
        for wanted in self.tags:
            if wanted == "*":
                break
            parts = wanted.split("-")
            for length in range(len(parts), 0, -1):
                if (shorter := "-".join(parts[:length])) in known:
                    return {known[shorter]: texts[known[shorter]]}
            for tag, written in known.items():
                if tag.startswith(parts[0] + "-"):
                    return {written: texts[written]}
        first = next(iter(texts))
        return {first: texts[first]}
