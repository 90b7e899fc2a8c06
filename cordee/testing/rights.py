"""Tables of rights: for every address and every operation, what each role gets, written down beside its room.

A room's ``tests/rights.py`` (a long one goes on in ``rights_….py``) holds ``RIGHTS``, a line a row: the method, the
address, perhaps a word for which of several things is sent, then one word for each of ``roles.ROLES``:

- ``ok``    done (a read: shown); a write changed something
- ``same``  accepted, and there was nothing to change
- ``in``    sent to sign in
- ``asks``  asked for the password once more
- ``no``    forbidden
- ``none``  there is no such thing, or it may not be known
- ``held``  not now (a conflict)
- ``bad``   what was sent does not fit
- ``shut``  this method is not taken

``SENT`` says what is sent, by the name of the address (or the template of the operation), with that word after it
where there are several. ``{words}`` are put in from what the rooms' ``prepare`` gave.
"""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.test import Client

from cordee.testing.roles import ROLES

WIDTH, START = 4, 66
IMAGE, FILE = object(), object()  # stand for an upload in ``SENT``
TABLE_OF_PEOPLE = "Nom;E-mail\nNova;nova@example.org"  # what the file holds


class Json(dict[str, Any]):
    """What is sent to a page as JSON, not as a form."""


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    method: str
    address: str
    variant: str
    expected: tuple[str, ...]

    def written(self, words: list[str]) -> str:
        """The line, with these words for the roles."""
        start = f"{self.method:<6} {self.address} {self.variant}".rstrip()
        return f"{start:<{START}} " + " ".join(f"{word:<{WIDTH}}" for word in words).rstrip()


def rows(table: str) -> Iterator[Row]:
    """The lines of a table, without its headings (which begin with #)."""
    for line in table.splitlines():
        method, *rest = line.split() or [""]
        if not method or method.startswith("#"):
            continue
        told = max(0, len(rest) - len(ROLES))
        address, *variant = rest[:told] or rest
        yield Row(method, address, variant[0] if variant else "", tuple(rest[told:]) if told else ())


def tables_of_rooms() -> Iterator[tuple[str, Any]]:
    """The ``tests/rights*.py`` of every room (a long table stands in several files), after the room's name."""
    from django.apps import apps

    for app in apps.get_app_configs():
        if app.name.startswith("cordee."):
            for file in sorted(Path(app.path, "tests").glob("rights*.py")):
                yield app.label, import_module(f"{app.name}.tests.{file.stem}")


def answered(response: HttpResponse, *, write: bool, changed: bool) -> str:
    """The word for an answer."""
    place = response.headers.get("Location", "")
    match response.status_code:
        case 302 if place.startswith("/sign-in/?"):
            return "in"
        case 302 if place.startswith("/account/reauthenticate/?"):
            return "asks"
        case 200 | 201 | 204 | 302 | 304:
            return "same" if write and not changed else "ok"
    words = {400: "bad", 401: "in", 403: "no", 404: "none", 405: "shut", 409: "held", 422: "bad", 429: "slow"}
    return words.get(response.status_code, str(response.status_code))


def send(client: Client, row: Row, address: str, sent: Any, headers: Mapping[str, str]) -> HttpResponse:
    """Make the call: ``sent`` as a form to pages, as JSON to the API, as a form with files where there is one."""
    call = getattr(client, row.method.lower())
    given = dict(sent) if isinstance(sent, dict) else sent
    details: dict[str, Any] = {"headers": headers}
    if row.method == "GET" or given is None:
        return call(address, **details)
    uploads = [name for name, value in given.items() if value is IMAGE or value is FILE]
    form = row.method == "POST" and not isinstance(sent, Json) and not address.startswith("/api/")
    if uploads or form:
        return call(address, given | {name: _upload(given[name]) for name in uploads}, **details)
    return call(address, json.dumps(given, default=str), content_type="application/json", **details)


def filled(given: Any, values: Mapping[str, object]) -> Any:
    """``given`` with its ``{words}`` put in."""
    match given:
        case str():
            return given.format(**values) if "{" in given else given
        case dict():
            return type(given)({filled(name, values): filled(value, values) for name, value in given.items()})
        case list():
            return [filled(value, values) for value in given]
    return given


def _upload(what: object) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    if what is FILE:
        return SimpleUploadedFile("people.csv", TABLE_OF_PEOPLE.encode())
    return SimpleUploadedFile("image.png", image(), "image/png")


def image() -> bytes:
    """A small picture."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    return out.getvalue()


_TABLES = """
SELECT oid::int8, relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
AND relname <> ALL(%s) ORDER BY oid
"""
_WRITTEN = """
SELECT oid::int8, pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
  + pg_stat_get_xact_tuples_deleted(oid) FROM unnest(%s::int8[]::oid[]) AS oid
"""
# Of the visit, not of what is acted upon: sessions, where one is signed in, how often one tried, which figures one saw.
UNCOUNTED = ["django_session", "usersessions_usersession", "core_shortterm", "people_viewlook"]


class Watch:
    """Whether the tables are as they were. The state to compare with is that at the beginning.

    PostgreSQL counts what a transaction writes, undone savepoints too: only where something was written is it worth
    looking whether it stayed.
    """

    def __init__(self) -> None:
        self._tables: dict[int, str] = dict(_asked(_TABLES, UNCOUNTED))
        self._written = self._count()
        self._known = {table: _content(table) for table in self._tables.values()}

    def changed(self) -> list[str]:
        """The tables that hold something else than at the beginning. One query when nothing was written."""
        now = self._count()
        touched = [self._tables[table] for table, count in now.items() if count != self._written[table]]
        self._written = now
        return [table for table in touched if _content(table) != self._known[table]]

    def _count(self) -> dict[int, int]:
        return dict(_asked(_WRITTEN, list(self._tables)))


def _content(table: str) -> str:
    # The name comes from PostgreSQL's own catalogue.
    rows = f"SELECT md5(string_agg(row::text, '|' ORDER BY row::text)) FROM \"{table}\" row"  # noqa: S608
    return str(_asked(rows)[0][0])


def _asked(question: str, *values: Any) -> list[tuple[Any, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return cursor.fetchall()
