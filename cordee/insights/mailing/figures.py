"""Dashboards by mail: the same figures, in sentences, with the tables attached."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden
from cordee.core.text import formats
from cordee.insights import words
from cordee.insights.access import Subject, subject
from cordee.insights.boards import board
from cordee.insights.data_views import FIGURES
from cordee.insights.mailing.dashboards import Told
from cordee.insights.models import Scope
from cordee.insights.paper import paper_of
from cordee.insights.sheets import sheets_of
from cordee.insights.taking import check_taken
from cordee.people.actions.looks import saw_view
from cordee.people.models import Person
from cordee.spaces import access


@dataclass(frozen=True)
class Figures:
    """The dashboard of one kind of scope, for mails."""

    scope: Scope

    @property
    def title(self) -> str | Promise:
        """What it is called."""
        return gettext_lazy("Figures")

    @property
    def name(self) -> str:
        """Its name in addresses and rows."""
        return f"insights.figures-{self.scope.value}"

    def about(self, person: Person, scope_id: UUID | None) -> tuple[str, str]:
        """The title and the address. Raises Missing, Forbidden."""
        about = self._subject(person, scope_id)
        return about.title, about.address

    def told(self, person: Person, scope_id: UUID | None, now: datetime) -> Told | None:
        """The sentences of the figures that can be told; None where none can."""
        found = board(self._subject(person, scope_id))
        known = [figure for figure in found.figures if figure.now.known]
        if not known or found.until is None:
            return None
        saw_view(person, FIGURES.name, self.scope.value, scope_id, now)
        upto = _("28 days up to %(until)s") % {
            "until": formats.whole_day(found.until, get_language() or "fr")
        }
        try:
            check_taken(person, found)
        except Forbidden as refusal:
            return Told([upto, refusal.message], [])
        sentences = [f"{words.sentence(figure)}. {words.compared(figure)}" for figure in known]
        return Told([upto, *sentences], sheets_of(found), partial(paper_of, found))

    def _subject(self, person: Person, scope_id: UUID | None) -> Subject:
        return subject(access.viewer(person), self.scope, scope_id)
