"""What somebody wrote never comes alive: every text of every table made an attack, every page and every answer read."""

import io
import json
import zipfile
from collections.abc import Iterator
from html import escape
from http.cookies import SimpleCookie
from typing import Any

import lxml.html
import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from cordee.core.errors import Invalid, Refusal
from cordee.core.queries import forget_organisation
from cordee.core.text import render
from cordee.journal.readers import catch_up, named, replay
from cordee.paths.actions.certificates import issue_certificate, revoke_certificate
from cordee.paths.kinds import KINDS
from cordee.paths.models import Certificate, Enrolment
from cordee.paths.queries.certificates import certificate_for
from cordee.paths.queries.paths import path_seen
from cordee.people.actions.letting_in import mail_link
from cordee.spaces.actions.posts import publish
from cordee.testing.cast import NOW, Stage
from cordee.testing.rights import filled
from cordee.testing.roles import ROLES
from cordee.web.tests import poison
from cordee.web.tests.conftest import Held
from cordee.web.tests.test_rights import API, entries
from cordee.webhooks.actions.hooks import make_hook

pytestmark = pytest.mark.django_db
READERS = ("author", "keeper", "administrator")
HEAD = {
    "Content-Type",
    "MIME-Version",
    "Content-Transfer-Encoding",
    "Subject",
    "From",
    "To",
    "Date",
    "Message-ID",
}
LEADS = {"href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href", "hx-get", "hx-post"}
# Beside the addresses of the tables of rights: who reads what there.
BESIDES = [
    *(("author", f"/paths/mener-un-entretien/steps/{{kind_{kind}}}/") for kind in KINDS),
    *((role, "/attempts/{ended}/") for role in ("author", "keeper")),
    ("author", "/attempts/{going_on}/"),
    ("author", "/api/v1/drafts/edit:{question}"),
]
# Columns that no page of the walk shows, and why. One that is shown some day leaves this list by failing the test.
UNSEEN = {
    "paths.circle.title": "circles have a number; nobody names one yet",
    "paths.version.note": "no page shows it yet",
    "spaces.removal.note": "told as the reason of the decision, which is a column of its own",
    "paths.play.said": "what a package keeps, given back to its own frame alone, which is sandboxed",
    "paths.progress.state": "numbers of what is ticked",
    "workshops.workshop.cancelled_why": "shown of a workshop that is called off: the stage has none",
    "usersessions.usersession.user_agent": "shown as the device that it names",
    "cockpit.suggestion.words": "said when a suggestion is put away: no page shows it yet",
}
# Columns of which the stage has no row, and why.
EMPTY = {
    "web.aside.key": "names of things, compared and never shown",
    **{
        f"mailbox.caught.{column}": "a demo's own box, tried with attacks in mailbox/tests/test_box.py"
        for column in ("answer_to", "html", "message_id", "sender", "subject", "text", "to")
    },
    **{
        f"mailbox.received.{column}": "mail that came in: no page shows it"
        for column in ("address", "key", "message_id", "note", "place", "said", "sender", "words")
    },
}


def alive(page: str) -> list[str]:
    """What of the attacks became an element, an attribute or an address."""
    found = []
    for one in lxml.html.fragment_fromstring(page, create_parent="div").iter():
        if not isinstance(one.tag, str):
            continue
        if one.tag == "alive" or (one.tag in ("script", "style") and "alive" in (one.text or "")):
            found.append(f"<{one.tag}>")
        for name, value in one.attrib.items():
            leads = "".join(value.split()).lower()
            if name.startswith(("on", "alive")) or name == "style":
                found.append(f"<{one.tag} {name}>")
            elif name in LEADS and leads.startswith(("javascript:", "vbscript:", "data:text")):
                found.append(f"<{one.tag} {name}={value[:40]}>")
    return found


def texts(told: Any) -> Iterator[str]:
    """Every HTML that an answer of the API holds."""
    inside = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    for name, one in inside:
        if isinstance(one, str) and "html" in str(name):
            yield one
        yield from texts(one)


def content(answer: HttpResponse) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "replace")


@pytest.fixture
def poisoned(stage: Stage, values: dict[str, object]) -> tuple[dict[str, object], dict[str, int]]:
    """The stage of the tables of rights, all words of it attacks; the number of each column."""
    more = poison.every_kind(stage)
    poison.history(stage)
    put = poison.poison()
    forget_organisation()
    Certificate.objects.all().delete()
    place = Enrolment.objects.get(person=stage.cast.lea)
    where = path_seen(stage.cast.karim, "mener-un-entretien")
    kind = next(one for one in Certificate.Kind.values if one != Certificate.Kind.COMPLETION)
    code = issue_certificate(where, place, kind, now=NOW).code
    put |= poison.poison("paths.certificate")
    catch_up()
    replay(named("search"))
    return values | more | {"certificate": code}, put


def reads() -> list[tuple[str, str]]:
    """Who reads which address: Léa what she may, Karim the pages that he may, Thomas what is for him alone."""
    found = []
    for row in (one.row for one in entries() if one.row.method == "GET"):
        author, keeper, administrator = (row.expected[ROLES.index(one)] == "ok" for one in READERS)
        found += [("author", row.address)] if author else []
        found += [("keeper", row.address)] if keeper and not row.address.startswith(API) else []
        found += [("administrator", row.address)] if administrator and not (author or keeper) else []
    return found + BESIDES


def test_no_page_and_no_answer_brings_an_attack_to_life(
    stage: Stage, poisoned: tuple[dict[str, object], dict[str, int]], held: dict[str, Held]
) -> None:
    """One walk for pages, API, mails and the file of my data: the stage costs more than what is read."""
    values, put = poisoned
    client, wrong, seen = Client(raise_request_exception=False), [], ""
    for role, address in reads():
        where = filled(address, values)
        by_token = where.startswith(API)
        client.cookies = SimpleCookie() if by_token else held[role].cookies
        answer = client.get(where, headers=held[role].headers if by_token else {})
        kind, told = answer.headers.get("Content-Type", ""), content(answer)
        html = [told] if kind.startswith("text/html") else texts(json.loads(told)) if "json" in kind else []
        wrong += [f"{where} for {role}: {one}" for text in html for one in alive(text)]
        wrong += [f"{where} for {role}: {answer.status_code}"] if answer.status_code >= 500 else []
        seen += told
    for page in (my_data(held["author"]), revoked(stage, values["certificate"])):
        seen += page
        wrong += alive(page)
    assert not wrong, "\n".join(wrong)
    check_mails(stage)
    unseen = {name for name, number in put.items() if f"~{number}~" not in seen}
    assert unseen == set(UNSEEN), sorted(unseen ^ set(UNSEEN))
    empty = {name for name in poison.columns() if name not in put and not name.endswith("_html")}
    assert empty == set(EMPTY), sorted(empty ^ set(EMPTY))


@pytest.mark.parametrize(
    "page",
    [
        "<p>a<alive></alive></p>", "<script>alive()</script>", '<img src="x" onerror="alive()">', "<a alive=1>x</a>",
        '<a href=" java\nscript:alive()">x</a>', '<p style="x:alive()">x</p>', "<svg onload=alive()></svg>",
    ],
)  # fmt: skip
def test_what_is_alive_is_found(page: str) -> None:
    assert alive(page)
    assert not alive(f"<p>{escape(page)}</p>")


def my_data(mine: Held) -> str:
    """What the page says in the file that somebody takes away."""
    client = Client()
    client.cookies = mine.cookies
    taken = b"".join(client.post("/me/data/export/").streaming_content)
    with zipfile.ZipFile(io.BytesIO(taken)) as archive:
        return archive.read("my-data.html").decode()


def revoked(stage: Stage, code: object) -> str:
    """What everybody reads of a certificate that was taken back."""
    held = certificate_for(stage.cast.karim, str(code))
    where = path_seen(stage.cast.karim, "mener-un-entretien")
    revoke_certificate(where, held, why=poison.attack(0), now=NOW)
    page = content(Client().get(f"/certificates/{code}/"))
    assert page.count("alive") > 2
    return page


def check_mails(stage: Stage) -> None:
    """No mail has a part in HTML in which an attack could live, nor a line more in its head."""
    stage.cast.lea.refresh_from_db()
    mail_link(stage.cast.lea, "https://example.org/")
    Client().post("/sign-up/", {"name": poison.SHORT, "email": "nova@example.org"})
    assert len(mail.outbox) == 2
    for one in mail.outbox:
        assert "alive" in one.subject
        assert "alive" in str(one.body)
        assert (one.content_subtype, getattr(one, "alternatives", [])) == ("plain", [])
        assert set(one.message().keys()) <= HEAD


@pytest.mark.parametrize(
    "address", ["javascript:alive()", "JaVaScRiPt:alive()", "data:text/html,<alive>", "//x"]
)
def test_no_address_is_a_script(stage: Stage, address: str) -> None:
    """Addresses stand in links as they are: what is none of the web is refused when it comes in."""
    with pytest.raises(Refusal):
        publish(stage.cast.lea, stage.open, kind="resource", title="T", body="B", link=address, now=NOW)
    for kind in ("link", "video"):
        with pytest.raises(Invalid):
            KINDS[kind].Content.given({"address": address})
    with pytest.raises(Refusal):
        make_hook(stage.cast.thomas, name="T", address=address, now=NOW)
    assert 'href="' not in render(f"[x]({address}) <{address}> {address}")
