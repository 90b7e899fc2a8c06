"""What the ledger's room tells the journal. Identifiers and small facts only."""

from cordee.core.models import Organisation
from cordee.evidence.models import Attachment, AuditLink
from cordee.evidence.scope import Scope
from cordee.journal.actions import Fact
from cordee.people.models import Person

EVIDENCE_ATTACHED = "evidence.attached"  # object: the attachment; data: kind, path, cohort, person
EVIDENCE_EXPORTED = "evidence.exported"  # object: the organisation; data: the scope, pieces
LINK_GIVEN = "evidence-link.given"  # object: the link
LINK_REVOKED = "evidence-link.revoked"


def of_attachment(row: Attachment) -> Fact:
    """Somebody brought a piece by hand."""
    data: dict[str, object] = {"kind": row.kind}
    if row.path_id:
        data["path"] = str(row.path_id)
    if row.cohort is not None:
        data["cohort"] = str(row.cohort_id)
    if row.enrolment is not None:
        data["person"] = str(row.enrolment.person_id)
    space = row.cohort.space_id if row.cohort else None
    return Fact(EVIDENCE_ATTACHED, row.id, actor_id=row.by_id, space_id=space, data=data)


def of_link(verb: str, link: AuditLink, actor: Person) -> Fact:
    """A link for an auditor was given or taken back; never its secret."""
    return Fact(verb, link.id, actor_id=actor.id)


def exported(organisation: Organisation, actor: Person, scope: Scope, pieces: int) -> Fact:
    """Somebody took evidence away."""
    told = {name: one for name, one in scope.told().items() if one}
    return Fact(EVIDENCE_EXPORTED, organisation.id, actor_id=actor.id, data=told | {"pieces": pieces})
