"""What moderation tells the journal: who is concerned, never what somebody wrote.

Whom to tell stands in ``data``, as identifiers:
``report.made``: object the report; moderators of ``space_id`` look. data: text, what, post, author, reason.
``report.decided``: object the report; data: reporter (told what became of it), outcome, decision, post.
``text.hidden``: object the decision; data: person (its author: told, may appeal), post, comment.
``person.warned``, ``person.suspended``: object the person; data: decision, post, until.
``suspension.ended``: object the person; data: decision.
``appeal.made``: object the appeal; data: person, decision, decided_by (another moderator looks).
``appeal.decided``: object the appeal; data: person (told), decision, upheld.
"""

from uuid import UUID

from cordee.journal.actions import Fact
from cordee.people.models import Person

REPORT_MADE = "report.made"
REPORT_DECIDED = "report.decided"
TEXT_HIDDEN = "text.hidden"
PERSON_WARNED = "person.warned"
PERSON_SUSPENDED = "person.suspended"
SUSPENSION_ENDED = "suspension.ended"
APPEAL_MADE = "appeal.made"
APPEAL_DECIDED = "appeal.decided"


def of(verb: str, object_id: UUID, actor: Person | None, space_id: UUID | None, **data: object) -> Fact:
    """One of the facts above; identifiers become text, what is not known stays out."""
    told = {name: str(one) if isinstance(one, UUID) else one for name, one in data.items() if one is not None}
    return Fact(verb, object_id, actor_id=actor.id if actor else None, space_id=space_id, data=told)
