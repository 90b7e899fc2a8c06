"""The chart and the groups, as administrators arrange them."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.people.models import Group, Person, Unit

PAGE = 50
HERE = Q(people__is_active=True)


@dataclass(frozen=True)
class Box:
    """A unit at its place: how deep, the names from the top, and how many people stand in it."""

    unit: Unit
    level: int
    path: str
    people: int


def chart() -> list[Box]:
    """All boxes, each below the one it belongs to, by name. One query (an organisation has some hundreds)."""
    below: defaultdict[UUID | None, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.annotate(count=Count("people", filter=HERE)):
        below[unit.parent_id].append(unit)
    for units in below.values():
        units.sort(key=lambda unit: unicodedata.normalize("NFKD", unit.name).casefold())
    boxes: list[Box] = []

    def add(units: list[Unit], level: int, above: str) -> None:
        for unit in units:
            path = f"{above}{unit.name}"
            boxes.append(Box(unit, level, path, getattr(unit, "count", 0)))
            add(below[unit.pk], level + 1, f"{path} / ")

    add(below[None], 1, "")
    return boxes


def boxes(cursor: str | None = None, size: int = 200) -> Page[Box]:
    """The chart by pages. One query."""
    return pages.within(chart(), cursor, size, lambda box: str(box.unit.pk))


def unit_of(unit_id: UUID) -> Unit:
    """A box; raises Missing. One query."""
    found = Unit.objects.select_related("parent").filter(pk=unit_id).first()
    if found is None:
        raise Missing(_("There is no such unit."))
    return found


def groups(cursor: str | None = None, size: int = PAGE) -> Page[Group]:
    """Groups by name, with ``count`` of their people. One query."""
    rows: QuerySet[Group] = Group.objects.annotate(count=Count("people", filter=HERE)).order_by("name")
    if cursor:
        (after,) = pages.decode(cursor, pages.words)
        rows = rows.filter(name__gt=after)
    return pages.cut(list(rows[: size + 1]), size, lambda group: (group.name,))


def group_of(group_id: UUID) -> Group:
    """A group; raises Missing. One query."""
    found = Group.objects.filter(pk=group_id).first()
    if found is None:
        raise Missing(_("There is no such group."))
    return found


def standing_in(unit: Unit, cursor: str | None = None, size: int = PAGE) -> Page[Person]:
    """Who stands in a box itself, not below. One query."""
    return _people(Person.objects.filter(unit=unit), cursor, size)


def people_of(group: Group, cursor: str | None = None, size: int = PAGE) -> Page[Person]:
    """Who is of a group. One query."""
    return _people(Person.objects.filter(group_links__group=group), cursor, size)


def _people(rows: QuerySet[Person], cursor: str | None, size: int) -> Page[Person]:
    return pages.oldest(rows.filter(erased_at=None).select_related("photo"), cursor, size)
