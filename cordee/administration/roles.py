"""Who may do what, asked of the very functions that decide it: a table that cannot say anything else than the product."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordee.administration.access import check_administers
from cordee.core.errors import Refusal
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.access import Standing, Viewer
from cordee.spaces.models import Membership, Post, Space

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SPACES = {
    visibility: Space(id=UUID(int=number), slug=visibility, title=visibility, visibility=visibility)
    for number, visibility in enumerate(Space.Visibility.values, 1)
}
OTHER = Person(id=UUID(int=99), name="Somebody", handle="somebody", joined_at=LONG_AGO)


@dataclass(frozen=True)
class Role:
    """A role in words, and somebody who holds it (None: a visitor, who is not signed in)."""

    name: str
    label: str | Promise
    what: str | Promise
    sample: Viewer | None


@dataclass(frozen=True)
class Act:
    """Something that one may do or not, and the question that decides it."""

    label: str | Promise
    allowed: Callable[[Viewer], bool]


def _sample(number: int, standing: str = "", **details: bool) -> Viewer:
    person = Person(id=UUID(int=number), name="Sample", handle=f"s{number}", joined_at=LONG_AGO, **details)
    places = {space.id: Standing(standing, 1) for space in SPACES.values()} if standing else {}
    return Viewer(person, places)


ROLES = (
    Role("visitor", _("Visitor"), _("Has no account here, or has not signed in."), None),
    Role("person", _("Person"), _("Has an account; not a member of the space."), _sample(11)),
    Role(
        "member",
        _("Member"),
        _("Joined the space and accepted its charter."),
        _sample(12, Membership.Role.MEMBER),
    ),
    Role(
        "facilitator", _("Facilitator"), _("Keeps the space alive."), _sample(13, Membership.Role.FACILITATOR)
    ),
    Role(
        "administrator",
        _("Administrator"),
        _("Looks after the whole organisation."),
        _sample(14, is_administrator=True),
    ),
    Role(
        "auditor", _("Auditor"), _("Reads the administration, changes nothing."), _sample(15, is_auditor=True)
    ),
    Role(
        "training-manager",
        _("Training manager"),
        _("Proves that training works: figures, evidence, complaints."),
        _sample(16, is_training_manager=True),
    ),
)


def _passes(check: Callable[[], object]) -> bool:
    try:
        check()
    except Refusal:
        return False
    return True


def _post(author: Person) -> Post:
    return Post(
        id=UUID(int=50),
        space=SPACES["open"],
        author=author,
        kind=Post.Kind.QUESTION,
        title="?",
        created_at=LONG_AGO,
    )


ACTS = (
    Act(_("Read an open space"), lambda who: who.reads(SPACES["open"])),
    Act(_("Know of a space on request: its theme, its charter"), lambda who: who.sees(SPACES["request"])),
    Act(_("Read a space on request"), lambda who: who.reads(SPACES["request"])),
    Act(_("Know of a hidden space"), lambda who: who.sees(SPACES["hidden"])),
    Act(_("Read a hidden space"), lambda who: who.reads(SPACES["hidden"])),
    Act(
        _("Contribute and reply in an open space"),
        lambda who: _passes(lambda: access.check_contributes(who, SPACES["open"], 1)),
    ),
    Act(_("Edit one's own words"), lambda who: access.may_edit(who, _post(who.person))),
    Act(_("Edit the words of somebody else"), lambda who: access.may_edit(who, _post(OTHER))),
    Act(
        _("Say which answer is the one, to one's own question"),
        lambda who: access.may_resolve(who, _post(who.person), SPACES["open"]),
    ),
    Act(
        _("Say which answer is the one, to any question"),
        lambda who: access.may_resolve(who, _post(OTHER), SPACES["open"]),
    ),
    Act(
        _("Change the space, its charter, its members"),
        lambda who: _passes(lambda: access.check_facilitates(who, SPACES["open"])),
    ),
    Act(
        _("Read the administration: people, log, health"),
        lambda who: _passes(lambda: check_administers(who.person, reads=True)),
    ),
    Act(
        _("Read figures, evidence and complaints of the whole organisation"),
        lambda who: who.person.answers_for_training,
    ),
    Act(
        _("Look after complaints, bring evidence, give links to auditors"),
        lambda who: who.person.manages_training,
    ),
    Act(
        _("Change settings, accounts, webhooks"),
        lambda who: _passes(lambda: check_administers(who.person)),
    ),
)


def rights() -> list[tuple[Act, list[bool]]]:
    """Each act with yes or no for each role, in their order. Every page asks to sign in: a visitor may nothing."""
    return [(act, [role.sample is not None and act.allowed(role.sample) for role in ROLES]) for act in ACTS]
