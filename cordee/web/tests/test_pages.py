"""Each page for each of the cast: who sees it, what it costs, and that nothing in it can run by itself."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.db import OperationalError, connections
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cordee.core.queries import forget_organisation
from cordee.journal.readers import catch_up
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.posts import publish
from cordee.testing.cast import NOW, Stage
from cordee.testing.rooms import prepared, rooms_pages

Enter = Callable[..., Client]
OK, MOVED, NO, NONE = 200, 302, 403, 404

# Pages of the first rooms; the others' stand in each room's tests/pages.py (see testing/rooms.py).
# Per page: Thomas administers, Karim facilitates, Léa belongs, Marc does not, and a visitor is sent to sign in.
MATRIX = {
    "today": ("/", OK, OK, OK, OK),
    "spaces": ("/spaces/", OK, OK, OK, OK),
    "space-new": ("/spaces/new/", OK, NO, NO, NO),
    "space": ("/spaces/entretiens/", OK, OK, OK, OK),
    "space (on request)": ("/spaces/qualiopi/", OK, OK, OK, OK),
    "space (hidden)": ("/spaces/cercle/", OK, OK, OK, NONE),
    "space-welcome": ("/spaces/entretiens/welcome/", OK, OK, OK, OK),
    "space-welcome (on request)": ("/spaces/qualiopi/welcome/", OK, OK, OK, NO),
    "space-members": ("/spaces/entretiens/members/", OK, OK, OK, OK),
    "space-members (on request)": ("/spaces/qualiopi/members/", OK, OK, OK, NO),
    "space-settings": ("/spaces/entretiens/settings/", OK, OK, NO, NO),
    "space-settings (hidden)": ("/spaces/cercle/settings/", OK, OK, NO, NONE),
    "charter": ("/spaces/entretiens/charter/", OK, OK, OK, OK),
    "charter (hidden)": ("/spaces/cercle/charter/", OK, OK, OK, NONE),
    "post-new": ("/spaces/entretiens/new/", MOVED, OK, OK, NO),
    "thread": ("/posts/{question}/", OK, OK, OK, OK),
    "thread (hidden)": ("/posts/{secret}/", OK, OK, OK, NONE),
    "thread (on request)": ("/posts/{asked}/", OK, OK, OK, NO),
    "post-edit": ("/posts/{question}/edit/", NO, NO, OK, NO),
    "post-history": ("/posts/{question}/history/", OK, OK, OK, OK),
    "post-history (hidden)": ("/posts/{secret}/history/", OK, OK, OK, NONE),
    "comment-history": ("/posts/{question}/comments/{answer}/history/", OK, OK, OK, OK),
    "comment-edit": ("/comments/{answer}/edit/", NO, NO, NO, NO),
    "contribute": ("/contribute/", OK, OK, OK, OK),
    "people": ("/people/", OK, OK, OK, OK),
    "profile": ("/people/@ines/", OK, OK, OK, OK),
    "skill": ("/skills/ecoute/", OK, OK, OK, OK),
    "my-profile": ("/me/profile/", OK, OK, OK, OK),
    "preferences": ("/me/preferences/", OK, OK, OK, OK),
}
# Acts and doors, tested by what they do; each new address must be put here or above.
ELSEWHERE = {
    "membership", "space-member", "comment-new", "resolution", "post-reaction", "comment-reaction",
    "media", "healthz", "language", "demo-enter", "account_login", "account_logout", "account_signup",
    "account_request_login_code", "account_confirm_login_code", "account_inactive", "account_reauthenticate",
    "account_email", "account_change_password", "account_set_password", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
}  # fmt: skip


for _room in rooms_pages():
    MATRIX |= _room.MATRIX
    ELSEWHERE |= _room.ELSEWHERE


@pytest.fixture
def addresses(stage: Stage) -> dict[str, object]:
    hidden = publish(stage.cast.lea, stage.hidden, kind="tip", title="Secret bien gardé", body="B", now=NOW)
    asked = publish(stage.cast.lea, stage.request, kind="tip", title="Entre nous", body="B", now=NOW)
    own = {"question": stage.question.id, "answer": stage.answer.id, "secret": hidden.id, "asked": asked.id}
    return own | prepared(stage)


@pytest.mark.django_db
def test_who_sees_which_page(stage: Stage, addresses: dict[str, object], sign_in: Enter) -> None:
    cast = stage.cast
    wrong = []
    for rank, person in enumerate((cast.thomas, cast.karim, cast.lea, cast.marc), 1):
        client = sign_in(person)
        for name, row in MATRIX.items():
            status = client.get(row[0].format(**addresses)).status_code
            if status != row[rank]:
                wrong.append(f"{name} for {person.handle}: {status}, not {row[rank]}")
    assert not wrong


@pytest.mark.django_db
def test_a_visitor_is_sent_to_sign_in(addresses: dict[str, object], sign_in: Enter) -> None:
    visitor = sign_in(None)
    for row in MATRIX.values():
        answer = visitor.get(row[0].format(**addresses))
        assert answer.status_code == 302, row[0]
        assert answer["Location"].startswith("/sign-in/?next="), row[0]


def test_every_address_is_tested() -> None:
    def names(patterns: list[URLPattern | URLResolver]) -> set[str]:
        found: set[str] = set()
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                if not str(pattern.pattern).startswith("api/"):
                    found |= names(pattern.url_patterns)
            elif pattern.name:
                found.add(pattern.name)
        return found

    known = {name.split(" (")[0] for name in MATRIX} | ELSEWHERE
    assert names(get_resolver().url_patterns) == known


class Suspicious(HTMLParser):
    """Finds what the Content-Security-Policy would stop: inline scripts, styles and handlers."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        for name, value in attrs:
            if name.startswith("on") or name == "style" or (value or "").lower().startswith("javascript:"):
                self.found.append(f"{tag} {name}={value}")
            if name in ("src", "srcset") and (value or "").startswith(("http:", "https:", "//")):
                self.found.append(f"{tag} loads {value}")
        kind = dict(attrs).get("type")
        if tag == "style" or (tag == "script" and "src" not in dict(attrs) and kind != "application/json"):
            self.found.append(f"inline {tag}")


@pytest.mark.django_db
def test_nothing_inline_and_nothing_from_elsewhere(
    stage: Stage, addresses: dict[str, object], sign_in: Enter
) -> None:
    client = sign_in(stage.cast.karim)
    for row in MATRIX.values():
        answer = client.get(row[0].format(**addresses))
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "script-src 'self'" in policy
        if answer["Content-Type"].startswith("text/html") and answer.content:
            page = Suspicious()
            page.feed(answer.content.decode())
            assert not page.found, row[0]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/spaces/entretiens/", "/posts/{question}/", "/people/@lea/"])
def test_a_page_costs_eight_queries_at_most(
    stage: Stage, address: str, sign_in: Enter, django_assert_max_num_queries: Callable
) -> None:
    for n in range(50):
        reply(stage.cast.ines, stage.question, body=f"Réponse {n}", now=NOW)
    catch_up()
    client = sign_in(stage.cast.lea)
    client.get("/")
    with django_assert_max_num_queries(8):
        answer = client.get(address.format(question=stage.question.id))
    assert answer.status_code == 200


@pytest.mark.django_db
def test_attacks_stay_words(stage: Stage, sign_in: Enter) -> None:
    attack = '<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) "onmouseover="alert(1)'
    post = publish(stage.cast.lea, stage.open, kind="tip", title=attack, body=attack, now=NOW)
    reply(stage.cast.lea, post, body=attack, now=NOW)
    catch_up()
    client = sign_in(stage.cast.ines)
    for address in (post.url, "/", "/spaces/entretiens/", "/people/@lea/"):
        page = Suspicious()
        text = client.get(address).content.decode()
        page.feed(text)
        assert not page.found, address
        assert "<script>alert" not in text


@pytest.mark.django_db
def test_a_long_thread_is_read_in_pages_once_each(stage: Stage, sign_in: Enter) -> None:
    ids = {str(reply(stage.cast.ines, stage.question, body=f"R{n}", now=NOW).id) for n in range(120)}
    client = sign_in(stage.cast.lea)
    seen: list[str] = []
    address: str | None = stage.question.url
    while address:
        text = client.get(address).content.decode()
        seen += re.findall(r'id="c-([0-9a-f-]{36})"', text)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = stage.question.url + following[1].replace("&amp;", "&") if following else None
    assert len(seen) == len(set(seen)) == 121
    assert ids <= set(seen)


@pytest.mark.django_db
def test_a_link_to_a_reply_finds_its_page(stage: Stage, sign_in: Enter) -> None:
    last = [reply(stage.cast.ines, stage.question, body=f"R{n}", now=NOW) for n in range(120)][100]
    text = sign_in(stage.cast.lea).get(last.url.split("#")[0]).content.decode()
    assert f'id="c-{last.id}"' in text


@pytest.mark.django_db
def test_a_healthy_cordee_says_so(stage: Stage, sign_in: Enter) -> None:
    told = sign_in(None).get("/healthz").json()
    assert (told["status"], told["database"]) == ("ok", "ok")
    assert told["journal"]["activity"]["lag_events"] > 0
    catch_up()
    assert sign_in(None).get("/healthz").json()["journal"]["activity"]["lag_events"] == 0


def test_a_monitor_hears_that_the_database_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError

    monkeypatch.setattr(connections["default"], "ensure_connection", refuse)
    forget_organisation()
    answer = Client().get("/healthz")  # as monitors ask: no cookie, no language
    assert (answer.status_code, answer.json()["database"]) == (503, "unreachable")
