"""What the record store tells the journal."""

from cordee.journal.actions import Fact
from cordee.people.models import Person
from cordee.records.models import Credential

CREDENTIAL_CREATED = "record-credential.created"
CREDENTIAL_REVOKED = "record-credential.revoked"


def of_credential(verb: str, credential: Credential, by: Person | None) -> Fact:
    """Credentials were made or taken back; without a person, by the operator's command."""
    return Fact(
        verb,
        credential.id,
        actor_id=by.id if by else None,
        data={"name": credential.name, "scopes": credential.scopes},
    )
