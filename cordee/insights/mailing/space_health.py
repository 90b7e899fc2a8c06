"""The health of a space, to take away and by mail."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.core.errors import Missing
from cordee.insights import words
from cordee.insights.access import check_reads_health
from cordee.insights.data_views import SPACE_HEALTH
from cordee.insights.mailing.dashboards import Told
from cordee.insights.queries import Health, health
from cordee.people.actions.looks import saw_view
from cordee.people.models import Person
from cordee.sheets import Column, Sheet
from cordee.spaces import access
from cordee.spaces.models import Space


def health_sheet(found: Health) -> Sheet:
    """Six figures over thirteen windows; what each counts stands in the notes."""
    columns = [
        Column("figure", _("Figure")),
        Column("until", _("28 days up to"), "date"),
        Column("value", _("Value")),
        Column("counted", _("Counted"), "whole"),
        Column("of", _("Out of"), "whole"),
        Column("people", _("People"), "whole"),
    ]
    rows = []
    for figure in found.figures.values():
        for point in figure.points:
            told = (words.short(figure, point), point.count, point.of, point.people)
            few = _("too few")
            rows.append(
                [
                    words.TOLD[figure.name].title,
                    point.until.date(),
                    *(told if point.known else (few, few, few, few)),
                ]
            )
    notes = [f"{words.TOLD[name].title} – {words.TOLD[name].counted}" for name in found.figures]
    return Sheet(
        "health", _("Health of a space"), columns, rows, [words.verdict_words(found.verdict), *notes]
    )


class SpaceHealth:
    """The dashboard, for mails."""

    name = "insights.space-health"
    title = gettext_lazy("Health of a space")

    def about(self, person: Person, scope_id: UUID | None) -> tuple[str, str]:
        """The title and the address. Raises Missing, Forbidden."""
        space = self._space(person, scope_id)
        return space.title, f"/spaces/{space.slug}/health/"

    def told(self, person: Person, scope_id: UUID | None, now: datetime) -> Told | None:
        """The sentences of the figures that can be told; None where none can."""
        space = self._space(person, scope_id)
        found = health([space.id], now)[space.id]
        known = [figure for figure in found.figures.values() if figure.now.known]
        if not known:
            return None
        saw_view(person, SPACE_HEALTH.name, "space", space.id, now)
        sentences = [f"{words.sentence(figure)}. {words.compared(figure)}" for figure in known]
        return Told([words.verdict_words(found.verdict), *sentences], [health_sheet(found)])

    def _space(self, person: Person, scope_id: UUID | None) -> Space:
        space = Space.objects.filter(id=scope_id).first() if scope_id else None
        if space is None:
            raise Missing(_("There is no such space, or it is not open to you."))
        check_reads_health(access.viewer(person), space)
        return space
