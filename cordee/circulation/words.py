"""Circulation in words: a practice's story, and numbers that single nobody out."""

import math
from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.circulation.models import Travel
from cordee.circulation.queries import Carrier, Story, Sums
from cordee.core.text import formats
from cordee.insights.figures import FEWEST, stepped
from cordee.insights.saying import at_least as at_least  # pages say it by this module
from cordee.insights.saying import number as number

DEFINITIONS = (
    (
        gettext_lazy("Seen"),
        gettext_lazy(
            "People who read it ten seconds, replied, gave thanks, said that they observed it, or were called in the "
            "thread. Said in steps of five."
        ),
    ),
    (
        gettext_lazy("Tried, adapted, taught"),
        gettext_lazy(
            "People who said so under it or under one of its replies. Each counts once, in the furthest stage and in "
            "those before; who shared it counts in none."
        ),
    ),
    (
        gettext_lazy("From whom"),
        gettext_lazy(
            "Said where the act names somebody; else likely: the earlier carrier with most contacts in the 180 days "
            "before, which fade with time. Where nothing links two people, it comes from the text itself."
        ),
    ),
    (
        gettext_lazy("Depth"),
        gettext_lazy("The longest chain of people who tried it, from who shared it."),
    ),
    (
        gettext_lazy("Hops"),
        gettext_lazy("Passings from somebody of one unit to somebody of another."),
    ),
    (
        gettext_lazy("Half-life"),
        gettext_lazy("Days from sharing until half of those who tried it had; from five people on."),
    ),
    (
        gettext_lazy("Where it stops"),
        gettext_lazy(
            "After the stage from which the smallest share goes on, of five people at least; or a unit in which five "
            "saw it and nobody tried it."
        ),
    ),
    (
        gettext_lazy("Bridges"),
        gettext_lazy(
            "The fewest people who account for the passings between two groups: at least three of them, of two "
            "practices."
        ),
    ),
    (
        gettext_lazy("Carries"),
        gettext_lazy("People from whom most others have a practice: three people at least."),
    ),
)
STAGES = (
    ("seen", gettext_lazy("Seen")),
    ("tried", gettext_lazy("Tried")),
    ("adapted", gettext_lazy("Adapted")),
    ("taught", gettext_lazy("Taught")),
)


def _language() -> str:
    return translation.get_language() or "fr"


def bar(travel: Travel, stage: str) -> int:
    """How wide the bar of a stage is, in tenths of a hundred; 0, no bar, where fewer than five people saw it.

    It is made of what stands in words beside it: who saw it in steps of five, and those whose acts all can see. Of the
    exact number of who saw it, a bar would tell it to whoever divides by another.
    """
    seen = stepped(travel.seen)
    share = math.ceil(10 * getattr(travel, stage) / seen) if seen else 0
    return 10 * min(10, share)


def story(one: Story) -> str:
    """A practice's travel in a few sentences."""
    travel = one.travel
    day = formats.whole_day(travel.shared_at.date(), _language())
    who = one.author.name if one.author else _("somebody who left")
    parts = [_("Shared by %(who)s on %(day)s") % {"who": who, "day": day}]
    if travel.seen >= FEWEST:
        parts.append(_("seen by %(count)s people or more") % {"count": number(stepped(travel.seen))})
    if travel.tried:
        said = ngettext("tried by %(count)s person", "tried by %(count)s people", travel.tried)
        tried = said % {"count": number(travel.tried)}
        if travel.units > 1:
            tried = _("%(tried)s of %(count)s units") % {"tried": tried, "count": travel.units}
        parts.append(tried)
    if travel.adapted:
        said = ngettext("adapted once", "adapted %(count)s times", travel.adapted)
        parts.append(said % {"count": number(travel.adapted)})
    if travel.taught:
        said = ngettext("taught to others once", "taught to others %(count)s times", travel.taught)
        parts.append(said % {"count": number(travel.taught)})
    return ", ".join(parts) + "."


def ending(one: Story) -> str:
    """Where it stops, in a sentence; empty where too few came so far to say."""
    travel, parts = one.travel, []
    if travel.stops:
        parts.append(
            {
                "seen": _("Most stop after reading it: of those who saw it, few tried it."),
                "tried": _("Most stop after trying it: few made it their own."),
                "adapted": _("It is adapted, and rarely taught to others."),
            }[travel.stops]
        )
    if one.border:
        parts.append(_("In “%(unit)s” people saw it and nobody tried it yet.") % {"unit": one.border})
    if not travel.tried:
        parts.append(_("Nobody said yet that they tried it."))
    return " ".join(parts)


def pace(travel: Travel) -> str:
    """How fast and how far, in a sentence; empty where too few took it up."""
    if travel.half_life is None:
        return ""
    days = max(1, round(travel.half_life))
    said = ngettext(
        "Half of those who tried it did within %(count)s day.",
        "Half of those who tried it did within %(count)s days.",
        days,
    ) % {"count": number(days)}
    if travel.depth > 1:
        said += " " + _("The longest chain has %(count)s people after who shared it.") % {
            "count": travel.depth
        }
    if travel.unit_hops:
        hops = ngettext(
            "It went from one unit to another once.",
            "It went from one unit to another %(count)s times.",
            travel.unit_hops,
        )
        said += " " + hops % {"count": number(travel.unit_hops)}
    return said


def summed(one: Sums) -> str:
    """A scope in a sentence."""
    if not one.travelled:
        return _("Nobody said yet that they tried what somebody else shared.")
    said = ngettext(
        "%(count)s practice was tried by others,", "%(count)s practices were tried by others,", one.travelled
    ) % {"count": number(one.travelled)}
    times = ngettext("%(count)s time in all", "%(count)s times in all", one.uptakes)
    said = f"{said} {times % {'count': number(one.uptakes)}}"
    if one.hops:
        crossed = ngettext(
            "%(count)s of them reached more than one unit",
            "%(count)s of them reached more than one unit",
            one.hops,
        ) % {"count": number(one.hops)}
        return _("%(tried)s; %(crossed)s.") % {"tried": said, "crossed": crossed}
    return f"{said}."


def carrying(one: Carrier) -> str:
    """What somebody carries or bridges, in a line."""
    if one.role == "bridges":
        return ngettext(
            "brought %(count)s practice over to another group",
            "brought %(count)s practices over to another group",
            one.practices,
        ) % {"count": number(one.practices)}
    return ngettext(
        "%(count)s person has a practice from them", "%(count)s people have a practice from them", one.people
    ) % {"count": number(one.people)}


def up_to(some: Sequence[Carrier]) -> str:
    """What those carry who are told together, in a line."""
    if some[0].role == "bridges":
        most = max(one.practices for one in some)
        said = ngettext("up to %(count)s practice each", "up to %(count)s practices each", most)
    else:
        most = max(one.people for one in some)
        said = ngettext("to up to %(count)s person each", "to up to %(count)s people each", most)
    return said % {"count": number(most)}
