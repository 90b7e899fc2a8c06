"""A place on an image."""

from collections.abc import Mapping
from random import Random
from typing import Any, Literal, Self

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from cordee.paths.contents import Content, Line, Stored, Words
from cordee.paths.questions.contract import Grade, Question, position


class Area(Content):
    """A part of the image, in shares of its width and height (0 to 1).

    ``points``: two corners of a box; the centre and (radius, radius) of a circle, in shares of the width; the corners of
    a polygon. ``label`` is its name, for who answers by keyboard or cannot see the image.
    """

    shape: Literal["box", "circle", "polygon"] = "box"
    points: list[tuple[float, float]] = Field(min_length=2, max_length=200)
    label: Line
    credit: float = Field(0.0, ge=-1, le=1)
    feedback: Words = ""

    def holds(self, x: float, y: float, ratio: float = 1.0) -> bool:
        """Whether the point lies in it. ``ratio`` is the image's height in widths."""
        (x1, y1), (x2, y2) = self.points[:2]
        match self.shape:
            case "box":
                return min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2)
            case "circle":
                return (x - x1) ** 2 + ((y - y1) * ratio) ** 2 <= x2**2
        inside = False
        # Even-odd rule: each edge to the right of the point turns in and out.
        for (ax, ay), (bx, by) in zip(self.points, [*self.points[1:], self.points[0]], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
        return inside


class HotspotQuestion(Question):
    """An image with areas, some of them right. Answer: a list of ``[x, y]`` in shares, or of positions of areas."""

    name = "hotspot"
    label = _("Place on an image")

    image: Stored
    alternative: Line
    ratio: float = Field(1.0, gt=0, allow_inf_nan=False)
    areas: list[Area] = Field(min_length=1, max_length=50)
    several: bool = False

    @model_validator(mode="after")
    def _one_is_right(self) -> Self:
        if not any(area.credit > 0 for area in self.areas):
            raise ValueError("one area at least must be right")
        return self

    def asked(self, shown: dict[str, Any], chance: Random) -> dict[str, Any]:
        """The image, and the names of the areas for who chooses them by name; not where they lie."""
        names = [area.label for area in self.areas]
        return {
            "image": self.image,
            "alternative": self.alternative,
            "labels": names,
            "several": self.several,
        }

    def said(self, name: str, lists: Mapping[str, list[str]]) -> list[Any]:
        """The areas that were named, or the points on the image (``name.x``, ``name.y``, in shares)."""
        points = zip(lists.get(f"{name}.x", []), lists.get(f"{name}.y", []), strict=False)
        return [*map(list, points), *lists.get(name, [])]

    def graded(self, shown: dict[str, Any], answer: Any, chance: Random) -> Grade:
        """The sum of the areas that were found."""
        given = answer if isinstance(answer, list) else []
        if not self.several:
            given = given[:1]
        found = sorted({at for one in given[:50] if (at := self._area(one)) is not None})
        credit = sum(self.areas[at].credit for at in found)
        remarks = tuple(text for at in found if (text := shown["areas"][at]["feedback"]))
        right = ", ".join(escape(area.label) for area in self.areas if area.credit > 0)
        return Grade(max(0.0, min(1.0, round(credit, 6))), remarks, right)

    def _area(self, one: Any) -> int | None:
        if isinstance(one, int | str):
            at = position(one)
            return at if 0 <= at < len(self.areas) else None
        try:
            x, y = (float(part) for part in one)
        except (TypeError, ValueError):
            return None
        return next((at for at, area in enumerate(self.areas) if area.holds(x, y, self.ratio)), None)
