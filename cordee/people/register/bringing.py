"""Doing what a file of people asks for: all of it or, where a line is refused meanwhile, nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Refusal
from cordee.people.actions.administering import add_person, correct, deactivate, reactivate
from cordee.people.actions.arranging import add_group, add_unit, check_arranges, place, put_in, take_out
from cordee.people.models import Group, Person, Unit
from cordee.people.register.plan import MOST_LINES, Plan, Step, chart_paths, plan

MOST_BY_COMMAND = 50_000


@transaction.atomic
def bring_people(
    actor: Person, text: str, *, agreed: str | None, now: datetime, most: int = MOST_LINES
) -> tuple[Plan, list[Person]]:
    """Do what ``plan(text)`` says, the refused lines left out; returns it with who is new.

    ``agreed``: the print of the plan that somebody looked at (None: whatever it comes to). Raises Forbidden, Invalid,
    Conflict (it is another one by now, or an act was refused: the line is named, and nothing is done).
    """
    check_arranges(actor)
    todo = plan(text, most=most)
    if agreed is not None and todo.print != agreed:
        raise Conflict(_("Something changed meanwhile. Look at what the file would do now."))
    units = _units(actor, todo, now)
    groups = {group.name: group for group in Group.objects.all()}
    groups |= {name: add_group(actor, name=name, now=now) for name in todo.groups}
    steps = [step for step in todo.steps if step.kind in ("new", "changed")]
    fresh: list[Person] = []
    people: dict[str, Person] = {}
    for step in steps:
        with _on_line(step):
            person = step.person
            if person is None:
                details = {
                    name: step.values[name] for name in ("headline", "language") if name in step.values
                }
                person = add_person(actor, name=step.name, email=step.email, now=now, **details)
                fresh.append(person)
            else:
                person = _changed(actor, step, person, now)
            people[step.email or f"@{person.handle}"] = person
    for step in steps:
        with _on_line(step):
            person = people[step.email or f"@{step.person.handle}"] if step.person else people[step.email]
            _place(actor, step, person, units, people, now)
            if "groups" in step.values:
                _group(actor, step, person, groups, now)
    return todo, fresh


@contextmanager
def _on_line(step: Step) -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        raise Conflict(
            _("Line %(line)s, %(name)s: %(why)s Nothing was changed.")
            % {"line": step.number, "name": step.name, "why": refusal.message}
        ) from None


def _units(actor: Person, todo: Plan, now: datetime) -> dict[tuple[str, ...], Unit]:
    units = chart_paths()
    for path in todo.units:  # the highest first
        units[path] = add_unit(actor, name=path[-1], parent=units.get(path[:-1]), now=now)
    return units


def _changed(actor: Person, step: Step, person: Person, now: datetime) -> Person:
    if step.values.get("active") is True:
        person = reactivate(actor, person, now=now)
    given = {
        name: step.values[name] for name in ("name", "email", "headline", "language") if name in step.values
    }
    person = correct(actor, person, now=now, **given)
    if step.values.get("active") is False:
        person = deactivate(actor, person, now=now)
    return person


def _place(
    actor: Person,
    step: Step,
    person: Person,
    units: dict[tuple[str, ...], Unit],
    people: dict[str, Person],
    now: datetime,
) -> None:
    if not step.values.keys() & {"unit", "manager"}:
        return
    unit, manager = person.unit, person.manager
    if "unit" in step.values:
        unit = units[step.values["unit"]] if step.values["unit"] else None
    if "manager" in step.values:
        word = step.values["manager"]
        manager = (people.get(word) or _called(word)) if word else None
    place(actor, person, unit=unit, manager=manager, now=now)


def _called(word: str) -> Person | None:
    if word.startswith("@"):
        return Person.objects.filter(handle=word[1:]).first()
    return Person.objects.filter(email=word).first()


def _group(actor: Person, step: Step, person: Person, groups: dict[str, Group], now: datetime) -> None:
    wanted = set(step.values["groups"])
    held = {group.name: group for group in Group.objects.filter(members__person=person)}
    for name in sorted(wanted - held.keys()):
        put_in(actor, groups[name], person, now=now)
    for name in sorted(held.keys() - wanted):
        take_out(actor, held[name], person, now=now)
