"""What a room says when it refuses: the same words for a page, the API and a command."""

from collections.abc import Mapping


class Refusal(Exception):  # noqa: N818 (a refusal is an answer, not a fault)
    """An act or a read that cannot be: ``message`` says what happened and what to do, in the reader's language."""

    status = 400
    code = "refused"

    def __init__(self, message: str, *, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fields = dict(fields or {})


class Invalid(Refusal):
    """What was given cannot be taken; ``fields`` names each field and why."""

    status = 422
    code = "invalid"


class Forbidden(Refusal):
    """The person may know that the thing exists, but may not do this with it."""

    status = 403
    code = "forbidden"


class Missing(Refusal):
    """There is no such thing, or none that this person may know of: the two must not be told apart."""

    status = 404
    code = "not-found"


class Conflict(Refusal):
    """The thing has changed meanwhile, or is in a state in which this makes no sense."""

    status = 409
    code = "conflict"


class Suspended(Forbidden):
    """The person reads, and does not contribute for a time."""

    code = "suspended"


class TooFast(Refusal):
    """One account writes faster than people do; ``retry_after`` says in how many seconds it may go on."""

    status = 429
    code = "too-fast"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class CharterNeeded(Forbidden):
    """The person must accept the space's charter before this act."""

    code = "charter-needed"
