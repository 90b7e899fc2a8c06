"""The same facts as tables, for who does not see the map and for files. Numbers of flows are said in steps of five."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from cordee.circulation.queries import Drawing, Story
from cordee.circulation.words import DEFINITIONS, at_least
from cordee.sheets import Column, Sheet


def sheets(drawing: Drawing | None, stories: Sequence[Story]) -> list[Sheet]:
    """Practices, groups, flows. No person stands in them but who shared a practice, as on its page."""
    notes = [f"{name}: {text}" for name, text in DEFINITIONS]
    return [_practices(stories, notes), *((_groups(drawing), _flows(drawing)) if drawing else ())]


def _practices(stories: Sequence[Story], notes: Sequence[str]) -> Sheet:
    return Sheet(
        "practices",
        _("Practices that travelled"),
        [
            Column("title", _("Practice")),
            Column("space", _("Space")),
            Column("shared", _("Shared on"), "date"),
            Column("seen", _("Seen")),
            Column("tried", _("Tried"), "whole"),
            Column("adapted", _("Adapted"), "whole"),
            Column("taught", _("Taught"), "whole"),
            Column("depth", _("Depth"), "whole"),
            Column("units", _("Units reached"), "whole"),
            Column("hops", _("Hops between units"), "whole"),
            Column("half_life", _("Half-life, days"), "number"),
        ],
        [
            (
                one.title,
                one.space_title,
                one.travel.shared_at.date(),
                at_least(one.travel.seen),
                one.travel.tried,
                one.travel.adapted,
                one.travel.taught,
                one.travel.depth,
                one.travel.units,
                one.travel.unit_hops,
                one.travel.half_life,
            )
            for one in stories
        ],
        notes,
    )


def _groups(drawing: Drawing) -> Sheet:
    return Sheet(
        "groups",
        _("Groups"),
        [
            Column("group", _("Group")),
            Column("people", _("People")),
            Column("passings", _("Practices passed on within")),
        ],
        [(one.name, at_least(one.people), at_least(one.passings)) for one in drawing.groups],
    )


def _flows(drawing: Drawing) -> Sheet:
    return Sheet(
        "flows",
        _("What flows between groups"),
        [
            Column("from", _("From")),
            Column("to", _("To")),
            Column("passings", _("Practices passed on")),
            Column("exchanges", _("Exchanges")),
            Column("people", _("People who are part of it")),
        ],
        [
            (
                one.giver.name,
                one.taker.name,
                at_least(one.passings),
                at_least(one.exchanges),
                at_least(one.people),
            )
            for one in drawing.flows
        ],
    )
