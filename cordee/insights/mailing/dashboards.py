"""Which dashboards can come by mail: what each is called, who may see it, and what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.people.models import Person
from cordee.sheets import Sheet


@dataclass(frozen=True)
class Told:
    """What a dashboard says now: sentences that stand in the mail, and the tables that are attached.

    ``paper`` draws the PDF of what is more than tables.
    """

    sentences: Sequence[str]
    sheets: Sequence[Sheet]
    paper: Callable[[], bytes] | None = None


class Dashboard(Protocol):
    """A page of figures about a scope (a space, a path…; None: the organisation)."""

    @property
    def name(self) -> str:
        """Its name in addresses and rows: "room.page"."""

    @property
    def title(self) -> str | Promise:
        """What it is called."""

    def about(self, person: Person, scope_id: UUID | None) -> tuple[str, str]:
        """What it is about and its address. Raises Missing, Forbidden: asked when it is set up, and at each sending."""

    def told(self, person: Person, scope_id: UUID | None, now: datetime) -> Told | None:
        """What it says, in the language and zone of now; None where nothing can be told. Notes that they saw it."""


_dashboards: dict[str, Dashboard] = {}


def register(dashboard: Dashboard) -> None:
    """Add a dashboard."""
    _dashboards[dashboard.name] = dashboard


def dashboard_named(name: str) -> Dashboard:
    """A dashboard by its name. Raises Missing."""
    if name not in _dashboards:
        raise Missing(_("There is no such dashboard."))
    return _dashboards[name]
