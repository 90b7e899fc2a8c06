"""How the record store refuses: the codes of xAPI, with one sentence for who writes the client (in English)."""

from collections.abc import Iterable

from cordee.core.errors import Refusal


class Bad(Refusal):
    """What was asked or sent is not as the standard wants it."""

    status = 400
    code = "bad-request"


class Unknown(Refusal):
    """No credentials, or none that are good here."""

    status = 401
    code = "unauthorized"


class NotTaken(Refusal):
    """A method that this resource does not have; ``allowed`` are those that it has."""

    status = 405
    code = "method-not-allowed"

    def __init__(self, allowed: Iterable[str]) -> None:
        self.allowed = ", ".join(sorted(allowed))
        super().__init__(f"This resource takes {self.allowed}.")


class Changed(Refusal):
    """The document is not the one that the caller has seen."""

    status = 412
    code = "precondition-failed"


class TooLarge(Refusal):
    """More than this store takes at once."""

    status = 413
    code = "too-large"
