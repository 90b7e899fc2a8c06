"""Packages of eXeLearning 3 (content.xml): pages, blocks, and parts whose data are JSON."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.utils.translation import gettext as _

from cordee.studio.importers.exe.gaps import cloze
from cordee.studio.importers.exe.nodes import Device, Node, Package
from cordee.studio.importers.qti.responses import number
from cordee.studio.markup import Element, outer, text_of

_TEXTS = {
    "text",
    "image-gallery",
    "example",
    "udl-content",
    "rubric",
    "magnifier",
    "before-after",
    "slide",
    "az-quiz-game",
}
_SAID = re.compile(
    r"textarea|html|instruction|story|description|content|caption|question|feedback|text$", re.IGNORECASE
)
_KEY = 146  # with which the program hides the data of its games


def package(root: Element) -> Package:
    """The pages of a package."""
    said = {
        text_of(one, "key"): (one.findtext("value") or "").strip()
        for one in root.iter("odeProperty", "odeResource")
    }
    made = Package(
        said.get("pp_title", ""),
        said.get("pp_description", ""),
        said.get("pp_lang", "")[:2],
        said.get("pp_objectives", ""),
    )
    nodes: dict[str, tuple[Node, str, float]] = {}
    for at, one in enumerate(root.iter("odeNavStructure")):
        key = text_of(one, "odePageId") or f"page{at}"
        order = number(text_of(one, "odeNavStructureOrder"))
        title = text_of(one, "pageName") or _property(one, "titlePage", "titleNode")
        node = Node(title, key, [device for block in _blocks(one) for device in block])
        nodes[key] = (node, text_of(one, "odeParentPageId"), at if order is None else order)
    for key, (node, parent, _order) in sorted(nodes.items(), key=lambda item: item[1][2]):
        if parent in nodes and not _within(nodes, key, parent):
            nodes[parent][0].children.append(node)
        else:
            made.roots.append(node)
    return made


def _within(nodes: dict[str, tuple[Node, str, float]], key: str, parent: str) -> bool:
    """Whether a page stands below itself."""
    for _step in range(len(nodes)):
        if parent == key:
            return True
        if parent not in nodes:
            return False
        parent = nodes[parent][1]
    return True


def _blocks(page: Element) -> list[list[Device]]:
    found = sorted(
        page.iter("odePagStructure"), key=lambda one: number(text_of(one, "odePagStructureOrder")) or 0
    )
    return [_block(one) for one in found]


def _block(element: Element) -> list[Device]:
    title = text_of(element, "blockName")
    parts = sorted(
        element.iter("odeComponent"), key=lambda one: number(text_of(one, "odeComponentsOrder")) or 0
    )
    return [_device(one, title if at == 0 else "") for at, one in enumerate(parts)]


def _device(element: Element, title: str) -> Device:
    kind = text_of(element, "odeIdeviceTypeName")
    device = Device(
        kind, "" if title.strip().lower() in ("text", "texto", "texte") else title, source=outer(element)
    )
    device.folder = text_of(element, "odeIdeviceId")
    try:
        data = json.loads(element.findtext("jsonProperties") or "{}")
    except (ValueError, RecursionError):
        data = {}
    data = data if isinstance(data, dict) else {}
    view = element.findtext("htmlView") or ""
    maker = _DEVICES.get(kind)
    if maker is not None:
        maker(device, data)
    if not device.questions and not device.link and not device.html:
        device.html = (kind == "text" and _texts(data)) or view or _texts(data)
        device.known = kind in _TEXTS or not kind
        if not device.known and (game := _game(view)):
            device.html = f"{device.html}\n{_texts(game)}"
    return device


def _property(element: Element, *names: str) -> str:
    for one in element.iter("odeNavStructureProperty"):
        if text_of(one, "key") in names and text_of(one, "value"):
            return text_of(one, "value")
    return ""


def _texts(data: Any, depth: int = 0) -> str:
    """What is said in the data of a part, in its order."""
    parts: list[str] = []
    if depth > 8:
        return ""
    for name, value in data.items() if isinstance(data, dict) else []:
        if (
            isinstance(value, str)
            and value.strip()
            and _SAID.search(name)
            and not name.endswith(("TextInput", "Input"))
        ):
            parts.append(value if "<" in value else f"<p>{value}</p>")
        elif isinstance(value, dict):
            parts.append(_texts(value, depth + 1))
        elif isinstance(value, list):
            parts += [_texts(one, depth + 1) for one in value if isinstance(one, dict)]
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _text(device: Device, data: dict[str, Any]) -> None:
    parts = [str(data.get("textTextarea") or ""), str(data.get("textFeedbackTextarea") or "")]
    device.html = "\n".join(part for part in parts if part)


def _form(device: Device, data: dict[str, Any]) -> None:
    """Questions of several kinds."""
    device.html = str(data.get("eXeFormInstructions") or "")
    for one in data.get("questionsData") or []:
        if not isinstance(one, dict):
            continue
        base = str(one.get("baseText") or "")
        kind = str(one.get("activityType") or "")
        if kind == "true-false":
            right = str(one.get("answer")).lower() in ("1", "true")
            device.questions.append(("truth", {"prompt": base, "right": right}))
        elif kind == "selection":
            device.questions.append(_selection(device, one, base))
        elif kind in ("dropdown", "fill"):
            others = str(one.get("wrongAnswersValue") or one.get("otherWordsInput") or "")
            offered = (
                [part.strip() for part in others.split("|") if part.strip()] if kind == "dropdown" else None
            )
            made = cloze(base, exact_case=bool(one.get("capitalization")), offered=offered)
            if made is not None:
                device.questions.append(("cloze", made))
            else:
                device.html += base
        else:
            device.html += base


def _selection(device: Device, one: dict[str, Any], base: str) -> tuple[str, dict[str, Any]]:
    answers = [each for each in one.get("answers") or [] if isinstance(each, list) and len(each) > 1]
    several = one.get("selectionType") == "multiple"
    right = [str(each[0]).lower() in ("1", "true") for each in answers]
    share = 1 / max(1, sum(right))
    if several:
        device.why = _(
            "It was all or nothing: each right choice counts its share, each wrong one takes as much away."
        )
    choices = [
        {
            "text": str(each[1]),
            "credit": (share if several else 1.0) if good else (-share if several else 0.0),
        }
        for each, good in zip(answers, right, strict=True)
    ]
    return "choice", {"prompt": base, "choices": choices, "several": several}


def _truths(device: Device, data: dict[str, Any]) -> None:
    device.html = str(data.get("eXeGameInstructions") or data.get("instructions") or "")
    for one in data.get("questionsGame") or []:
        if isinstance(one, dict):
            values = {
                "prompt": str(one.get("question") or ""),
                "right": str(one.get("solution")).lower() in ("1", "true"),
                "feedback": str(one.get("feedback") or ""),
                "hints": [str(hint) for hint in [one.get("suggestion")] if hint],
            }
            device.questions.append(("truth", values))


def _link(device: Device, data: dict[str, Any]) -> None:
    device.link = str(data.get("url") or data.get("websiteUrl") or "")


def _game(view: str) -> dict[str, Any]:
    """The data of a game, which the program hides in its page."""
    found = re.search(r"-DataGame[^>]*>([^<]+)<", view)
    if found is None:
        return {}
    hidden = unquote(found[1].replace("%u", "\\u"), errors="replace")
    text = "".join(chr(ord(char) ^ _KEY) if ord(char) < 0x110000 - _KEY else char for char in hidden)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


_DEVICES: dict[str, Callable[[Device, dict[str, Any]], None]] = {
    "text": _text,
    "form": _form,
    "trueorfalse": _truths,
    "external-website": _link,
}
