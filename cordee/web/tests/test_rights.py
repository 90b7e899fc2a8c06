"""Every address and every operation, for every role: the tables of rights say what each gets, and it is so.

Each call happens in a savepoint that is undone, on one stage. What is refused must have changed nothing; what reads
must not write, but for the few reads that leave a trace on purpose. A page that is shown holds nothing that its
policy would stop.
"""

import contextlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from cordee.api.app import api
from cordee.core.queries import forget_organisation
from cordee.testing.cast import Stage
from cordee.testing.markup import suspicious
from cordee.testing.rights import Row, Watch, answered, filled, rows, send, tables_of_rooms
from cordee.testing.roles import ROLES
from cordee.web.tests.conftest import Held

API = "/api/v1"
# Reads that leave a trace: the bell's line is read, who looked at personal data is kept for whom it concerns, and what
# was suggested to a facilitator is noted, so that what worked can be told of all of it. What an auditor opens by a link
# is noted, for whom it concerns.
TRACED = {
    "cockpit", "space-cockpit", "cohort-learner",
    "auditor", "auditor-indicators", "auditor-file", "auditor-piece", "auditor-piece-file",
    "notification", "administration-person", "moderation-person", "audit", "audit-file", "people-csv",
    "GET /administration/audit", "GET /administration/people/{handle}", "GET /administration/people-table",
    "GET /administration/audit-table", "GET /moderation/people/{handle}", "GET /moderation/people/{handle}/decisions",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A row with what is sent, and the name under which it counts."""

    row: Row
    name: str
    sent: Any


def entries() -> Iterator[Entry]:
    """All rows of all rooms."""
    for _room, table in tables_of_rooms():
        for row in rows(table.RIGHTS):
            name = name_of(row)
            key = f"{row.method} {template_of(row)}" if row.address.startswith(API) else name
            yield Entry(row, name, table.SENT.get(f"{key} {row.variant}".strip(), table.SENT.get(key)))


def name_of(row: Row) -> str:
    """The name of the address of a row."""
    if row.address.startswith(API):
        return f"{row.method} {template_of(row)}"
    address = row.address.split("?")[0]
    for identifier in ("00000000-0000-7000-8000-000000000000", "1"):
        with contextlib.suppress(Resolver404):
            return str(resolve(re.sub(r"{\w+}", identifier, address)).url_name)
    raise AssertionError(f"there is nothing at {row.address}")


def template_of(row: Row) -> str:
    """The path of the operation that a row of the API calls."""
    path = row.address.split("?")[0].removeprefix(API)
    fitting = [one for one in operations() if re.fullmatch(re.sub(r"{\w+}", "[^/]+", one), path)]
    assert fitting, f"{row.address} is no operation"
    return min(fitting, key=lambda one: one.count("{"))


def operations() -> dict[str, set[str]]:
    """The methods of every path of the API."""
    paths = api.get_openapi_schema()["paths"]
    return {path.removeprefix(API): {method.upper() for method in methods} for path, methods in paths.items()}


def walk(found: list[Entry], held: dict[str, Held], values: dict[str, object]) -> list[str]:
    """Make every call as every role; the rows that say something else than what happened, as it happened."""
    client = Client(raise_request_exception=False)
    watch, wrong = Watch(), []
    for entry in found:
        row, words, unseen = entry.row, [], True
        for role in ROLES:
            by_token = row.address.startswith(API)
            with transaction.atomic():
                client.cookies = SimpleCookie() if by_token else SimpleCookie(held[role].cookies)
                headers = held[role].headers if by_token else {}
                answer = send(client, row, filled(row.address, values), filled(entry.sent, values), headers)
                changed = watch.changed()
                transaction.set_rollback(True)
            if "core_organisation" in changed:
                forget_organisation()
            word = answered(answer, write=row.method != "GET", changed=bool(changed))
            if changed and (word not in ("ok", "same") or (row.method == "GET" and entry.name not in TRACED)):
                word += "!"  # something changed
            words.append(word)
            if unseen and answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                unseen = False
                wrong += [f"{row.address}: {one}" for one in stopped(answer)]
        if tuple(words) != row.expected:
            wrong.append(row.written(words))
    return wrong


def stopped(answer: HttpResponse) -> list[str]:
    """What a page holds that its Content-Security-Policy would stop, or what that policy lets through."""
    policy = answer.headers.get("Content-Security-Policy", "")
    if policy.startswith("sandbox ") and "allow-same-origin" not in policy:
        return []  # what others made (packages) runs as an origin of its own
    loose = [] if "script-src 'self'" in policy and "unsafe" not in policy else [policy or "no policy"]
    return loose + suspicious(answer.content.decode())


@pytest.mark.django_db
def test_every_page_gives_each_role_what_its_table_says(
    values: dict[str, object], held: dict[str, Held]
) -> None:
    wrong = walk([one for one in entries() if not one.row.address.startswith(API)], held, values)
    assert not wrong, judge(wrong)


@pytest.mark.django_db
def test_every_operation_gives_each_role_what_its_table_says(
    values: dict[str, object], held: dict[str, Held]
) -> None:
    wrong = walk([one for one in entries() if one.row.address.startswith(API)], held, values)
    assert not wrong, judge(wrong)


def judge(wrong: list[str]) -> str:
    return "\n" + "\n".join(["What happened, in the form of the tables; is it right?", *wrong])


class Asked(str):
    """A method that is none, and remembers with which it was compared: a view that asks whether it is POST takes POST."""

    with_: set[str]

    def upper(self) -> str:
        return self

    def __eq__(self, other: object) -> bool:
        self.with_.add(str(other))
        return False

    __hash__ = str.__hash__


def methods_taken(client: Client, address: str) -> set[str]:
    """The methods that an address takes."""
    found = resolve(address.split("?")[0]).func
    if view := getattr(found, "view_class", None):
        return {"GET"} | ({"POST"} if hasattr(view, "post") else set())
    asked = Asked("PROBE")
    asked.with_ = set(re.findall(r'"([A-Z]+)"', inspect.getsource(inspect.unwrap(found))))
    with transaction.atomic():
        answer = client.generic(asked, address)
        transaction.set_rollback(True)
    read = set() if answer.status_code == 405 and "GET" not in answer["Allow"] else {"GET"}
    return read | (asked.with_ & {"POST", "PUT", "PATCH", "DELETE"})


def addresses() -> Iterator[str]:
    """The name of every address beside the API's."""

    def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                if not str(pattern.pattern).startswith("api/"):
                    yield from names(pattern.url_patterns)
            elif pattern.name:
                yield pattern.name

    return names(get_resolver().url_patterns)


@pytest.mark.django_db
def test_every_address_and_every_method_has_its_row(stage: Stage, values: dict[str, object]) -> None:
    told: dict[str, set[str]] = {}
    examples: dict[str, str] = {}
    for entry in entries():
        if not entry.row.address.startswith(API):
            told.setdefault(entry.name, set()).add(entry.row.method)
            examples[entry.name] = filled(entry.row.address, values)
    client = Client()
    client.force_login(stage.cast.thomas, backend="allauth.account.auth_backends.AuthenticationBackend")
    missing = [f"{name}: no row" for name in sorted(set(addresses()) - set(told))]
    missing += [
        f"{name}: no row for {' '.join(sorted(absent))}"
        for name, address in examples.items()
        if (absent := methods_taken(client, address) - told[name])
    ]
    assert not missing, "\n" + "\n".join(["Write them in the room's tests/rights.py.", *missing])


def test_every_operation_has_its_row() -> None:
    told = {entry.name for entry in entries() if entry.row.address.startswith(API)}
    every = {f"{method} {path}" for path, methods in operations().items() for method in methods}
    assert not every - told, "Write them in cordee/api/tests/rights.py."
