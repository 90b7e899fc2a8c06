"""The simple form in which Studio lets authors write problems, as the problem that it stands for."""

import re

from lxml import etree

from cordee.studio.markup import Element

_FEEDBACK = re.compile(
    r"\{\{(?:(?P<when>selected|unselected|s|u)\s*:)?\s*(?P<words>.*?)\}\}", re.IGNORECASE | re.DOTALL
)
_BOX = re.compile(r"\s*\[(?P<x>[ xX])\]\s*(?P<words>.+)")
_ROUND = re.compile(r"\s*\((?P<x>[ xX@!]*)\)\s*(?P<words>.+)")
_ANSWER = re.compile(r"\s*(?P<or>or)?=\s*(?P<words>.+)")
_NUMBER = re.compile(r"(?P<value>[-+]?[\d.,]+(?:[eE][-+]?\d+)?)\s*(?:\+-\s*(?P<tolerance>[\d.]+%?))?\s*\Z")


def problem(simple: str) -> Element:
    """The problem in these lines."""
    root = etree.Element("problem")
    simple = re.sub(
        r"\[explanation\](.*?)\[/?explanation\]",
        lambda found: _aside(root, "solution", found[1]),
        simple,
        flags=re.S,
    )
    hints = etree.Element("demandhint")
    simple = re.sub(
        r"^\s*\|\|(.+?)\|\|\s*$", lambda found: _aside(hints, "hint", found[1]), simple, flags=re.M
    )
    simple = re.sub(
        r"\[\[(.*?)\]\]",
        lambda found: "\n" + "\n".join(f"[[]]{line}" for line in _list(found[1])) + "\n",
        simple,
        flags=re.S,
    )
    response: Element | None = None
    for line in simple.split("\n"):
        kind, found = _kind(line)
        if found is None:
            response = response if not line.strip() else None
            _words(root, line)
            continue
        if response is None or response.get("form") != kind:
            response = _begun(root, kind)
        _add(response, kind, found)
    for one in root.iter("stringresponse"):
        _numeric(one)
    if len(hints):
        root.append(hints)
    return root


def _kind(line: str) -> tuple[str, re.Match[str] | None]:
    for kind, pattern in (
        ("list", re.compile(r"\[\[\]\](?P<words>.+)")),
        ("box", _BOX),
        ("round", _ROUND),
        ("answer", _ANSWER),
    ):
        if found := pattern.match(line):
            return kind, found
    return "", None


def _list(inside: str) -> list[str]:
    parts = inside.strip().split("\n") if "\n" in inside.strip() else inside.split(",")
    return [part.strip() for part in parts if part.strip()]


def _begun(root: Element, kind: str) -> Element:
    tags = {
        "box": ("choiceresponse", "checkboxgroup"),
        "round": ("multiplechoiceresponse", "choicegroup"),
        "list": ("optionresponse", "optioninput"),
        "answer": ("stringresponse", "textline"),
    }
    response = etree.SubElement(root, tags[kind][0], form=kind)
    etree.SubElement(response, tags[kind][1])
    return response


def _add(response: Element, kind: str, found: re.Match[str]) -> None:
    feedback = list(_FEEDBACK.finditer(found["words"]))
    words = _FEEDBACK.sub("", found["words"]).strip()
    if kind == "answer":
        if response.get("answer") is None:
            response.set("answer", words.removeprefix("|"))
            response.set("type", "ci regexp" if words.startswith("|") else "ci")
        else:
            etree.SubElement(response, "additional_answer", answer=words)
        return
    if kind == "list":
        right = words.startswith("(") and words.endswith(")")
        one = etree.SubElement(response[0], "option", correct=str(right))
        words = words[1:-1] if right else words
    else:
        one = etree.SubElement(response[0], "choice", correct=str("x" in found["x"].lower()).lower())
    one.text = words
    for each in feedback:
        hint = etree.SubElement(one, "optionhint" if kind == "list" else "choicehint")
        hint.set("selected", str((each["when"] or "s").lower().startswith("s")).lower())
        hint.text = each["words"]


def _numeric(response: Element) -> None:
    """An answer that is a number is one."""
    if (found := _NUMBER.match(response.get("answer") or "")) is None:
        return
    response.tag = "numericalresponse"
    response.set("answer", found["value"])
    if found["tolerance"]:
        etree.SubElement(response, "responseparam", type="tolerance", default=found["tolerance"])


def _words(root: Element, line: str) -> None:
    """A line of text; ``>>this<<`` is the question, what follows ``||`` in it explains it."""
    for part in re.sub(r">>|<<", "", line).split("||"):
        if part.strip():
            etree.SubElement(root, "p").text = part.strip()


def _aside(root: Element, tag: str, words: str) -> str:
    etree.SubElement(root, tag).text = words.strip()
    return ""
