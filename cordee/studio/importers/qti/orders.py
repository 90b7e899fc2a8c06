"""Things to put in order, and works to hand in."""

from typing import Any

from django.utils.translation import gettext as _

from cordee.studio.importers.qti.bodies import Interaction
from cordee.studio.importers.qti.making import AStep, Making, Unfit
from cordee.studio.importers.qti.places import named_areas


def order(making: Making, one: Interaction, before: str) -> tuple[str, dict[str, Any]]:
    """Texts in their order."""
    words = {
        each.get("identifier") or "": making.body.words(each) or making.label(each)
        for each in one.element.iter("simpleChoice")
    }
    return _ordered(making, one, making.prompt(before, one.element.find("prompt")), words)


def graphic_order(making: Making, one: Interaction, before: str) -> tuple[str, dict[str, Any]]:
    """Places on an image in their order."""
    prompt, areas = named_areas(making, one, before, "hotspotChoice")
    return _ordered(making, one, prompt, areas)


def upload(making: Making, one: Interaction, before: str) -> tuple[str, dict[str, Any]]:
    """A file to hand in: a mission, validated by a person."""
    task = making.prompt(before, one.element.find("prompt"))
    raise AStep(
        "mission",
        {"task": task, "evidence": ["note", "photo", "video"]},
        _("A file to hand in: it became a mission."),
    )


def drawing(making: Making, one: Interaction, before: str) -> tuple[str, dict[str, Any]]:
    """Something to draw: on paper, with a photo of it."""
    prompt = one.element.find("prompt")
    if prompt is not None:
        one.element.remove(prompt)
    task = making.prompt(before, prompt, one.element)
    raise AStep(
        "mission",
        {"task": task, "evidence": ["note", "photo"]},
        _("Something to draw: it became a mission, with a photo of it."),
    )


def _ordered(
    making: Making, one: Interaction, prompt: str, words: dict[str, str]
) -> tuple[str, dict[str, Any]]:
    right = [name for name in making.declared(one).correct if name in words]
    if len(right) < 2:
        raise Unfit(_("no order is said to be right"))
    tried = making.trial.tried(one.response, [right])
    making.points(tried[0].gain if tried else 0.0)
    if len(right) < len(words):
        making.note(_("What belongs nowhere in the order is left out of it."))
    return "ordering", {"prompt": prompt, "items": [words[name] for name in right]}
