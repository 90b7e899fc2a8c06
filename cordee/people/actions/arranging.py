"""The organisation chart and the groups that cross it: units, who stands where, who is addressed together."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.models import Organisation
from cordee.core.text import clean_line
from cordee.journal.actions import Fact, record
from cordee.people import events
from cordee.people.models import Group, GroupMember, Person, Unit

UNIT_ADDED = "unit.added"
UNIT_EDITED = "unit.edited"  # data: moved (whether it hangs below another box now)
UNIT_REMOVED = "unit.removed"  # data: above (where its people and the boxes below went)
GROUP_ADDED, GROUP_EDITED, GROUP_REMOVED = "group.added", "group.edited", "group.removed"
GROUP_JOINED, GROUP_LEFT = "group.joined", "group.left"  # data: person
LONGEST_NAME, LONGEST_ABOUT = 100, 300  # characters
DEEPEST = 12  # levels of the chart: beyond, it is a mistake


@transaction.atomic
def add_unit(actor: Person, *, name: str, parent: Unit | None = None, now: datetime) -> Unit:
    """A new box of the chart, below ``parent``. For administrators. Raises Forbidden, Invalid."""
    check_arranges(actor)
    boxes = _held_chart()
    unit = Unit(name=_name(name), parent=parent)
    _check_place(unit, boxes)
    unit.save(force_insert=True)
    record(Fact(UNIT_ADDED, unit.id, actor_id=actor.id), at=now)
    return unit


@transaction.atomic
def edit_unit(actor: Person, unit: Unit, *, name: str, parent: Unit | None, now: datetime) -> Unit:
    """Rename a box, or hang it elsewhere with all that is below. Raises Forbidden, Invalid (below itself)."""
    check_arranges(actor)
    boxes = _held_chart()
    name = _name(name)
    if (unit.name, unit.parent_id) == (name, parent.id if parent else None):
        return unit
    hangs_elsewhere = unit.parent_id != (parent.id if parent else None)
    unit.name, unit.parent = name, parent
    _check_place(unit, boxes)
    unit.save(update_fields=["name", "parent"])
    record(Fact(UNIT_EDITED, unit.id, actor_id=actor.id, data={"moved": hangs_elsewhere}), at=now)
    return unit


@transaction.atomic
def remove_unit(actor: Person, unit: Unit, *, now: datetime) -> None:
    """Take a box out of the chart: the boxes below and its people go to the one above. Raises Forbidden, Conflict."""
    check_arranges(actor)
    boxes = _held_chart()
    kept = {
        box.name.casefold() for box in boxes.values() if box.parent_id == unit.parent_id and box.pk != unit.pk
    }
    for below in [box for box in boxes.values() if box.parent_id == unit.pk]:
        if below.name.casefold() in kept:
            raise Conflict(
                _("“%(name)s” stands there already: rename the one below, then remove this one.")
                % {"name": below.name}
            )
        below.parent_id = unit.parent_id
        below.save(update_fields=["parent"])
    Person.objects.filter(unit=unit).update(unit=unit.parent_id)
    above = str(unit.parent_id) if unit.parent_id else None
    record(Fact(UNIT_REMOVED, unit.id, actor_id=actor.id, data={"above": above}), at=now)
    unit.delete()


@transaction.atomic
def place(
    actor: Person, person: Person, *, unit: Unit | None, manager: Person | None, now: datetime
) -> Person:
    """Say where somebody stands and who their line manager is. Raises Forbidden, Invalid (nobody manages upwards)."""
    check_arranges(actor)
    # One placing at a time: of two at once, each alone right, a circle could come.
    list(Organisation.objects.select_for_update(no_key=True).values_list("pk", flat=True))
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if manager is not None:
        check_manages(manager, person)
    before = {"unit": person.unit_id, "manager": person.manager_id}
    person.unit, person.manager = unit, manager
    after = {"unit": person.unit_id, "manager": person.manager_id}
    changed = [field for field in before if before[field] != after[field]]
    if changed:
        person.save(update_fields=changed)
        record(events.placed(person, changed, actor.id), at=now)
    return person


def check_manages(manager: Person, person: Person) -> None:
    """Raises Invalid where the line of managers would come back to ``person``. One query a level."""
    above: UUID | None = manager.pk
    met: set[UUID] = set()
    while above is not None and above not in met:
        if above == person.pk:
            message = _("A line of managers cannot come back to its beginning.")
            raise Invalid(message, fields={"manager": message})
        met.add(above)
        above = Person.objects.filter(pk=above).values_list("manager_id", flat=True).first()
    if not manager.is_active:
        message = _("This account is deactivated: name somebody else.")
        raise Invalid(message, fields={"manager": message})


@transaction.atomic
def add_group(actor: Person, *, name: str, about: str = "", now: datetime) -> Group:
    """People who are addressed together. For administrators. Raises Forbidden, Invalid."""
    check_arranges(actor)
    group = Group(name=_name(name), about=_about(about))
    _check_free(group)
    group.save(force_insert=True)
    record(Fact(GROUP_ADDED, group.id, actor_id=actor.id), at=now)
    return group


@transaction.atomic
def edit_group(actor: Person, group: Group, *, name: str, about: str, now: datetime) -> Group:
    """Rename a group, say anew what it is for. Raises Forbidden, Invalid."""
    check_arranges(actor)
    name, about = _name(name), _about(about)
    if (group.name, group.about) != (name, about):
        group.name, group.about = name, about
        _check_free(group)
        group.save(update_fields=["name", "about"])
        record(Fact(GROUP_EDITED, group.id, actor_id=actor.id), at=now)
    return group


@transaction.atomic
def remove_group(actor: Person, group: Group, *, now: datetime) -> None:
    """Dissolve a group; its people stay where they are. Raises Forbidden."""
    check_arranges(actor)
    record(Fact(GROUP_REMOVED, group.id, actor_id=actor.id), at=now)
    group.delete()


@transaction.atomic
def put_in(actor: Person, group: Group, person: Person, *, now: datetime) -> None:
    """Make somebody one of a group; again changes nothing. Raises Forbidden."""
    check_arranges(actor)
    _link, made = GroupMember.objects.get_or_create(group=group, person=person, defaults={"at": now})
    if made:
        record(Fact(GROUP_JOINED, group.id, actor_id=actor.id, data={"person": str(person.id)}), at=now)


@transaction.atomic
def take_out(actor: Person, group: Group, person: Person, *, now: datetime) -> None:
    """Somebody is no longer of a group; again changes nothing. Raises Forbidden."""
    check_arranges(actor)
    if GroupMember.objects.filter(group=group, person=person).delete()[0]:
        record(Fact(GROUP_LEFT, group.id, actor_id=actor.id, data={"person": str(person.id)}), at=now)


def check_arranges(actor: Person) -> None:
    """Raises Forbidden unless ``actor`` administers."""
    if not (actor.is_administrator and actor.is_active):
        raise Forbidden(_("This is for the administrators of the organisation."))


def _held_chart() -> dict[UUID, Unit]:
    """All boxes, held until the transaction ends: two moves at once cannot make a circle."""
    return {box.pk: box for box in Unit.objects.select_for_update(of=("self",)).order_by("id")}


def _check_place(unit: Unit, boxes: dict[UUID, Unit]) -> None:
    above, level = unit.parent_id, 1
    while above is not None:
        if above == unit.pk:
            message = _("A unit cannot stand below itself.")
            raise Invalid(message, fields={"parent": message})
        if above not in boxes or level >= DEEPEST:
            message = _("Choose a unit that exists, at most %(most)s levels deep.") % {"most": DEEPEST}
            raise Invalid(message, fields={"parent": message})
        above, level = boxes[above].parent_id, level + 1
    for box in boxes.values():
        beside = box.parent_id == unit.parent_id and box.pk != unit.pk
        if beside and box.name.casefold() == unit.name.casefold():
            message = _("A unit of this name stands there already.")
            raise Invalid(message, fields={"name": message})


def _check_free(group: Group) -> None:
    if Group.objects.filter(name__iexact=group.name).exclude(pk=group.pk).exists():
        message = _("There is a group of this name already.")
        raise Invalid(message, fields={"name": message})


def _name(name: str) -> str:
    name = clean_line(name)
    if not name or len(name) > LONGEST_NAME:
        message = _("Write a name of at most %(limit)s characters.") % {"limit": LONGEST_NAME}
        raise Invalid(message, fields={"name": message})
    return name


def _about(about: str) -> str:
    about = clean_line(about)
    if len(about) > LONGEST_ABOUT:
        message = _("At most %(limit)s characters, please.") % {"limit": LONGEST_ABOUT}
        raise Invalid(message, fields={"about": message})
    return about
