"""The form of a course structure (cmi5, 13.2): which element stands where, with which attributes.

The standard gives an XML Schema; these are its rules in words that say what is wrong. What other vocabularies add is let
through where the schema lets it: after the elements of its own, and as attributes with a namespace.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from cordee.media.archive import Broken

NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_MOVE_ON = re.compile("NotApplicable|Passed|Completed|CompletedAndPassed|CompletedOrPassed")
_METHOD = re.compile("AnyWindow|OwnWindow")
_DECIMAL = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*")
_ANY = re.compile(r"(?s).*")
_SOME = re.compile(r"(?s).*\S.*")
Element = Any  # lxml has no types of its own


@dataclass(frozen=True)
class _Rule:
    """What an element holds: ``parts`` in their order, as (names, least, most); text alone where there are none."""

    parts: tuple[tuple[tuple[str, ...], int, int], ...] = ()
    needed: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    allowed: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    ordered: bool = True
    text: re.Pattern[str] | None = None


MANY = 10**6
_TITLES = ((("title",), 1, 1), (("description",), 1, 1))
_ID = {"id": _SOME}
_CHOICE = (("au", "block"), 1, MANY)
_RULES: dict[str, _Rule] = {
    "courseStructure": _Rule(((("course",), 1, 1), (("objectives",), 0, 1), _CHOICE)),
    "course": _Rule((*_TITLES, (("languages",), 0, 1)), needed=_ID),
    "objectives": _Rule(((("objective",), 1, MANY),)),
    "objective": _Rule(_TITLES, needed=_ID, ordered=False),
    "block": _Rule((*_TITLES, (("references",), 0, 1), _CHOICE), needed=_ID),
    "au": _Rule(
        (
            *_TITLES,
            (("references",), 0, 1),
            (("url",), 1, 1),
            (("launchParameters",), 0, 1),
            (("entitlementKey",), 0, 1),
        ),
        needed=_ID,
        allowed={
            "moveOn": _MOVE_ON,
            "masteryScore": _DECIMAL,
            "launchMethod": _METHOD,
            "activityType": _ANY,
            "passIsFinal": re.compile("true|false|0|1"),
            "authenticationMethod": re.compile("Basic"),
        },
    ),
    "references": _Rule(((("reference",), 1, MANY),)),
    "reference": _Rule(text=_ANY, allowed={"idref": _ANY}),
    "title": _Rule(((("langstring",), 1, MANY),)),
    "description": _Rule(((("langstring",), 1, MANY),)),
    "langstring": _Rule(text=_ANY, allowed={"lang": _LANGUAGE}),
    "languages": _Rule(text=_ANY),
    "url": _Rule(text=_SOME),
    "launchParameters": _Rule(text=_ANY),
    "entitlementKey": _Rule(text=_ANY),
}
# One name, two forms: below a block or a unit, objectives are only named.
_IN_BLOCKS = {"objectives": "references"}
_IN_REFERENCES = {"objective": "reference"}


def check_form(root: Element) -> None:
    """Raises Broken where an element or attribute stands where the schema has none, or one is missing."""
    found = etree.QName(root)
    if found.localname != "courseStructure" or found.namespace != NAMESPACE:
        raise Broken(_("The root of a course structure is courseStructure, in the namespace %s.") % NAMESPACE)
    todo = [(root, "courseStructure", 0)]
    while todo:
        element, form, depth = todo.pop()
        if depth > 100:
            raise Broken(_("This course structure is nested too deep."))
        todo += [(child, name, depth + 1) for child, name in _checked(element, form)]


def _checked(element: Element, form: str) -> list[tuple[Element, str]]:
    """The children to look at next, each with its form."""
    rule = _RULES[form]
    _check_attributes(element, rule)
    children = list(element)
    if not rule.parts:
        if children:
            _refuse(element, _("holds text alone"))
        if rule.text and not rule.text.fullmatch(element.text or ""):
            _refuse(element, _("is empty"))
        return []
    if any((text or "").strip() for text in (element.text, *(one.tail for one in children))):
        _refuse(element, _("has text between its elements"))
    own, others = [], False
    for child in children:
        if etree.QName(child).namespace not in (NAMESPACE, None):
            others = True
            continue
        name = etree.QName(child).localname
        if others or etree.QName(child).namespace is None:
            _refuse(element, _("has “%s” where it may not stand") % name)
        own.append((child, _form_of(form, name)))
    _check_order(element, rule, [name for _child, name in own])
    return own


def _form_of(form: str, name: str) -> str:
    if form in ("block", "au"):
        return _IN_BLOCKS.get(name, name)
    return _IN_REFERENCES.get(name, name) if form == "references" else name


def _check_order(element: Element, rule: _Rule, names: list[str]) -> None:
    counts = [sum(name in choice for name in names) for choice, _least, _most in rule.parts]
    known = {name for choice, _least, _most in rule.parts for name in choice}
    for name in names:
        if name not in known:
            _refuse(element, _("has “%s” where it may not stand") % _said(name))
    for (choice, least, most), count in zip(rule.parts, counts, strict=True):
        if count < least:
            _refuse(element, _("lacks “%s”") % " / ".join(map(_said, choice)))
        if count > most:
            _refuse(element, _("has “%s” more than once") % _said(choice[0]))
    if rule.ordered:
        places = [at for name in names for at, part in enumerate(rule.parts) if name in part[0]]
        if places != sorted(places):
            _refuse(element, _("has its elements in another order than the standard"))


def _check_attributes(element: Element, rule: _Rule) -> None:
    given = {name: value for name, value in element.attrib.items() if not name.startswith("{")}
    known = {**rule.needed, **rule.allowed}
    for name, value in given.items():
        if name not in known:
            _refuse(element, _("has no attribute “%s”") % name)
        if not known[name].fullmatch(value.strip()):  # 13.1: blanks around a value are none of it
            _refuse(element, _("says “%(value)s” as its %(name)s") % {"value": value[:60], "name": name})
    for name in rule.needed:
        if name not in given:
            _refuse(element, _("lacks “%s”") % name)


def _said(name: str) -> str:
    return {"references": "objectives", "reference": "objective"}.get(name, name)


def _refuse(element: Element, why: str) -> None:
    name, line = etree.QName(element).localname, element.sourceline
    raise Broken(_("Line %(line)s: “%(name)s” %(why)s.") % {"line": line, "name": name, "why": why})
