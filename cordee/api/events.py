"""What the API room tells the journal."""

from cordee.api.models import Token
from cordee.journal.actions import Fact

TOKEN_CREATED = "token.created"  # noqa: S105 (a verb)
TOKEN_REVOKED = "token.revoked"  # noqa: S105 (a verb)


def of_token(verb: str, token: Token) -> Fact:
    """A key was made or taken back; never the key itself."""
    return Fact(verb, token.id, actor_id=token.person_id, data={"scopes": list(token.scopes)})
