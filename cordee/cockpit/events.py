"""What the cockpit tells the journal. Identifiers and small facts only, never what somebody wrote."""

from cordee.cockpit.models import Suggestion, Word
from cordee.journal.actions import Fact
from cordee.people.models import Person

SUGGESTION_FOLLOWED = "suggestion.followed"  # data: kind
SUGGESTION_DISMISSED = "suggestion.dismissed"  # data: kind, reason
WORD_SENT = "word.sent"  # data: to
WORD_ANSWERED = "word.answered"  # data: to
WORDS_REFUSED = "words.refused"  # data: refused


def of_suggestion(verb: str, row: Suggestion, actor: Person, **data: object) -> Fact:
    """A facilitator did something with a suggestion."""
    return Fact(verb, row.id, actor_id=actor.id, space_id=row.space_id, data={"kind": row.kind, **data})


def of_word(verb: str, word: Word, actor: Person, to: Person) -> Fact:
    """A word went from one person to another: not an act of the space, where others would hear of it."""
    return Fact(verb, word.id, actor_id=actor.id, data={"to": str(to.id)})


def of_refusal(person: Person, *, refused: bool) -> Fact:
    """Somebody wants such words no more, or again."""
    return Fact(WORDS_REFUSED, person.id, actor_id=person.id, data={"refused": refused})
