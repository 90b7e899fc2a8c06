"""The stage of the tables of rights: who plays which role, what the addresses ask for, what each holds to come in."""

from dataclasses import dataclass
from http.cookies import SimpleCookie

import pytest
from django.test import Client

from cordee.api.actions import create_token
from cordee.api.models import SCOPES, Token
from cordee.journal.readers import catch_up
from cordee.people.models import Person
from cordee.testing.cast import NOW, Stage
from cordee.testing.rights import tables_of_rooms
from cordee.testing.roles import take_places
from cordee.testing.rooms import prepared


@dataclass(frozen=True)
class Held:
    """What somebody comes in with: the cookies of a browser, the headers of other software. Nothing, for a visitor."""

    cookies: SimpleCookie
    headers: dict[str, str]


@pytest.fixture
def people(stage: Stage) -> dict[str, Person | None]:
    """Who plays which role."""
    return take_places(stage)


@pytest.fixture
def values(stage: Stage, people: dict[str, Person | None]) -> dict[str, object]:
    """What the rooms made for their addresses, by the names that stand there in braces."""
    found = prepared(stage)
    for _room, table in tables_of_rooms():
        if make := getattr(table, "prepare", None):
            found |= make(stage)
    catch_up()
    return found


@pytest.fixture
def held(people: dict[str, Person | None]) -> dict[str, Held]:
    """What each role comes in with, got while the account was active."""
    return {role: _held(person) for role, person in people.items()}


def _held(person: Person | None) -> Held:
    client = Client()
    if person is None:
        return Held(client.cookies, {})
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    was, person.is_active = person.is_active, True
    token, secret = create_token(person, name="t", scopes=SCOPES, now=NOW)
    person.is_active = was
    # Its use is written down once an hour: not during this test.
    Token.objects.filter(pk=token.pk).update(last_used_at="2100-01-01T00:00Z")
    return Held(client.cookies, {"Authorization": f"Bearer {secret}"})
