"""No file that a spreadsheet opens holds a formula that somebody wrote into a name or a title."""

import csv
import inspect
import io
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cordee.api.app import api
from cordee.core.queries import forget_organisation
from cordee.paths.models import Activity, Day, Enrolment
from cordee.people.models import Person
from cordee.spaces.models import Space
from cordee.testing.cast import NOW, Stage
from cordee.web.tests.conftest import Held

# Every address that hands out CSV: a new one fails the test until it stands here, and is then held to it.
FILES = {
    "audit-file": "/administration/audit.csv",
    "people-csv": "/administration/people.csv",
    "cohort-progress": "/cohorts/{cohort}/progress/?form=csv",
    "cohort-days": "/cohorts/{cohort}/days/",
    "workshop-table": "/workshops/{workshop}/sheet.csv",
    "GET /api/v1/administration/audit-table": "/api/v1/administration/audit-table",
    "GET /api/v1/administration/people-table": "/api/v1/administration/people-table",
}
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


def pages_of_csv() -> Iterator[str]:
    """The names of the views that speak of ``text/csv``, and the operations that say they answer it.

    Views that answer by ``sheets`` need not stand here: it is held to this by its own tests, for any text.
    """

    def views(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, Callable]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from views(pattern.url_patterns) if not str(pattern.pattern).startswith("api/") else ()
            elif pattern.name:
                yield pattern.name, pattern.callback

    for name, view in views(get_resolver().url_patterns):
        source = inspect.getsource(inspect.unwrap(view))
        if "text/csv" in source or (name in FILES and "answer(request" in source):
            yield name
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            if "text/csv" in str(operation["responses"]):
                yield f"{method.upper()} {path}"


def test_every_file_is_known() -> None:
    assert set(pages_of_csv()) == set(FILES)


@pytest.mark.django_db
def test_no_cell_begins_as_a_formula(stage: Stage, values: dict[str, object], held: dict[str, Held]) -> None:
    place = Enrolment.objects.get(person=stage.cast.lea)
    Day.objects.create(enrolment=place, on=NOW.date(), seconds=600)
    for at, person in enumerate(Person.objects.exclude(handle="thomas").order_by("handle")):
        begin = BEGINNINGS[at % len(BEGINNINGS)]
        Person.objects.filter(pk=person.pk).update(name=f"{begin}1+1", headline=f"{begin}cmd|' /C calc'!A0")
    Activity.objects.update(title="=1+1")
    Space.objects.update(title="@SUM(1)")
    forget_organisation()
    for address in FILES.values():
        client = Client()
        mine = held["administrator"]
        by_token = address.startswith("/api/")
        client.cookies = Client().cookies if by_token else mine.cookies
        answer = client.get(address.format(**values), headers=mine.headers if by_token else {})
        assert answer.headers["Content-Type"].startswith("text/csv"), address
        assert "attachment" in answer.headers.get("Content-Disposition", "attachment" if by_token else "")
        text = b"".join(answer).decode("utf-8-sig")
        cells = [
            cell
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
            for cell in row
        ]
        assert [cell for cell in cells if cell.startswith(BEGINNINGS)] == [], address
        assert any(cell.startswith("'") for cell in cells), address


def _separator(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;", key=head.count)
