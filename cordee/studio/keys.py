"""From what a source calls its things to identifiers that stay: the same thing brought again is recognised."""

from uuid import UUID, uuid5

_HERE = UUID("6f1d3c1e-5b5e-4f0e-9d0a-5a2b7f1c8e43")


class Keys:
    """The identifiers of one course. What is an identifier already (a path that was exported) stays as it is."""

    def __init__(self, course: str) -> None:
        self._course = course

    def of(self, kind: str, key: str) -> UUID:
        """The identifier of the ``kind`` of thing that the source calls ``key``."""
        try:
            return UUID(key)
        except ValueError:
            return uuid5(_HERE, "\0".join([self._course, kind, key]))
