"""What the ledger's room tells the journal. Identifiers and small facts only."""

from cordee.evidence.models import Attachment
from cordee.journal.actions import Fact

EVIDENCE_ATTACHED = "evidence.attached"  # object: the attachment; data: kind, path, cohort, person


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
