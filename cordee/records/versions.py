"""The versions of xAPI that are spoken, and how a request says which."""

import re
from enum import StrEnum

from cordee.records.refusals import Bad

HEADER = "X-Experience-API-Version"
_FIRST = re.compile(r"1\.0(\.\d+([-+][\w.+\-]+)?)?", re.ASCII)
_SECOND = re.compile(r"2\.0(\.\d+)?", re.ASCII)
_OF_FIRST = re.compile(
    r"1\.0\.\d+([-+][\w.+\-]+)?", re.ASCII
)  # a statement says its patch too (1.0.3 Data, 2.4.10.s3)


class Version(StrEnum):
    """A line of the standard, by its latest patch: what the header of an answer says."""

    FIRST = "1.0.3"
    SECOND = "2.0.0"

    @property
    def of_statements(self) -> str:
        """What a statement that names no version is given."""
        return "1.0.0" if self is Version.FIRST else "2.0.0"


def spoken(header: str | None) -> Version:
    """The version that a request asks for. Raises Bad (xAPI 1.0.3 part 3, 3.3; IEEE 9274.1.1, 4.1.1)."""
    if header is None:
        raise Bad(f"The header {HEADER} is missing: say 1.0.3 or 2.0.0.")
    if _FIRST.fullmatch(header):
        return Version.FIRST
    if _SECOND.fullmatch(header):
        return Version.SECOND
    raise Bad(f"{HEADER} is {header[:40]!r}: spoken here are 1.0.x and 2.0.x.")


def answered_in(header: str | None) -> Version:
    """The version that an answer names where the request's may be none, or none that is spoken."""
    return Version.FIRST if (header or "").startswith(("0.", "1.")) else Version.SECOND


def fits(version: str, second: bool) -> bool:
    """Whether a statement may say that it is of ``version``."""
    return bool(_OF_FIRST.fullmatch(version) or (second and _SECOND.fullmatch(version)))
