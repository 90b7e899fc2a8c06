"""Packages of eXeLearning 2 and before: their parts as devices."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from cordee.studio.importers.exe.gaps import cloze
from cordee.studio.importers.exe.nodes import Device, Node, Package
from cordee.studio.importers.exe.pickled import DEEPEST, Reader, Thing
from cordee.studio.markup import Element, outer

# Titles that the program gives by itself; they say nothing.
_OWN_TITLES = {"free text", "texto libre", "texte libre", "text", "texte", "texto"}
_PLAIN = {"FreeTextIdevice", "FreeTextfpdIdevice", "GenericIdevice", "JsIdevice", "ReadingActivityIdevice"}


def package(root: Element) -> Package:
    """The pages of a package."""
    whole = Reader(root).root
    if not isinstance(whole, Thing):
        return Package("")
    made = Package(
        whole.text("_title", "title"),
        whole.text("_description", "description"),
        (whole.text("_lang", "lang") or "")[:2],
        whole.text("_objectives", "objectives"),
    )
    top = whole.get("_root", "root")
    if isinstance(top, Thing):
        made.roots = [_node(top, 0)]
    return made


def _node(thing: Thing, depth: int) -> Node:
    title = thing.text("_title", "title")
    node = Node(title, str(thing.get("_id", "id") or title))
    for one in thing.things("idevices"):
        node.devices.append(_device(one))
    if depth < DEEPEST:
        node.children = [_node(one, depth + 1) for one in thing.things("children")]
    return node


def _device(thing: Thing) -> Device:
    title = thing.text("_title", "title").strip()
    device = Device(thing.kind, "" if title.lower() in _OWN_TITLES else title, source=outer(thing.element))
    maker = _DEVICES.get(thing.kind)
    if maker is not None:
        maker(thing, device)
    else:
        device.html = _all_texts(thing)
        device.known = thing.kind in _PLAIN
    return device


def _all_texts(thing: Thing, depth: int = 0) -> str:
    """Every text of a part, in order, what it says after a click too."""
    parts = []
    for name, value in thing.fields.items():
        if name in (
            "parentNode",
            "_title",
            "title",
            "class_",
            "icon",
            "author",
            "purpose",
            "tip",
            "_purpose",
            "_tip",
        ):
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Thing) and depth < 6:
                if one.kind.endswith("Field") and (
                    text := one.text("content_w_resourcePaths", "content", "_content")
                ):
                    parts.append(text)
                    parts += [each for each in [one.text("feedback")] if each]
                elif one.kind != "Node":
                    parts.append(_all_texts(one, depth + 1))
    return _apart(parts)


def _apart(parts: list[str]) -> str:
    """Several texts, a paragraph each at least."""
    return "\n".join(f"<div>{part}</div>" for part in dict.fromkeys(parts) if part)


def _choices(thing: Thing, device: Device) -> None:
    several = "Select" in thing.kind
    device.html = thing.text("instructionsForLearners", "instructions")
    for one in thing.things("questions"):
        options = one.things("options")
        right = [bool(option.get("isCorrect")) for option in options]
        if one.get("correctAns") is not None and not any(right):
            right = [at == int(one.get("correctAns")) for at in range(len(options))]
        share = 1 / max(1, sum(right))
        values: dict[str, Any] = {
            "prompt": one.text("questionTextArea", "question"),
            "choices": [
                {
                    "text": option.text("answerTextArea", "answer"),
                    "credit": (share if several else 1.0) if good else (-share if several else 0.0),
                    "feedback": option.text("feedbackTextArea", "feedback"),
                }
                for option, good in zip(options, right, strict=True)
            ],
            "several": several,
            "feedback": one.text("feedbackTextArea", "feedback"),
            "hints": [hint for hint in [one.text("hintTextArea", "hint")] if hint],
        }
        device.questions.append(("choice", values))
    if several:
        device.why = _(
            "It was all or nothing: each right choice counts its share, each wrong one takes as much away."
        )


def _truths(thing: Thing, device: Device) -> None:
    device.html = thing.text("instructionsForLearners", "instructions")
    for one in thing.things("questions"):
        remark = one.text("feedbackTextArea", "feedback")
        values = {
            "prompt": one.text("questionTextArea", "question"),
            "right": bool(one.get("isCorrect")),
            "feedback": remark,
            "hints": [hint for hint in [one.text("hintTextArea", "hint")] if hint],
        }
        device.questions.append(("truth", values))


def _cloze(thing: Thing, device: Device) -> None:
    device.html = thing.text("instructionsForLearners", "instructions")
    held = thing.get("_content", "content")
    if not isinstance(held, Thing):
        return
    listed = held.text("otras", "_otras") if "List" in thing.kind else ""
    made = cloze(
        held.text("content_w_resourcePaths", "_encodedContent"),
        exact_case=bool(held.get("checkCaps", "_checkCaps")),
        offered=[part.strip() for part in listed.split("|") if part.strip()]
        if "List" in thing.kind
        else None,
    )
    if made is None:
        device.html += held.text("content_w_resourcePaths", "_encodedContent")
        return
    made["feedback"] = thing.text("feedback")
    device.questions.append(("cloze", made))


def _gallery(thing: Thing, device: Device) -> None:
    images = thing.get("images")
    held = images.things("images", ".listitems") if isinstance(images, Thing) else thing.things("images")
    parts = []
    for one in held:
        name = _stored(one.get("_imageResource", "imageResource"))
        caption = re.sub(r"<[^>]*>", "", one.text("_caption", "caption"))
        if name:
            parts.append(f'<p><img src="{name}" alt="{caption}"><br>{caption}</p>')
    device.html = "\n".join(parts) or _all_texts(thing)


def _study(thing: Thing, device: Device) -> None:
    parts = [thing.text("storyTextArea", "activityTextArea", "story", "activity")]
    for one in thing.things("questions"):
        parts.append(one.text("questionTextArea", "question"))
        parts.append(one.text("feedbackTextArea", "feedback"))
    parts.append(thing.text("answerTextArea", "answer"))
    device.html = _apart(parts)


def _files(thing: Thing, device: Device) -> None:
    device.html = _all_texts(thing)
    held = [thing, *thing.things("fileAttachmentFields", "fields")]
    for one in held:
        name = _stored(one.get("fileResource", "_fileResource", "imageResource", "_imageResource"))
        names = [name] if name else []
        names += [_stored(each) for each in one.things("userResources")]
        device.files += [each for each in names if each and each not in device.files]


def _link(thing: Thing, device: Device) -> None:
    device.link = thing.text("url", "_url")


def _stored(held: Any) -> str:
    return (
        held.text("_storageName", "storageName")
        if isinstance(held, Thing)
        else held
        if isinstance(held, str)
        else ""
    )


_DEVICES: dict[str, Callable[[Thing, Device], None]] = {
    "MultichoiceIdevice": _choices,
    "MultiSelectIdevice": _choices,
    "QuizTestIdevice": _choices,
    "TrueFalseIdevice": _truths,
    "VerdaderofalsofpdIdevice": _truths,
    "ClozeIdevice": _cloze,
    "ClozeLangIdevice": _cloze,
    "ClozefpdIdevice": _cloze,
    "ListaIdevice": _cloze,
    "GalleryIdevice": _gallery,
    "CasestudyIdevice": _study,
    "CasopracticofpdIdevice": _study,
    "ReflectionIdevice": _study,
    "ReflectionfpdIdevice": _study,
    "AttachmentIdevice": _files,
    "FileAttachIdevice": _files,
    "FileAttachIdeviceInc": _files,
    "ImageWithTextIdevice": _files,
    "MultimediaIdevice": _files,
    "ExternalUrlIdevice": _link,
}
