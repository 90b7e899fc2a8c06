"""What the asks room tells the journal: who was asked what, and what they said. Never told on pages, nor by default to
other software: who is asked, and who declines, is nobody else's affair.
"""

from uuid import UUID

from cordee.asks.models import Ask, Ownership, Watch
from cordee.journal.actions import Fact
from cordee.people.models import Person
from cordee.spaces.models import Post

ASK_MADE = "ask.made"  # object: the question; data: ask, person, stage
ASK_ANSWERED = "ask.answered"
ASK_DECLINED = "ask.declined"
ASK_NOT_MINE = "ask.not-my-field"
ASK_PASSED = "ask.passed"  # data: to
ASK_ESCALATED = "ask.escalated"  # object: the question; data: people (who are told), again
ASK_TAKEN = "ask.taken"  # object: the question; data: person, until
ASK_NEAR = "ask.near"  # what somebody took is due; data: person
ASK_RELEASED = "ask.released"  # data: person, why (released, passed)
ASK_ENDED = "ask.ended"  # data: ending
ASK_STILL_WAITS = "ask.still-waits"
ASK_SWITCHED = "ask.switched"  # object: the question; data: on
ASKING_CHANGED = "asking.changed"  # object: the person; data: fields
PACE_CHANGED = "asking.pace-changed"  # object: the space; data: fields


def of_question(verb: str, post: Post, actor: Person | None, **data: object) -> Fact:
    """Something happened to a question that looks for an answer."""
    actor_id = actor.id if actor else None
    return Fact(verb, post.id, actor_id=actor_id, space_id=post.space_id, data=data)


def of_ask(verb: str, ask: Ask, post: Post, actor: Person | None, **data: object) -> Fact:
    """Somebody was asked, or said something to that."""
    about = {"ask": str(ask.id), "person": str(ask.person_id), "stage": ask.stage}
    return of_question(verb, post, actor, **about | data)


def of_ownership(verb: str, row: Ownership, post: Post, actor: Person | None, **data: object) -> Fact:
    """Somebody took a question with a date, or no longer has it."""
    about = {"person": str(row.person_id), "until": row.until.isoformat()}
    return of_question(verb, post, actor, **about | data)


def of_wishes(person: Person, fields: list[str]) -> Fact:
    """Somebody said how they want to be asked."""
    return Fact(ASKING_CHANGED, person.id, actor_id=person.id, data={"fields": fields})


def of_pace(space_id: UUID, actor: Person, fields: list[str]) -> Fact:
    """Facilitators said how fast their space asks."""
    return Fact(PACE_CHANGED, space_id, actor_id=actor.id, space_id=space_id, data={"fields": fields})


def ended(watch: Watch, post: Post) -> Fact:
    """Nobody has to be asked any more."""
    return of_question(ASK_ENDED, post, None, ending=watch.ending)
