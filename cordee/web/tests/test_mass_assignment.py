"""Nothing that is sent beside what is asked for is ever kept: not by an operation of the API, not by a form."""

from collections import Counter
from functools import cache
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client

from cordee.api.app import api
from cordee.core.queries import forget_organisation
from cordee.people.models import Person
from cordee.spaces.models import Space
from cordee.testing.rights import FILE, IMAGE, Watch, filled, send
from cordee.testing.roles import ROLES
from cordee.web.tests.conftest import Held
from cordee.web.tests.test_rights import API, Entry, entries

LONG_AGO = "2001-01-01T00:00:00Z"
SOMEBODY = "{ines_id}"
# What an attacker would like to set: who one is, whose a thing is, since when, how good.
WANTED: dict[str, Any] = {
    "is_administrator": "true", "administrator": "true", "is_auditor": "true", "is_staff": "true",
    "is_superuser": "true", "is_active": "true", "role": "facilitator", "roles": "facilitator",
    "author": SOMEBODY, "author_id": SOMEBODY, "person_id": SOMEBODY, "actor": SOMEBODY, "by": SOMEBODY,
    "by_id": SOMEBODY, "user": SOMEBODY, "user_id": SOMEBODY, "owner": SOMEBODY, "email": "evil@example.org",
    "handle": "evil", "suspended_until": "", "scopes": "administer", "id": SOMEBODY, "pk": SOMEBODY,
    "space_id": "{hidden_space}", "created_at": LONG_AGO, "joined_at": LONG_AGO, "at": LONG_AGO,
    "published_at": LONG_AGO, "verified_at": LONG_AGO, "done_at": LONG_AGO, "score": "1", "credit": "1",
    "pinned_at": LONG_AGO, "is_demo": "true", "set_up_at": LONG_AGO,
}  # fmt: skip
# What says who one is, whose a thing is and how good: with the keys of people and spaces, and all that is yes or no.
GUARDED = {"role", "scopes", "email", "handle", "sign_up", "score", "credit", "suspended_until", "passwords"}


@pytest.fixture
def named(values: dict[str, object]) -> dict[str, object]:
    """The words of the tables of rights, and whom an attacker would rather be."""
    ines, hidden = Person.objects.get(handle="ines"), Space.objects.get(slug="cercle")
    return values | {"ines_id": ines.id, "hidden_space": hidden.id}


def writes(*, of_api: bool) -> list[Entry]:
    """The rows of the tables that write."""
    return [one for one in entries() if one.row.method != "GET" and one.row.address.startswith(API) == of_api]


def bodies() -> dict[str, dict[str, Any]]:
    """The schemas of what operations take as JSON, and all that stand inside them, by name."""
    described = api.get_openapi_schema()
    schemas, found = described["components"]["schemas"], {}

    def take(one: Any) -> None:
        for name, value in (
            one.items() if isinstance(one, dict) else enumerate(one) if isinstance(one, list) else ()
        ):
            if name == "$ref" and (short := value.split("/")[-1]) not in found:
                found[short] = schemas[short]
                take(schemas[short])
            else:
                take(value)

    for methods in described["paths"].values():
        for operation in methods.values():
            take(operation.get("requestBody", {}).get("content", {}).get("application/json", {}))
    return found


def test_every_body_is_closed() -> None:
    """The description says that no field more is taken, and no field that is taken gives what nobody gives themselves."""
    found = bodies()
    assert len(found) > 40
    open_ones = [
        name
        for name, one in found.items()
        if "properties" in one and one.get("additionalProperties") is not False
    ]
    assert not open_ones
    given = {f"{name}.{field}" for name, one in found.items() for field in one.get("properties", {})}
    asked = {one for one in given if one.split(".")[1] in WANTED}
    assert asked == TAKEN, sorted(asked ^ TAKEN)


# Fields of these names that are asked for, each by an operation that looks who may.
TAKEN = {
    "AccountChange.email", "AccountIn.email", "CourseRegistrationIn.actor", "InvitationIn.email",
    "LaunchIn.actor", "PaceIn.space_id", "ProviderChange.scopes", "ProviderIn.scopes", "RoleIn.role",
    "RolesIn.administrator", "TokenIn.scopes",
}  # fmt: skip


@pytest.mark.django_db
def test_no_operation_takes_a_word_more(named: dict[str, object], held: dict[str, Held]) -> None:
    client, watch, wrong = Client(raise_request_exception=False), Watch(), []
    for entry in writes(of_api=True):
        role = _who(entry)
        if role is None or _brings_files(entry):
            continue
        sent = {name: one for name, one in WANTED.items() if name not in (entry.sent or {})} | (
            entry.sent or {}
        )
        with transaction.atomic():
            answer = send(
                client, entry.row, filled(entry.row.address, named), filled(sent, named), held[role].headers
            )
            changed = watch.changed()
            transaction.set_rollback(True)
        forget_organisation()
        if entry.sent is not None and (answer.status_code != 422 or changed):
            wrong.append(f"{entry.name}: {answer.status_code} {changed}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_no_form_keeps_a_word_more(named: dict[str, object], held: dict[str, Held]) -> None:
    client, wrong, walked = Client(raise_request_exception=False), [], 0
    for entry in writes(of_api=False):
        role = _who(entry)
        if role is None:
            continue
        walked += 1
        asked = {} if entry.sent is None else entry.sent
        plain = _after(client, entry, asked, named, held[role])
        more = _after(client, entry, type(asked)({**WANTED, **asked}), named, held[role])
        if plain != more:
            wrong.append(f"{entry.name} {entry.row.variant} by {role}: {plain - more} became {more - plain}")
    assert walked > 50
    assert not wrong, "\n".join(wrong)


def _brings_files(entry: Entry) -> bool:
    return any(one is IMAGE or one is FILE for one in (entry.sent or {}).values())


def _who(entry: Entry) -> str | None:
    """Who may, and has the least to say: an administrator may give most of what is guarded."""
    ranked = ("member", "author", "outsider", "keeper")
    return next((one for one in ranked if entry.row.expected[ROLES.index(one)] == "ok"), None)


def _after(client: Client, entry: Entry, sent: Any, named: dict[str, object], mine: Held) -> Counter[Any]:
    with transaction.atomic():
        before = _identifiers()
        client.cookies = SimpleCookie(mine.cookies)
        send(client, entry.row, filled(entry.row.address, named), filled(sent, named), {})
        found = _guarded(before)
        transaction.set_rollback(True)
    forget_organisation()
    return found


def _identifiers() -> set[str]:
    return {
        str(one) for model in (Person, Space) for one in model._default_manager.values_list("pk", flat=True)
    }


def _guarded(before: set[str]) -> Counter[Any]:
    """How often each value stands in each guarded column, and each moment that an attacker wrote. Three queries.

    What was made just now has another identifier each time.
    """
    made_now = _identifiers() - before
    found: Counter[Any] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(_question())
        for column, value, count in cursor.fetchall():
            found[column, "made now" if value in made_now else value] += count
    return found


@cache
def _question() -> str:
    parts = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields if model.__module__.startswith("cordee.") else ():
            table, column = model._meta.db_table, field.column
            counted = f'SELECT \'{table}.{column}\', "{column}"::text, count(*) FROM "{table}"'
            if (
                field.name in GUARDED
                or field.related_model in (Person, Space)
                or isinstance(field, models.BooleanField)
            ):
                parts.append(f"{counted} GROUP BY 2")
            elif isinstance(field, models.DateTimeField):
                parts.append(f"{counted} WHERE \"{column}\" < '2002-01-01' GROUP BY 2")
    return " UNION ALL ".join(parts)
