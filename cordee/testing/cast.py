"""A few named people who always stand in the same relations.

Thomas administers. Karim facilitates the open space "Entretiens", the one on request and the hidden one. Léa
and Inès are members of all three and have accepted the charter of the open one. Marc belongs to nothing. Nadia
belongs to nothing and only looks.
Models are imported inside: this plugin is loaded before Django is set up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from cordee.people.models import Person
    from cordee.spaces.models import Charter, Comment, Post, Space

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "corde et piolet"  # noqa: S105


@dataclass
class Cast:
    """The people, by name."""

    thomas: "Person"
    karim: "Person"
    lea: "Person"
    ines: "Person"
    marc: "Person"
    nadia: "Person"


@dataclass
class Stage:
    """The cast, their spaces, and one conversation: Léa asks, Inès answers."""

    cast: Cast
    open: "Space"
    request: "Space"
    hidden: "Space"
    charter: "Charter"
    question: "Post"
    answer: "Comment"
    experience: "Post"


@pytest.fixture
def now() -> datetime:
    """The moment at which the tests play."""
    return NOW


@pytest.fixture
def cast(db: None) -> Cast:
    """The people; each may sign in with PASSWORD."""
    from django.contrib.auth.hashers import make_password

    from cordee.core.actions import name_organisation
    from cordee.people.actions.arriving import welcome
    from cordee.people.actions.skills import add_skill

    name_organisation("Refuge", "fr")
    add_skill("ecoute", "Écoute active", now=NOW)
    add_skill("retour", "Donner un retour", now=NOW)
    encoded = make_password(PASSWORD)

    def come(name: str, handle: str, *, is_administrator: bool = False) -> "Person":
        return welcome(
            name=name,
            email=f"{handle}@example.org",
            handle=handle,
            encoded_password=encoded,
            now=NOW - timedelta(days=60),
            is_administrator=is_administrator,
        )

    return Cast(
        thomas=come("Thomas Nguyen", "thomas", is_administrator=True),
        karim=come("Karim Benali", "karim"),
        lea=come("Léa Martin", "lea"),
        ines=come("Inès Ferreira", "ines"),
        marc=come("Marc Delorme", "marc"),
        nadia=come("Nadia Rousseau", "nadia"),
    )


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """The cast in their spaces, with something to read."""
    from cordee.spaces.actions.charters import accept_charter, publish_charter
    from cordee.spaces.actions.comments import reply
    from cordee.spaces.actions.memberships import admit
    from cordee.spaces.actions.posts import publish
    from cordee.spaces.actions.spaces import Aim, open_space

    before = NOW - timedelta(days=30)

    def space(title: str, slug: str, visibility: str) -> "Space":
        made = open_space(
            cast.thomas,
            title=title,
            slug=slug,
            visibility=visibility,
            theme="Des entretiens dont chacun ressort avec quelque chose.",
            aims=[Aim("Mener un entretien où l'autre parle plus que moi", ["ecoute"])],
            now=before,
        )
        admit(cast.thomas, made, cast.karim, role="facilitator", now=before)
        for member in (cast.lea, cast.ines):
            admit(cast.karim, made, member, now=before)
        return made

    opened = space("Entretiens", "entretiens", "open")
    requested = space("Qualiopi", "qualiopi", "request")
    hidden = space("Cercle", "cercle", "hidden")
    charter = publish_charter(cast.karim, opened, "- Parler de soi\n- Répondre avec soin", now=before)
    for member in (cast.karim, cast.lea, cast.ines):
        accept_charter(member, charter, now=before)
    question = publish(
        cast.lea,
        opened,
        kind="question",
        title="Comment finir un entretien ?",
        body="Je ne sais jamais **finir**.",
        skills=["ecoute"],
        now=NOW - timedelta(days=2),
    )
    answer = reply(cast.ines, question, body="Je demande : *que retenez-vous ?*", now=NOW - timedelta(days=1))
    experience = publish(
        cast.ines,
        opened,
        kind="experience",
        title="Se taire dix secondes",
        body="J'ai compté jusqu'à dix.",
        skills=["ecoute"],
        now=NOW - timedelta(days=3),
    )
    return Stage(cast, opened, requested, hidden, charter, question, answer, experience)


@pytest.fixture
def sign_in() -> "Callable[[Person | None], Client]":
    """A client who came in as somebody (None: a visitor)."""
    from django.test import Client

    def enter(person: "Person | None") -> "Client":
        client = Client()
        if person is not None:
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter
