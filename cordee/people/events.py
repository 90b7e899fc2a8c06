"""What the people room tells the journal."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator

from cordee.journal.actions import Fact
from cordee.people.models import IdentityProvider, Person

PERSON_JOINED = "person.joined"  # data: unit, where they stand in one
PLACED = "person.placed"  # data: fields (unit, manager); unit (where they stand now), where that changed
PROFILE_EDITED = "profile.edited"
PERSON_LEFT = "person.left"  # forgotten for good; data: by (self or other)

FACTOR_ADDED = "person.factor-added"  # data: kind (totp, recovery_codes)
FACTOR_REMOVED = "person.factor-removed"
PASSKEY_ADDED = "person.passkey-added"
PASSKEY_REMOVED = "person.passkey-removed"

ACCOUNT_LINKED = "person.linked"  # data: provider (its slug)
ACCOUNT_UNLINKED = "person.unlinked"
PROVIDER_ADDED = "provider.added"
PROVIDER_EDITED = "provider.edited"  # data: fields
PROVIDER_SWITCHED = "provider.switched"  # data: on
PROVIDER_TESTED = "provider.tested"  # data: well
PROVIDER_REMOVED = "provider.removed"
PROVIDER_REFUSED = "provider.refused"  # a sign-in; data: why; no address, as it may be anybody's


def person_joined(person: Person) -> Fact:
    """Somebody is now a member of the organisation."""
    data = {"unit": str(person.unit_id)} if person.unit_id else {}
    return Fact(PERSON_JOINED, person.id, actor_id=person.id, data=data)


def placed(person: Person, fields: list[str], actor_id: UUID | None) -> Fact:
    """Somebody stands elsewhere in the organisation, or has another line manager."""
    data: dict[str, Any] = {"fields": fields}
    if "unit" in fields:
        data["unit"] = str(person.unit_id) if person.unit_id else None
    return Fact(PLACED, person.id, actor_id=actor_id, data=data)


def profile_edited(person: Person, fields: list[str]) -> Fact:
    """Which parts of a profile changed (never what they say)."""
    return Fact(PROFILE_EDITED, person.id, actor_id=person.id, data={"fields": sorted(fields)})


def person_left(person: Person, by: Person | None) -> Fact:
    """Somebody is no longer a member, and nothing says who they were."""
    whose = "self" if by and by.id == person.id else "other"
    return Fact(PERSON_LEFT, person.id, actor_id=by.id if by else None, data={"by": whose})


def factor_added(person: Person, kind: str) -> Fact:
    """Signing in now asks for more than a password (never what it asks for)."""
    if kind == Authenticator.Type.WEBAUTHN:
        return Fact(PASSKEY_ADDED, person.id, actor_id=person.id)
    return Fact(FACTOR_ADDED, person.id, actor_id=person.id, data={"kind": kind})


def factor_removed(person: Person, by: Person, kind: str) -> Fact:
    """A second factor of somebody is gone."""
    if kind == Authenticator.Type.WEBAUTHN:
        return Fact(PASSKEY_REMOVED, person.id, actor_id=by.id)
    return Fact(FACTOR_REMOVED, person.id, actor_id=by.id, data={"kind": kind})


def account_linked(person: Person, provider: str) -> Fact:
    """Somebody comes in by an account elsewhere from now on."""
    return Fact(ACCOUNT_LINKED, person.id, actor_id=person.id, data={"provider": provider})


def account_unlinked(person: Person, provider: str, by: Person) -> Fact:
    """An account elsewhere no longer lets somebody in."""
    return Fact(ACCOUNT_UNLINKED, person.id, actor_id=by.id, data={"provider": provider})


def refused_by(provider: IdentityProvider, person: Person | None, why: str) -> Fact:
    """Whom a provider sent was not let in; ``person`` is the account that it would have been, where there is one."""
    data = {"provider": provider.slug, "why": why} | ({"person": str(person.id)} if person else {})
    return Fact(PROVIDER_REFUSED, provider.id, data=data)


def of_provider(verb: str, provider: IdentityProvider, by: Person, **data: Any) -> Fact:
    """Something happened to a provider of accounts; its secret and addresses stay out."""
    return Fact(verb, provider.id, actor_id=by.id, data={"provider": provider.slug, **data})
