"""What a credential may do (the scopes of xAPI 1.0.3 Communication, 4.2, and the family of activities)."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden
from cordee.people.models import Person
from cordee.records.models import (
    ALL,
    ALL_READ,
    DEFINE,
    PROFILE,
    READ,
    READ_MINE,
    STATE,
    WRITE,
    Credential,
)


def check_administers(actor: Person) -> None:
    """Raises Forbidden where records may not be passed on to another store."""
    if not actor.is_administrator:
        raise Forbidden(_("This is for the administrators of the organisation."))


def authority(credential: Credential) -> dict[str, Any]:
    """The agent that vouches for what a credential sends."""
    return {
        "objectType": "Agent",
        "name": credential.name,
        "account": {"homePage": settings.SITE_ADDRESS, "name": credential.user},
    }


def check_writes(credential: Credential) -> None:
    """Raises Forbidden where statements may not be stored."""
    _check(credential, WRITE)


def only_own(credential: Credential) -> bool:
    """Whether a credential reads the statements that it sent, and no others. Raises Forbidden where it reads none."""
    if _has(credential, READ, ALL_READ):
        return False
    _check(credential, READ_MINE)
    return True


def defines(credential: Credential) -> bool:
    """Whether what it says of activities and verbs counts for all."""
    return _has(credential, DEFINE)


def check_document(credential: Credential, kind: str, *, write: bool) -> None:
    """Raises Forbidden where documents of a kind ("state", or a profile) may not be read, or written."""
    wanted = STATE if kind == "state" else PROFILE
    if write:
        _check(credential, wanted)
    else:
        _check(credential, wanted, ALL_READ)


def check_looks(credential: Credential) -> None:
    """Raises Forbidden where agents and activities may not be looked up."""
    _check(credential, READ, READ_MINE, ALL_READ, STATE, PROFILE)


def check_family(credential: Credential, activity: str | None) -> None:
    """Raises Forbidden for what is about an activity of another family, or about none."""
    if credential.family and not (activity or "").startswith(credential.family):
        raise Forbidden(f"These credentials are for activities below {credential.family} alone.")


def _has(credential: Credential, *scopes: str) -> bool:
    return any(one in (*scopes, ALL) for one in credential.scopes)


def _check(credential: Credential, *scopes: str) -> None:
    if not _has(credential, *scopes):
        raise Forbidden(f"These credentials lack the scope {scopes[0]}.")
