"""Who stands where in the tables of rights: the cast, and those whom only these tables need."""

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cordee.people.models import Person
    from cordee.spaces.models import Space
    from cordee.testing.cast import Stage

# The columns of every table of rights, in their order; the heading of a table writes their first letters.
ROLES = (
    "visitor",  # has not signed in
    "deactivated",  # signed in, with a token, before the account was deactivated
    "suspended",  # belongs to the spaces, and only reads for a time
    "member",  # belongs to the spaces, and wrote nothing that is acted upon
    "author",  # belongs to the spaces, and wrote all that is acted upon (Léa)
    "outsider",  # belongs to nothing (Marc)
    "keeper",  # facilitates the spaces (Karim)
    "elsewhere",  # facilitates another space, and belongs to nothing else
    "auditor",  # reads everything; was once made a facilitator of the spaces, and changes nothing all the same
    "administrator",  # looks after the whole (Thomas)
)


def take_places(stage: "Stage") -> dict[str, "Person | None"]:
    """Who plays which role; makes those who are not of the cast, and the space kept by who keeps no other."""
    from cordee.people.models import Person
    from cordee.spaces.actions.memberships import admit
    from cordee.spaces.actions.spaces import open_space
    from cordee.testing.cast import NOW

    cast, before = stage.cast, NOW - timedelta(days=20)
    gone, silenced, paul, olga, eve = (
        _come(one, cast.lea.password) for one in ("gone", "silenced", "paul", "olga", "eve")
    )
    for space in (stage.open, stage.request, stage.hidden):
        for person in (gone, silenced, paul):
            _let_in(stage, space, person)
        _let_in(stage, space, eve, role="facilitator")
    other = open_space(cast.thomas, title="Ailleurs", slug="ailleurs", now=before)
    admit(cast.thomas, other, olga, role="facilitator", now=before)
    for person in (silenced, eve):
        _write(stage, person)
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    Person.objects.filter(pk=silenced.pk).update(suspended_until=NOW + timedelta(days=365 * 100))
    Person.objects.filter(pk=eve.pk).update(is_auditor=True)
    return {
        "visitor": None,
        "deactivated": gone,
        "suspended": silenced,
        "member": paul,
        "author": cast.lea,
        "outsider": cast.marc,
        "keeper": cast.karim,
        "elsewhere": olga,
        "auditor": eve,
        "administrator": cast.thomas,
    }


def _come(handle: str, password: str) -> "Person":
    from cordee.people.actions.arriving import welcome
    from cordee.testing.cast import NOW

    name, before = handle.capitalize(), NOW - timedelta(days=60)
    email = f"{handle}@example.org"
    return welcome(name=name, email=email, handle=handle, encoded_password=password, now=before)


def _let_in(stage: "Stage", space: "Space", person: "Person", role: str = "member") -> None:
    from cordee.spaces.actions.charters import accept_charter
    from cordee.spaces.actions.memberships import admit
    from cordee.testing.cast import NOW

    admit(stage.cast.karim, space, person, role=role, now=NOW - timedelta(days=20))
    if space == stage.open:
        accept_charter(person, stage.charter, now=NOW - timedelta(days=20))


def _write(stage: "Stage", person: "Person") -> None:
    """A question that was answered and a practice of the library, while one could still write."""
    from cordee.spaces.actions.comments import reply
    from cordee.spaces.actions.library import agree, offer
    from cordee.spaces.actions.posts import publish
    from cordee.spaces.actions.resolutions import accept_answer
    from cordee.testing.cast import NOW

    before, title = NOW - timedelta(days=10), f"De {person.name}"
    question = publish(person, stage.open, kind="question", title=title, body="B", now=before)
    accept_answer(person, reply(stage.cast.ines, question, body="Une réponse", now=before), now=before)
    tip = publish(person, stage.open, kind="tip", title=title, body="B", now=before)
    offer(person, tip, now=before)
    agree(stage.cast.karim, tip, now=before)
