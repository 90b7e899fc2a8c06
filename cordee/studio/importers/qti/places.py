"""Places on images: hotspot, select point, position object, and images whose places are named in words."""

import math
import posixpath
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from cordee.core.text import clean_line
from cordee.studio.importers.qti.bodies import Interaction
from cordee.studio.importers.qti.making import Making, Unfit
from cordee.studio.importers.qti.responses import number
from cordee.studio.markup import Element, text_of

_NEAR = 0.04  # of the width: around a point whose area nobody drew


class Picture:
    """The image of an interaction: its part, and its size in pixels."""

    def __init__(self, making: Making, element: Element) -> None:
        self.element = next((one for one in element.iter("object", "img") if not _within(one, element)), None)
        if self.element is None:
            raise Unfit(_("its image is missing"))
        address = self.element.get("data") or self.element.get("src") or ""
        part = making.body.shelf.part(address, making.body.folder)
        if part is None:
            raise Unfit(_("its image “%s” is not in the package") % address)
        self.part, self.name = part, posixpath.basename(part)
        self.width, self.height = (
            number(self.element.get("width")) or 0,
            number(self.element.get("height")) or 0,
        )
        if not (self.width and self.height):
            self.width, self.height = _size(making, part)
        said = clean_line(text_of(self.element) or self.element.get("alt") or self.element.get("label") or "")
        self.alternative = said[:500] or making.title or self.name

    def place(self, shape: str, coords: str) -> tuple[str, list[tuple[float, float]]]:
        """A shape in shares of the image. Raises Unfit."""
        numbers = [self._share(at, each) for at, each in enumerate(coords.replace(",", " ").split())]
        if any(each is None for each in numbers) or shape == "default":
            numbers = []
        found = [each for each in numbers if each is not None]
        points = [(x, y) for x, y in zip(found[::2], found[1::2], strict=False)]
        match shape:
            case "rect" if len(points) >= 2:
                return "box", points[:2]
            case "circle" if len(found) >= 3:
                return "circle", [points[0], (found[2], found[2])]
            case "ellipse" if len(found) >= 4:
                (x, y), (wide, high) = points[:2]
                turns = [2 * math.pi * at / 24 for at in range(24)]
                return "polygon", [(x + wide * math.cos(one), y + high * math.sin(one)) for one in turns]
            case "poly" if len(points) >= 3:
                return "polygon", points[:200]
            case "default":
                return "box", [(0.0, 0.0), (1.0, 1.0)]
        raise Unfit(_("a place on its image cannot be read"))

    def _share(self, at: int, said: str) -> float | None:
        if said.endswith("%"):
            share = number(said[:-1])
            return None if share is None else share / 100
        found = number(said)
        if found is None:
            return None
        return found / (self.width if at % 2 == 0 else self.height)


def hotspot(making: Making, one: Interaction, before: str) -> tuple[str, dict[str, Any]]:
    """Areas of an image to choose."""
    picture = Picture(making, one.element)
    spots = list(one.element.iter("hotspotChoice"))
    tried = making.trial.tried(one.response, [spot.get("identifier") or "" for spot in spots])
    declared = making.declared(one)
    several = declared.cardinality != "single"
    most = (
        sum(each.gain for each in tried if each.gain > 0)
        if several
        else max((each.gain for each in tried), default=0.0)
    )
    making.points(most)
    areas = []
    for at, (spot, each) in enumerate(zip(spots, tried, strict=True), 1):
        right = spot.get("identifier") in declared.correct
        credit = max(-1.0, each.gain / most) if most > 0 else right / max(1, len(declared.correct))
        shape, points = picture.place(spot.get("shape") or "rect", spot.get("coords") or "")
        label = spot.get("hotspotLabel") or _("Area %s") % at
        areas.append(
            {
                "shape": shape,
                "points": points,
                "label": label[:500],
                "credit": round(credit, 4),
                "feedback": making.trial.remark(each),
            }
        )
    return _hotspot(making, one, before, picture, areas, several)


def select_point(making: Making, one: Interaction, before: str) -> tuple[str, dict[str, Any]]:
    """Points on an image: the areas in which they count."""
    picture, declared = Picture(making, one.element), making.declared(one)
    several = declared.cardinality != "single"
    areas: list[dict[str, Any]] = []
    best = [worth for _shape, _coords, worth in declared.areas if worth > 0]
    most = sum(best) if several else max(best, default=0)
    for at, (shape, coords, worth) in enumerate(declared.areas, 1):
        form, points = picture.place(shape, coords)
        credit = max(-1.0, min(1.0, worth / most)) if most > 0 else 0.0
        areas.append(
            {"shape": form, "points": points, "label": _("Area %s") % at, "credit": round(credit, 4)}
        )
    if not any(area["credit"] > 0 for area in areas):
        for at, point in enumerate(declared.correct, 1):
            _form, points = picture.place("rect", f"{point} {point}")
            share = 1 / len(declared.correct)
            near = {
                "shape": "circle",
                "points": [points[0], (_NEAR, _NEAR)],
                "label": _("Area %s") % at,
                "credit": share,
            }
            areas.append(near)
        making.note(_("How near a point must be was not said: it counts close to the right place."))
    making.points(most)
    return _hotspot(making, one, before, picture, areas, several)


def named_areas(making: Making, one: Interaction, before: str, tag: str) -> tuple[str, dict[str, str]]:
    """The image in the prompt, and the names of its places in words."""
    picture = Picture(making, one.element)
    key = making.body.shelf.take(picture.part)
    alternative = picture.alternative.replace("[", "").replace("]", "")
    told = _("Places are named by how far they are from the left and from the top of the image.")
    prompt = (
        making.prompt(before, one.element.find("prompt")) + f"\n\n![{alternative}](asset:{key})\n\n{told}"
    )
    names = {}
    for at, spot in enumerate(one.element.iter(tag), 1):
        _shape, points = picture.place(spot.get("shape") or "rect", spot.get("coords") or "")
        x, y = (
            points[0]
            if _shape == "circle"
            else [sum(axis) / len(points) for axis in zip(*points, strict=True)]
        )
        where = _("Place %(number)s (%(x)s %%, %(y)s %%)") % {
            "number": at, "x": round(x * 100), "y": round(y * 100),
        }  # fmt: skip
        names[spot.get("identifier") or ""] = spot.get("hotspotLabel") or where
    making.note(_("Places on its image are named in words."))
    return prompt.strip(), names


def _hotspot(
    making: Making,
    one: Interaction,
    before: str,
    picture: Picture,
    areas: list[dict[str, Any]],
    several: bool,
) -> tuple[str, dict[str, Any]]:
    if not any(area["credit"] > 0 for area in areas):
        raise Unfit(_("no answer is said to be right"))
    return "hotspot", {
        "prompt": making.prompt(before, one.element.find("prompt")),
        "image": making.body.shelf.take(picture.part),
        "alternative": picture.alternative,
        "ratio": picture.height / picture.width,
        "areas": areas,
        "several": several,
    }


def _within(element: Element, interaction: Element) -> bool:
    """Whether it belongs to a choice or an object in the interaction."""
    parent = element.getparent()
    while parent is not None and parent is not interaction:
        if parent.tag in ("gapImg", "object", "prompt"):
            return True
        parent = parent.getparent()
    return False


def _size(making: Making, part: str) -> tuple[float, float]:
    try:
        with making.body.archive.open(part) as stream, Image.open(stream) as image:
            width, height = image.size
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError):
        raise Unfit(_("the size of its image is not known")) from None
    return float(width), float(height)
