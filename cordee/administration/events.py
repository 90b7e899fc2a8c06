"""What the administration tells the journal: which settings changed, never what they say."""

from uuid import UUID

from cordee.core.models import Organisation
from cordee.journal.actions import Fact

ORGANISATION_SET_UP = "organisation.set-up"
ORGANISATION_EDITED = "organisation.edited"
AUDIT_EXPORTED = "audit.exported"


def of_organisation(verb: str, organisation: Organisation, actor_id: UUID, fields: list[str]) -> Fact:
    """The organisation was set up, or its settings changed."""
    return Fact(verb, organisation.id, actor_id=actor_id, data={"fields": sorted(fields)})


def audit_exported(organisation: Organisation, actor_id: UUID) -> Fact:
    """Somebody took the audit log away as a file."""
    return Fact(AUDIT_EXPORTED, organisation.id, actor_id=actor_id)
