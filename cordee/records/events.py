"""What the record store tells the journal."""

from cordee.journal.actions import Fact
from cordee.people.models import Person
from cordee.records.models import Credential, Forwarding

CREDENTIAL_CREATED = "record-credential.created"
CREDENTIAL_REVOKED = "record-credential.revoked"
FORWARDING_MADE = "record-forwarding.made"
FORWARDING_CHANGED = "record-forwarding.changed"
FORWARDING_REMOVED = "record-forwarding.removed"
FORWARDING_STOPPED = "record-forwarding.stopped"  # by itself, after days of failing


def of_credential(verb: str, credential: Credential, by: Person | None) -> Fact:
    """Credentials were made or taken back; without a person, by the operator's command."""
    return Fact(
        verb,
        credential.id,
        actor_id=by.id if by else None,
        data={"name": credential.name, "scopes": credential.scopes},
    )


def of_forwarding(verb: str, forwarding: Forwarding, by: Person | None) -> Fact:
    """Something happened to a forwarding; its address and its user stay out."""
    return Fact(verb, forwarding.id, actor_id=by.id if by else None, data={"name": forwarding.name})
