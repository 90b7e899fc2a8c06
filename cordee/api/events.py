"""What the API room tells the journal."""

from cordee.api.models import Token
from cordee.journal.actions import Fact
from cordee.people.models import Person

TOKEN_CREATED = "token.created"  # noqa: S105 (a verb)
TOKEN_REVOKED = "token.revoked"  # noqa: S105 (a verb)


def of_token(verb: str, token: Token, actor: Person | None = None) -> Fact:
    """A key was made or taken back, by its owner unless ``actor`` did it; never the key itself."""
    data = {"scopes": list(token.scopes), "owner": str(token.person_id)}
    return Fact(verb, token.id, actor_id=actor.id if actor else token.person_id, data=data)
