"""What a file of people would change: each line said new, changed, the same or refused, before anything is done."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.tables import Line, read
from cordee.core.text import clean_line
from cordee.people.actions.arranging import DEEPEST, LONGEST_NAME
from cordee.people.actions.arriving import LONGEST_NAME as LONGEST_PERSON
from cordee.people.actions.profiles import LONGEST
from cordee.people.models import Group, GroupMember, Person, Unit
from cordee.people.register.columns import ABOVE, BETWEEN, LANGUAGES, NO, NOTHING, WORDS, YES

MOST_LINES = 2_000  # a page answers in seconds; the command takes MOST_BY_COMMAND
BATCH = 500


@dataclass(frozen=True)
class Change:
    """A field before and after, as a reader understands them."""

    field: str
    before: str
    after: str


@dataclass
class Step:
    """What one line of the file comes to. ``values`` are what is written; units and groups by their names."""

    number: int
    name: str
    email: str
    person: Person | None = None
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    refused: str = ""

    @property
    def kind(self) -> str:
        """new, changed, same or refused."""
        if self.refused:
            return "refused"
        if self.person is None:
            return "new"
        return "changed" if self.changes else "same"


@dataclass
class Plan:
    """The whole file, and what must be made for it."""

    steps: list[Step]
    units: list[tuple[str, ...]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)

    def count(self, kind: str) -> int:
        """How many lines come to this."""
        return sum(step.kind == kind for step in self.steps)

    @property
    def print(self) -> str:
        """A print of what would be done: another one means that somebody changed something meanwhile."""
        told = [
            [s.number, s.kind, s.name, s.email, s.refused, [[c.field, c.before, c.after] for c in s.changes]]
            for s in self.steps
        ]
        return hashlib.sha256(json.dumps([told, self.units, self.groups]).encode()).hexdigest()


def plan(text: str, *, most: int = MOST_LINES) -> Plan:
    """Read a file and compare it with who is here; nothing is written. Raises Invalid for what is no table.

    Some queries for every 500 lines, one for each level of managers.
    """
    lines = list(read(text, columns=WORDS, most=most))
    if not lines:
        raise Invalid(_("There is nobody in this file."))
    known = Known(lines)
    steps = [_step(line, known) for line in lines]
    _refuse_twice(steps)
    _refuse_managers(steps, known)
    wanted = [step for step in steps if not step.refused]
    paths = {path for step in wanted if (path := step.values.get("unit")) and path not in known.units}
    missing = {path[:depth] for path in paths for depth in range(1, len(path) + 1)} - known.units.keys()
    groups = {name for step in wanted for name in step.values.get("groups", ())}
    new = {name for name in groups if name.casefold() not in known.groups}
    return Plan(steps, sorted(missing, key=lambda path: (len(path), path)), sorted(new))


class Known:
    """Who is here of those whom a file names, and the whole chart and groups (some hundreds)."""

    def __init__(self, lines: Iterable[Line]) -> None:
        lines = list(lines)
        emails = {
            line.cells.get(name, "").lower().lstrip("@") for line in lines for name in ("email", "manager")
        }
        handles = {
            line.cells.get(name, "").lower().lstrip("@") for line in lines for name in ("handle", "manager")
        }
        self.by_email: dict[str, Person] = {}
        self.by_handle: dict[str, Person] = {}
        for some in _batches((emails | handles) - {"", NOTHING}):
            found = Person.objects.filter(Q(email__in=some) | Q(handle__in=some), erased_at=None)
            for person in found.select_related("manager"):
                self.by_handle[person.handle] = person
                if person.email:
                    self.by_email[person.email.lower()] = person
        self.units = chart_paths()
        self.paths = {unit.pk: path for path, unit in self.units.items()}
        self.groups = {group.name.casefold(): group for group in Group.objects.all()}
        self.of_groups: dict[UUID, list[str]] = {}
        if any("groups" in line.cells for line in lines):
            for some_ids in _batches(person.pk for person in self.by_handle.values()):
                links = GroupMember.objects.filter(person_id__in=some_ids).select_related("group")
                for link in links.order_by("group__name"):
                    self.of_groups.setdefault(link.person_id, []).append(link.group.name)

    def called(self, word: str) -> Person | None:
        """The person of this address or @name."""
        word = word.lower()
        return self.by_email.get(word) or self.by_handle.get(word.lstrip("@"))


Value = TypeVar("Value")


def _batches(values: Iterable[Value]) -> Iterator[list[Value]]:
    """A statement takes some ten thousand values at most."""
    rest = list(values)
    for start in range(0, len(rest), BATCH):
        yield rest[start : start + BATCH]


def chart_paths() -> dict[tuple[str, ...], Unit]:
    """Each box of the chart by the names from the top down to it. One query."""
    boxes = {unit.pk: unit for unit in Unit.objects.all()}
    paths: dict[tuple[str, ...], Unit] = {}
    for unit in boxes.values():
        names, above = [unit.name], unit.parent_id
        while above is not None and len(names) <= DEEPEST:
            names.append(boxes[above].name)
            above = boxes[above].parent_id
        paths[tuple(reversed(names))] = unit
    return paths


def _step(line: Line, known: Known) -> Step:
    cells = line.cells
    email, handle = cells.get("email", "").lower(), cells.get("handle", "").lower().lstrip("@")
    person = known.by_email.get(email) or known.by_handle.get(handle)
    step = Step(line.number, clean_line(cells.get("name", "")), email, person)
    try:
        if person is None and handle and not email:
            raise Invalid(
                _("Nobody here is called @%(handle)s: give an address to add them.") % {"handle": handle}
            )
        _read_name(step)
        _read_email(step, known)
        for column, read_cell in _CELLS.items():
            if cell := cells.get(column, ""):
                read_cell(step, cell, known)
    except Invalid as refusal:
        step.refused = refusal.message
    step.name = step.name or (person.name if person else "")
    return step


def _change(step: Step, name: str, value: Any, before: str, after: str) -> None:
    step.values[name] = value
    if before != after:
        step.changes.append(Change(name, before, after))


def _read_name(step: Step) -> None:
    if step.person is None and not step.name:
        raise Invalid(_("A name is needed."))
    if len(step.name) > LONGEST_PERSON:
        raise Invalid(_("At most %(limit)s characters, please.") % {"limit": LONGEST_PERSON})
    if step.name:
        _change(step, "name", step.name, step.person.name if step.person else "", step.name)


def _read_email(step: Step, known: Known) -> None:
    if step.email:
        try:
            validate_email(step.email)
        except ValidationError:
            raise Invalid(_("This does not look like an e-mail address.")) from None
        _change(
            step, "email", step.email, (step.person.email or "").lower() if step.person else "", step.email
        )
    elif step.person is None:
        raise Invalid(_("An e-mail address is needed to sign in."))


def _read_headline(step: Step, cell: str, known: Known) -> None:
    value = "" if cell == NOTHING else clean_line(cell)
    if len(value) > LONGEST["headline"]:
        raise Invalid(_("At most %(limit)s characters, please.") % {"limit": LONGEST["headline"]})
    _change(step, "headline", value, step.person.headline if step.person else "", value)


def _read_unit(step: Step, cell: str, known: Known) -> None:
    names = [] if cell == NOTHING else [clean_line(name) for name in cell.split(ABOVE.strip())]
    if not all(0 < len(name) <= LONGEST_NAME for name in names) or len(names) > DEEPEST:
        raise Invalid(
            _("A unit is written “Company / Service”, at most %(most)s levels.") % {"most": DEEPEST}
        )
    before = known.paths.get(step.person.unit_id, ()) if step.person and step.person.unit_id else ()
    path = tuple(names)
    if (
        len(path) == 1 and path not in known.units
    ):  # a name alone is enough where there is one box of this name
        same = [one for one in known.units if one[-1] == path[0]]
        path = same[0] if len(same) == 1 else path
    _change(step, "unit", path or None, ABOVE.join(before), ABOVE.join(path))


def _read_manager(step: Step, cell: str, known: Known) -> None:
    word = "" if cell == NOTHING else cell.lower()
    held = step.person.manager if step.person else None
    found = known.called(word) if word else None
    after = (found.email or f"@{found.handle}") if found else word
    _change(step, "manager", after or None, (held.email or f"@{held.handle}") if held else "", after)


def _read_groups(step: Step, cell: str, known: Known) -> None:
    given = [] if cell == NOTHING else [clean_line(name) for name in cell.split(BETWEEN)]
    names = sorted(
        {known.groups[n.casefold()].name if n.casefold() in known.groups else n for n in given if n}
    )
    if any(len(name) > LONGEST_NAME for name in names):
        raise Invalid(_("At most %(limit)s characters, please.") % {"limit": LONGEST_NAME})
    before = sorted(known.of_groups.get(step.person.pk, [])) if step.person else []
    _change(step, "groups", names, BETWEEN.join(before), BETWEEN.join(names))


def _read_language(step: Step, cell: str, known: Known) -> None:
    value = LANGUAGES.get(cell.lower())
    if value is None:
        raise Invalid(_("A language is written fr or en."))
    _change(step, "language", value, step.person.language if step.person else "", value)


def _read_active(step: Step, cell: str, known: Known) -> None:
    word = cell.lower()
    if word not in YES | NO:
        raise Invalid(_("Active is written yes or no."))
    active, before = word in YES, step.person.is_active if step.person else True
    if step.person is None and not active:
        raise Invalid(_("Who is not active yet need not be added."))
    if before != active:
        _change(step, "active", active, "yes" if before else "no", "yes" if active else "no")


_CELLS = {
    "headline": _read_headline,
    "unit": _read_unit,
    "manager": _read_manager,
    "groups": _read_groups,
    "language": _read_language,
    "active": _read_active,
}


def _refuse_twice(steps: list[Step]) -> None:
    """An address or a person stands once in a file: of two lines nobody can say which holds."""
    met: dict[object, int] = {}
    for step in steps:
        for key in {step.email, step.person.pk if step.person else step.email} - {""}:
            if key in met and not step.refused:
                step.refused = _("The same person as on line %(line)s.") % {"line": met[key]}
            met.setdefault(key, step.number)


def _refuse_managers(steps: list[Step], known: Known) -> None:
    """A manager is here or in the file, and the line of managers never comes back to its beginning."""
    while True:  # a line refused takes those with it that counted on it
        refused = sum(bool(step.refused) for step in steps)
        _refuse_unknown_managers(steps, known)
        if sum(bool(step.refused) for step in steps) == refused:
            break
    above: dict[object, object] = {}
    for step in steps:
        if not step.refused and "manager" in step.values:
            word = step.values["manager"]
            found = known.called(word) if word else None
            above[_key(step)] = found.pk if found else word
    _load_above(above)
    for step in steps:
        met, one = {_key(step)}, above.get(_key(step))
        while one is not None and one not in met:
            met.add(one)
            one = above.get(one)
        if one == _key(step) and not step.refused:
            step.refused = _("A line of managers cannot come back to its beginning.")


def _refuse_unknown_managers(steps: list[Step], known: Known) -> None:
    coming = {step.email for step in steps if not step.refused and step.email}
    for step in steps:
        word = step.values.get("manager")
        if not word or step.refused:
            continue
        found = known.called(word)
        if found is None and word not in coming:
            step.refused = _("The manager %(who)s is neither here nor in the file.") % {"who": word}
        elif found is not None and not found.is_active:
            step.refused = _("The account of the manager %(who)s is deactivated.") % {"who": word}


def _key(step: Step) -> object:
    return step.person.pk if step.person else step.email


def _load_above(above: dict[object, object]) -> None:
    """Add the managers of managers who are here already, level by level."""
    frontier = {one for one in above.values() if isinstance(one, UUID)} - above.keys()
    while frontier:
        for some in _batches(frontier):
            above.update(Person.objects.filter(pk__in=some).values_list("pk", "manager_id"))
        frontier = {one for one in above.values() if isinstance(one, UUID)} - above.keys()
