"""Who somebody has a practice from: said where the data says so, else the likeliest of those who carried it before.

A practice travels as a tree: each person who took it up has it from one other, at the most. Said: the act itself names
somebody (a reaction to their reply, a reply to them, a call by name in the thread). Else each earlier carrier is weighed
by what links the two, contact by contact, and the heaviest is taken: the likeliest tree of NetInf (Gomez-Rodriguez,
Leskovec, Krause 2012, ACM TKDD 5:21), with weights that fade with time as the credits of Goyal, Bonchi and Lakshmanan
(2010, WSDM, 241-250). Where nothing links somebody to any carrier, they have it from the contribution itself.
docs/decisions/circulation.md has the rule in words and what it was chosen for.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

Who = TypeVar("Who", bound=Hashable)

CONTACT_FADES = 30.0  # days until a contact counts half
CARRYING_FADES = 60.0  # days until a carrier is half as likely
CONTACT_READ = 180.0  # days
SAME_UNIT = 0.5
LEAST = 0.25  # what a link must weigh to be called likely


class Stage(IntEnum):
    """How far somebody has come with a practice. Who shared it carries it from the beginning."""

    SEEN = 1
    TRIED = 2
    ADAPTED = 3
    TAUGHT = 4


@dataclass(frozen=True, slots=True)
class Step(Generic[Who]):
    """Somebody reached a stage ``at`` (days); ``said`` is whom their act names."""

    person: Who
    stage: Stage
    at: float
    said: Who | None = None


@dataclass(frozen=True, slots=True)
class Contact(Generic[Who]):
    """``person`` turned to ``other`` ``at`` (days): ``weight`` is more for words than for a reading."""

    person: Who
    other: Who
    at: float
    weight: float


@dataclass(frozen=True, slots=True)
class Passing(Generic[Who]):
    """``taker`` has it from ``giver``; None: from the contribution itself. ``depth``: hops from who shared it."""

    taker: Who
    giver: Who | None
    stage: Stage
    at: float
    said: bool
    depth: int


class Contacts(Generic[Who]):
    """What links people, both ways, to be asked for a moment."""

    def __init__(self, contacts: Iterable[Contact[Who]], units: Mapping[Who, object] | None = None) -> None:
        self._of: dict[Who, dict[Who, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
        self._units = units or {}
        for one in contacts:
            if one.person != one.other:
                self._of[one.person][one.other].append((one.at, one.weight))
                # Who is turned to knows it, but less surely than who turns.
                self._of[one.other][one.person].append((one.at, one.weight / 2))

    def weight(self, person: Who, other: Who, at: float) -> float:
        """What links two people at a moment: contacts until then, each fading, and a unit in common."""
        between = self._of[person].get(other, ()) if person in self._of else ()
        found = sum(
            weight * 0.5 ** ((at - when) / CONTACT_FADES)
            for when, weight in between
            if when <= at and at - when <= CONTACT_READ
        )
        unit = self._units.get(person)
        return found + (SAME_UNIT if unit is not None and unit == self._units.get(other) else 0.0)


def passings(
    author: Who | None, shared_at: float, steps: Sequence[Step[Who]], contacts: Contacts[Who]
) -> list[Passing[Who]]:
    """How one practice went from person to person, in the order of time."""
    first: dict[Who, dict[Stage, Step[Who]]] = defaultdict(dict)
    for step in sorted(steps, key=lambda one: one.at):
        if step.person != author:
            first[step.person].setdefault(step.stage, step)
    carried: dict[Who, tuple[float, int]] = {} if author is None else {author: (shared_at, 0)}
    found: list[Passing[Who]] = []
    # Who did something with it took it up then; who only saw it, when they saw it. They carry it from there on.
    taken = [(_uptake(stages), stages) for stages in first.values()]
    for step, stages in sorted(taken, key=lambda one: one[0].at):
        giver = _named(step, stages)
        said = giver is not None
        if giver is None:
            giver = _likeliest(step, carried, contacts)
        depth = 1 + (carried[giver][1] if giver is not None and giver in carried else 0)
        found.append(Passing(step.person, giver, max(stages), step.at, said, depth))
        if max(stages) >= Stage.TRIED:
            carried[step.person] = (step.at, depth)
    return found


def _uptake(stages: Mapping[Stage, Step[Who]]) -> Step[Who]:
    done = [step for stage, step in stages.items() if stage >= Stage.TRIED]
    return min(done, key=lambda one: one.at) if done else stages[Stage.SEEN]


def _named(step: Step[Who], stages: Mapping[Stage, Step[Who]]) -> Who | None:
    """Whom their acts until then name."""
    for one in (step, *stages.values()):
        if one.said is not None and one.said != step.person and one.at <= step.at:
            return one.said
    return None


def _likeliest(
    step: Step[Who], carried: Mapping[Who, tuple[float, int]], contacts: Contacts[Who]
) -> Who | None:
    """The earlier carrier that most links them to; None where nothing does."""
    best, most = None, LEAST
    for other, (since, _depth) in carried.items():
        weight = contacts.weight(step.person, other, step.at) * 0.5 ** ((step.at - since) / CARRYING_FADES)
        if weight > most:
            best, most = other, weight
    return best
