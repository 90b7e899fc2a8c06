"""Operations: people's accounts, as administrators look after them."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Status

from cordee.administration.links import send_link
from cordee.administration.queries.people import account, accounts, named
from cordee.administration.views.chart import unit_chosen
from cordee.api import shapes
from cordee.api.resources import answers
from cordee.api.resources.administering import changer, reader
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas.accounts import (
    AccountChange,
    AccountDetailOut,
    AccountIn,
    AccountOut,
    ForgottenOut,
    LinkOut,
    RolesIn,
)
from cordee.people.actions import administering as acts
from cordee.people.actions.arranging import place
from cordee.people.actions.looks import note_look
from cordee.people.actions.second_factor import forget_factors, has_factors
from cordee.people.models import Group, Person
from cordee.spaces.models import Membership

router = Router(tags=["Accounts"])
ALL = "/administration/people"
ONE = f"{ALL}/{{handle}}"


@router.get(ALL, response=answers(PageOf[AccountOut]), summary="Everybody with an account")
def list_accounts(request: HttpRequest, q: Text = "", state: Text = "", after: Text | None = None) -> Any:
    """By name. ``q``: words of the name, address or handle. ``state``: active, deactivated, administrators, auditors,
    suspended, never (signed in), unplaced, leaving.
    """
    reader(request)
    return shapes.page(accounts(words=q, state=state, now=timezone.now(), cursor=after), _account)


@router.post(ALL, response=answers(AccountOut, 201), summary="Open an account")
def create_account(request: HttpRequest, sent: AccountIn) -> Any:
    """They choose a password by a link, which is mailed to them unless ``write`` is false."""
    me, now = changer(request), timezone.now()
    with transaction.atomic():
        made = acts.add_person(
            me,
            name=sent.name,
            email=sent.email,
            unit=unit_chosen(str(sent.unit or "")),
            manager=named(sent.manager, field="manager") if sent.manager else None,
            headline=sent.headline,
            language=sent.language,
            now=now,
        )
        if sent.write:
            send_link(request, me, made, now=now)
    return Status(201, _account(made))


@router.get(ONE, response=answers(AccountDetailOut), summary="An account")
def read_account(request: HttpRequest, handle: Text) -> Any:
    """With groups and spaces. Whose it is can read who looked."""
    me, found = reader(request), account(handle)
    note_look(me, found, now=timezone.now())
    standings = Membership.objects.filter(person=found).order_by("space__title", "id")
    places = standings.values_list("space__slug", "space__title", "role")
    return _account(found) | {
        "second_step": has_factors(found),
        "groups": list(Group.objects.filter(members__person=found)),
        "spaces": [{"slug": slug, "title": title, "role": role} for slug, title, role in places],
    }


@router.patch(ONE, response=answers(AccountOut), summary="Put an account right")
def patch_account(request: HttpRequest, handle: Text, sent: AccountChange) -> Any:
    """Only what is sent is changed: name, address, headline, language, and where they stand."""
    me, now, given = changer(request), timezone.now(), sent.dict(exclude_unset=True)
    with transaction.atomic():
        found = account(handle)
        words = {
            name: given[name]
            for name in ("name", "email", "headline", "language")
            if given.get(name) is not None
        }
        if words:
            found = acts.correct(me, found, now=now, **words)
        if given.keys() & {"unit", "manager"}:
            unit, manager = found.unit, found.manager
            if "unit" in given:
                unit = unit_chosen(str(given["unit"] or ""))
            if "manager" in given:
                manager = named(given["manager"], field="manager") if given["manager"] else None
            place(me, found, unit=unit, manager=manager, now=now)
    return _account(account(handle))


@router.put(
    f"{ONE}/roles",
    response=answers(AccountOut),
    summary="Make somebody administrator, auditor or training manager",
)
def put_roles(request: HttpRequest, handle: Text, sent: RolesIn) -> Any:
    """Or no longer. Somebody always administers; nobody takes it from themselves."""
    acts.set_roles(changer(request), account(handle), now=timezone.now(), **sent.dict())
    return _account(account(handle))


@router.put(f"{ONE}/deactivation", response=answers(AccountOut), summary="Keep somebody out")
def put_deactivation(request: HttpRequest, handle: Text) -> Any:
    """Their sessions end, their tokens open nothing; what they wrote stays."""
    acts.deactivate(changer(request), account(handle), now=timezone.now())
    return _account(account(handle))


@router.delete(f"{ONE}/deactivation", response=answers(AccountOut), summary="Let somebody in again")
def delete_deactivation(request: HttpRequest, handle: Text) -> Any:
    """With the roles they had."""
    acts.reactivate(changer(request), account(handle), now=timezone.now())
    return _account(account(handle))


@router.post(f"{ONE}/link", response=answers(LinkOut), summary="Send the link by which somebody comes in")
def create_link(request: HttpRequest, response: HttpResponse, handle: Text) -> Any:
    """By mail; it opens the choice of a password for two weeks, once."""
    response["Cache-Control"] = "no-store"
    me, found = changer(request), account(handle)
    return {"link": send_link(request, me, found, now=timezone.now()) or None, "sent_to": found.email}


@router.delete(
    f"{ONE}/second-step", response=answers(ForgottenOut), summary="Help who lost their second step"
)
def delete_second_step(request: HttpRequest, handle: Text) -> Any:
    """Telephone and codes are forgotten: the password alone lets them in, until they add a new one."""
    return {"count": forget_factors(changer(request), account(handle), now=timezone.now())}


def _account(person: Person) -> dict[str, Any]:
    same = ("id", "name", "handle", "headline", "avatar_url", "email", "language", "joined_at", "last_login")
    return {name: getattr(person, name) for name in (*same, "suspended_until", "unit")} | {
        "manager": person.manager.handle if person.manager else None,
        "administrator": person.is_administrator,
        "auditor": person.is_auditor,
        "training_manager": person.is_training_manager,
        "active": person.is_active,
    }
