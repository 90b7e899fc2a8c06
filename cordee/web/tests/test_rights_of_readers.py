"""Who hears what on an open page, and who finds what: the tables of the rooms live and search, and it is so."""

import pytest
from django.test import Client

from cordee.core.errors import Missing
from cordee.live import visits
from cordee.live.tests.rights import TOPICS
from cordee.search.tests.rights import FINDS
from cordee.testing.rights import filled, rows
from cordee.testing.roles import ROLES
from cordee.web.tests.conftest import Held

pytestmark = pytest.mark.django_db
Values = dict[str, object]
SHOWN = ("/search/?q={}", "/search/suggestions/?q={}", "/search/closest/?title={}")
KINDS = {"@": "person", "/spaces/": "space", "/skills/": "skill"}


def heard(cookies: str, topics: str) -> str:
    try:
        visit = visits.admit(cookies, topics.split(","))
    except Missing:
        return "none"
    return "in" if visit is None else "ok"


def test_every_topic_is_heard_by_whom_its_table_says(values: Values, held: dict[str, Held]) -> None:
    wrong = []
    for row in rows(TOPICS):
        topics = filled(row.address, values)
        words = [heard(held[role].cookies.output([], "", "; "), topics) for role in ROLES]
        if tuple(words) != row.expected:
            wrong.append(row.written(words))
    assert not wrong, "\n" + "\n".join(["What happened, in the form of the table; is it right?", *wrong])


def found(mine: Held, word: str, mark: str) -> str:
    """Whether a page or an operation of search shows it, those that show the results at least."""
    pages = Client()
    pages.cookies = mine.cookies
    shown = [pages.get(address.format(word)) for address in SHOWN]
    kind = next((kind for start, kind in KINDS.items() if mark.startswith(start)), "")
    about = "&about=answers" if not kind else ""
    told = [
        Client().get(f"/api/v1/search?q={word}&kind={kind}", headers=mine.headers),
        Client().get(f"/api/v1/suggestions?q={word}{about}", headers=mine.headers),
    ]
    if {one.status_code for one in shown} == {302}:
        assert {one.status_code for one in told} == {401}
        return "in"
    assert {one.status_code for one in shown + told} == {200}
    seen = [mark in one.content.decode() for one in shown]
    assert seen[0] or not any(seen)
    handle = mark.strip("/@").split("/")[-1]
    assert any(f'{handle}"' in one.content.decode() for one in told) == seen[0], (word, handle)
    return "ok" if seen[0] else "none"


def test_everything_is_found_by_whom_its_table_says(values: Values, held: dict[str, Held]) -> None:
    wrong = []
    for row in rows(FINDS):
        words = [found(held[role], row.address, filled(row.variant, values)) for role in ROLES]
        if tuple(words) != row.expected:
            wrong.append(row.written(words))
    assert not wrong, "\n" + "\n".join(["What happened, in the form of the table; is it right?", *wrong])
