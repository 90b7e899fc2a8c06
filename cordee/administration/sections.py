"""The parts of the administration, in the order of its menu."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Section:
    """A part: the name of its first page, its word, its icon."""

    page: str
    label: str | Promise
    icon: str


SECTIONS: list[Section] = []
