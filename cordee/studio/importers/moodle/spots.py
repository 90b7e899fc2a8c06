"""Moodle's images on which something is put: for each thing its place is asked, on the same image."""

import re
from dataclasses import replace
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from cordee.paths.questions import Question
from cordee.studio.course import Asset, asset_named
from cordee.studio.importers.moodle.questions import NoCounterpart, bare, checked
from cordee.studio.importers.moodle.told import Place, Text, Told

LARGEST = 40 * 1024**2  # bytes of an image that is measured
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ZONE = (90, 30)  # pixels: what Moodle gives to a word that is dropped, roughly


def spots(told: Told, files: dict[str, Asset]) -> tuple[list[Question], str]:
    """A question for each thing that has a place. Raises NoCounterpart."""
    name = asset_named(told.texts.address(told.image)) if told.image else ""
    if name not in files:
        raise NoCounterpart(_("its image is not in the package"))
    size = _size(files[name])
    questions = []
    for at, thing in enumerate(told.answers, 1):
        label = bare(thing.text.text) or _("Image %(number)s") % {"number": at}
        areas = [_area(place, size, zone, place.choice == at) for zone, place in enumerate(told.places, 1)]
        if not any(area["credit"] for area in areas):
            continue  # a decoy has no place
        asked = Text(f"{told.text.text}<p><strong>{escape(label)}</strong></p>", told.text.form)
        values = {
            "image": name,
            "alternative": _("Image of the question “%(name)s”") % {"name": told.name[:300]},
            "ratio": size[1] / size[0],
            "areas": areas,
        }
        questions.append(checked("hotspot", replace(told, text=asked), values))
    if not questions:
        raise NoCounterpart(_("nothing in it has a place on the image"))
    share = told.points / len(questions)
    why = _("Instead of putting things on the image, one is asked for the place of each.")
    return [one.model_copy(update={"points": round(share, 4)}) for one in questions], why


def _area(place: Place, size: tuple[int, int], zone: int, right: bool) -> dict[str, Any]:
    width, height = size
    numbers = [float(one) for one in _NUMBER.findall(place.coordinates)]
    match place.shape:
        case "circle" if len(numbers) >= 3:
            points = [(numbers[0] / width, numbers[1] / height), (numbers[2] / width, numbers[2] / width)]
        case "rectangle" if len(numbers) >= 4:
            x, y, across, down = numbers[:4]
            points = [(x / width, y / height), ((x + across) / width, (y + down) / height)]
        case "polygon" if len(numbers) >= 6:
            pairs = zip(numbers[::2], numbers[1::2], strict=False)
            points = [(x / width, y / height) for x, y in pairs]
        case "corner" if len(numbers) >= 2:
            x, y = numbers[:2]
            points = [(x / width, y / height), ((x + _ZONE[0]) / width, (y + _ZONE[1]) / height)]
        case _:
            raise NoCounterpart(_("a place on its image cannot be read"))
    # What is right must not be told by its name to who chooses by names.
    label = _("Zone %(number)s") % {"number": zone}
    shape = {"rectangle": "box", "corner": "box"}.get(place.shape, place.shape)
    return {"shape": shape, "points": points, "label": label, "credit": float(right)}


def _size(file: Asset) -> tuple[int, int]:
    try:
        # Opening an image reads no more than the head of it.
        with file.open() as stream, Image.open(stream) as image:
            width, height = image.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise NoCounterpart(_("its image cannot be read")) from None
    return max(width, 1), max(height, 1)
