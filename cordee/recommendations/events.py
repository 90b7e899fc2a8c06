"""What this room tells the journal."""

from cordee.journal.actions import Fact
from cordee.people.models import Person, Skill

EXPERT_SHOWN = "expert.shown"
EXPERT_HIDDEN = "expert.hidden"


def of_consent(verb: str, person: Person, skill: Skill) -> Fact:
    """Somebody agreed to be shown as one who can help with a skill, or took it back."""
    return Fact(verb, skill.id, actor_id=person.id, data={})
