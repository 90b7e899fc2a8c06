"""Links from part to part of a package: known for what they are only when all of its steps are made."""

import re
from collections.abc import Callable

from cordee.studio.course import STEP, Course, step_link, step_named

_LINK = re.compile(rf"(?P<shown>!?)(?P<words>\[(?:[^\[\]\\]|\\.)*\])\((?P<address>{STEP}[^\s)>]+)\)")


def settled(course: Course, key_of: Callable[[str], str | None]) -> int:
    """Links to parts, written as ``step_link`` of what the source calls them, lead to the steps that these became.

    Of those without a step their words stay; how many.
    """
    nowhere = 0

    def one(found: re.Match[str]) -> str:
        nonlocal nowhere
        if key := key_of(step_named(found["address"])):
            return f"{found['words']}({step_link(key)})"
        nowhere += 1
        return found["words"][1:-1]

    def text(words: str) -> str:
        return _LINK.sub(one, words) if STEP in words else words

    for module in course.modules:
        module.about = text(module.about)
        for step in module.steps:
            step.content = step.content.with_words(text)
    for bank in course.banks:
        for asked in bank.questions:
            asked.question = asked.question.with_words(text)
    return nowhere
