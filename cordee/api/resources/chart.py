"""Operations: the organisation chart, and the groups that cross it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from cordee.administration.queries import chart as asked
from cordee.administration.queries.people import account
from cordee.administration.views.chart import unit_chosen
from cordee.api import shapes
from cordee.api.resources import answers
from cordee.api.resources.administering import changer, reader
from cordee.api.schemas import PageOf, PersonOut, Text
from cordee.api.schemas.accounts import (
    BoxOut,
    GroupChange,
    GroupIn,
    GroupLineOut,
    GroupOut,
    LetInOut,
    UnitChange,
    UnitIn,
    UnitOut,
)
from cordee.people.actions import arranging as acts
from cordee.people.models import Group
from cordee.spaces import access
from cordee.spaces.actions.memberships import admit_group
from cordee.spaces.queries.spaces import space_seen

router = Router(tags=["Units and groups"])
UNITS, GROUPS = "/administration/units", "/administration/groups"
UNIT, GROUP = f"{UNITS}/{{unit_id}}", f"{GROUPS}/{{group_id}}"


@router.get(UNITS, response=answers(PageOf[BoxOut]), summary="The organisation chart")
def list_units(request: HttpRequest, after: Text | None = None) -> Any:
    """Each unit after the one that it belongs to, by name."""
    reader(request)
    return shapes.page(asked.boxes(after), _box)


@router.post(UNITS, response=answers(UnitOut, 201), summary="Add a unit")
def create_unit(request: HttpRequest, sent: UnitIn) -> Any:
    """Below another one, or at the top."""
    me = changer(request)
    parent = unit_chosen(str(sent.parent or ""))
    return Status(201, acts.add_unit(me, name=sent.name, parent=parent, now=timezone.now()))


@router.get(UNIT, response=answers(UnitOut), summary="A unit")
def read_unit(request: HttpRequest, unit_id: UUID) -> Any:
    """And the one that it belongs to."""
    reader(request)
    return asked.unit_of(unit_id)


@router.patch(UNIT, response=answers(UnitOut), summary="Rename a unit, or hang it elsewhere")
def patch_unit(request: HttpRequest, unit_id: UUID, sent: UnitChange) -> Any:
    """What is below comes with it."""
    me, unit, given = changer(request), asked.unit_of(unit_id), sent.dict(exclude_unset=True)
    name = unit.name if sent.name is None else sent.name
    parent = unit_chosen(str(sent.parent or "")) if "parent" in given else unit.parent
    return acts.edit_unit(me, unit, name=name, parent=parent, now=timezone.now())


@router.delete(UNIT, response=answers(None, 204), summary="Take a unit out of the chart")
def delete_unit(request: HttpRequest, unit_id: UUID) -> Any:
    """The units below and its people go to the one above."""
    me = changer(request)
    acts.remove_unit(me, asked.unit_of(unit_id), now=timezone.now())
    return Status(204, None)


@router.get(f"{UNIT}/people", response=answers(PageOf[PersonOut]), summary="Who stands in a unit")
def list_unit_people(request: HttpRequest, unit_id: UUID, after: Text | None = None) -> Any:
    """In itself, not below. To place somebody: PATCH their account."""
    reader(request)
    return shapes.page(asked.standing_in(asked.unit_of(unit_id), after))


@router.get(GROUPS, response=answers(PageOf[GroupLineOut]), summary="All groups")
def list_groups(request: HttpRequest, after: Text | None = None) -> Any:
    """By name."""
    reader(request)
    return shapes.page(asked.groups(after), _line)


@router.post(GROUPS, response=answers(GroupOut, 201), summary="Add a group")
def create_group(request: HttpRequest, sent: GroupIn) -> Any:
    """People who are addressed together, wherever they stand."""
    return Status(201, acts.add_group(changer(request), now=timezone.now(), **sent.dict()))


@router.get(GROUP, response=answers(GroupOut), summary="A group")
def read_group(request: HttpRequest, group_id: UUID) -> Any:
    """What it is for."""
    reader(request)
    return asked.group_of(group_id)


@router.patch(GROUP, response=answers(GroupOut), summary="Rename a group, say anew what it is for")
def patch_group(request: HttpRequest, group_id: UUID, sent: GroupChange) -> Any:
    """Only what is sent is changed."""
    me, group = changer(request), asked.group_of(group_id)
    name = group.name if sent.name is None else sent.name
    about = group.about if sent.about is None else sent.about
    return acts.edit_group(me, group, name=name, about=about, now=timezone.now())


@router.delete(GROUP, response=answers(None, 204), summary="Dissolve a group")
def delete_group(request: HttpRequest, group_id: UUID) -> Any:
    """Its people stay where they are."""
    me = changer(request)
    acts.remove_group(me, asked.group_of(group_id), now=timezone.now())
    return Status(204, None)


@router.get(f"{GROUP}/people", response=answers(PageOf[PersonOut]), summary="Who is of a group")
def list_group_people(request: HttpRequest, group_id: UUID, after: Text | None = None) -> Any:
    """In the order in which they came to the organisation."""
    reader(request)
    return shapes.page(asked.people_of(asked.group_of(group_id), after))


@router.put(f"{GROUP}/people/{{handle}}", response=answers(None, 204), summary="Put somebody in a group")
def put_group_person(request: HttpRequest, group_id: UUID, handle: Text) -> Any:
    """Again changes nothing."""
    me = changer(request)
    acts.put_in(me, asked.group_of(group_id), account(handle), now=timezone.now())
    return Status(204, None)


@router.delete(f"{GROUP}/people/{{handle}}", response=answers(None, 204), summary="Take somebody out of it")
def delete_group_person(request: HttpRequest, group_id: UUID, handle: Text) -> Any:
    """Again changes nothing."""
    me = changer(request)
    acts.take_out(me, asked.group_of(group_id), account(handle), now=timezone.now())
    return Status(204, None)


@router.put(f"{GROUP}/spaces/{{slug}}", response=answers(LetInOut), summary="Let a whole group into a space")
def put_group_space(request: HttpRequest, group_id: UUID, slug: Text) -> Any:
    """Who is there already stays as they are; who joins the group later is not let in by this."""
    me = changer(request)
    space = space_seen(access.viewer(me), slug)
    return {"new": admit_group(me, space, asked.group_of(group_id), now=timezone.now())}


def _box(box: asked.Box) -> dict[str, Any]:
    own = {name: getattr(box.unit, name) for name in ("id", "name", "parent_id")}
    return own | {"level": box.level, "path": box.path, "people": box.people}


def _line(group: Group) -> dict[str, Any]:
    own = {name: getattr(group, name) for name in ("id", "name", "about")}
    return own | {"people": getattr(group, "count", 0)}
