"""A person as lists show them: a few columns, read without making a model of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cordee.people.models import HUES, initials


@dataclass(frozen=True, slots=True)
class Card:
    """Who it is, in a line."""

    id: UUID
    name: str
    handle: str
    headline: str
    photo: str | None

    @property
    def hue(self) -> int:
        """Which hue of the palette the generated avatar takes."""
        return self.id.int % HUES

    @property
    def initials(self) -> str:
        """One or two letters for the generated avatar."""
        return initials(self.name)

    @property
    def url(self) -> str:
        """Their profile."""
        return f"/people/@{self.handle}/"

    @property
    def avatar_url(self) -> str | None:
        """Where the photo is, if there is one."""
        return f"/media/{self.photo}" if self.photo else None


def columns(path: str) -> list[str]:
    """The columns to ask a ``values_list`` for, so that ``card`` can be made of them."""
    return [
        f"{path}__id",
        f"{path}__name",
        f"{path}__handle",
        f"{path}__headline",
        f"{path}__photo__stored_as",
    ]


def card(values: Sequence[Any]) -> Card | None:
    """The card in five columns; None where nobody is (an author who deleted their account)."""
    return Card(*values) if values[0] else None
