"""What a kind of question is: what its author writes, what a learner's browser may know, how an answer is graded.

A new kind is one new file here, registered in ``questions/__init__.py``, and one template of the same name. Read
``choice.py`` first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar

from django.utils.functional import Promise

from cordee.paths.contents import Content, Line, Words


@dataclass(frozen=True)
class Grade:
    """What an answer is worth: ``credit`` from 0 to 1 (None: a person says so later), and the words that go with it.

    ``remarks`` and ``solution`` are for after the attempt, and safe HTML.
    """

    credit: float | None
    remarks: tuple[str, ...] = ()
    solution: str = ""


class Question(Content):
    """What all kinds have. ``points`` weigh it in its quiz; ``hints`` are uncovered one by one."""

    name: ClassVar[str]
    label: ClassVar[str | Promise]

    prompt: Words
    points: float = 1.0
    feedback: Words = ""
    hints: list[Words] = []
    source: Line = ""  # where it was imported from

    def asked(self, shown: dict[str, Any], chance: Random) -> dict[str, Any]:
        """What the learner's page may know of it, of its texts as ``shown`` (safe HTML); never what tells the answer.

        ``chance`` is the attempt's own, so that the order is the same whenever the page is opened again.
        """
        raise NotImplementedError

    def said(self, name: str, lists: Mapping[str, list[str]]) -> Any:
        """The answer in a plain form whose fields are called ``name`` (``name-0``, ``name-1`` … its parts)."""
        return next(iter(lists.get(name, [])), "")

    def graded(self, shown: dict[str, Any], answer: Any, chance: Random) -> Grade:
        """What ``answer`` is worth, in the names that ``asked`` gave with the same ``chance``.

        Whatever was sent is graded: what does not fit is worth nothing, and never fails.
        """
        raise NotImplementedError


def parts(name: str, count: int, lists: Mapping[str, list[str]]) -> list[str]:
    """The fields ``name-0`` … of a form, in order."""
    return [next(iter(lists.get(f"{name}-{at}", [])), "") for at in range(count)]


def position(said: Any) -> int:
    """The place in a list that a page names; -1 where it names none."""
    text = str(said)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else -1


def mixed(count: int, chance: Random) -> list[int]:
    """In which order things are shown. A page names each by its place there, which does not tell where it was written."""
    order = list(range(count))
    chance.shuffle(order)
    return order


def meant(said: Any, order: list[int]) -> list[int]:
    """The places as written of what a page names by places as shown; what it cannot have shown is left out."""
    given = said if isinstance(said, list) else [said]
    return [order[at] for one in given if 0 <= (at := position(one)) < len(order)]
