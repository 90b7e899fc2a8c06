"""What each figure is: its question, what is counted, out of what, and how sure it is. One place for pages and API."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.insights.figures import Point
from cordee.insights.saying import at_least, duration, number, share, within

# What ``Point.detail`` says of how a figure was kept (``counting.keeping``): people are told in steps of five; neither
# the count nor out of what is told, and a share by what it lies between.
STEPS, UNTOLD = "steps", "untold"

JOURNAL = gettext_lazy("the journal of acts of this Cordée")
EVERYTHING = gettext_lazy("the journal of acts of this Cordée, and statements of other software (xAPI)")
# How sure a figure is. Where everybody was counted there is nothing to estimate.
COUNTED = gettext_lazy("everybody was counted: nothing is estimated")
SCORE = gettext_lazy("the interval is Wilson's, at 95%")
ORDER = gettext_lazy("the interval comes from the order of the times themselves, at 95%")
SHRUNK = gettext_lazy(
    "each share is drawn towards that of all contents, the more so the fewer people stand behind it"
)


@dataclass(frozen=True)
class Told:
    """A figure's question, what exactly is counted and out of what, its sentence and its short form.

    ``version`` grows whenever something else is counted under the same name. ``about``: how sure it is.
    """

    title: str | Promise
    counted: str | Promise
    of: str | Promise
    sentence: Callable[[Point], str]
    short: Callable[[Point], str]
    about: str | Promise = COUNTED
    source: str | Promise = JOURNAL
    version: int = 1


def _share_of(point: Point) -> str:
    if UNTOLD in point.detail and point.low is not None and point.high is not None:
        return within(point.low, point.high)
    return share(point.value or 0)


def _shares(exactly: str | Promise, roughly: str | Promise) -> Callable[[Point], str]:
    """The sentence of a share: with its numbers; or, where they are not told, without."""

    def said(point: Point) -> str:
        if UNTOLD not in point.detail:
            return str(exactly % _told(point))
        told = str(roughly % {"share": _share_of(point)})
        return _("%(said)s (people: %(people)s)") % {
            "said": told[:1].upper() + told[1:],
            "people": at_least(point.people),
        }

    return said


def _whole(point: Point) -> str:
    return number(point.value or 0)


def _told(point: Point) -> dict[str, str]:
    return {"share": _share_of(point), "count": number(point.count), "of": number(point.of)}


def _spread(point: Point) -> str:
    middle = int(point.value or 0)
    told = {**_told(point), "median": number(middle), "mean": number(point.detail.get("mean", 0))}
    rest = _("the mean is %(mean)s (%(count)s texts, %(of)s people)") % told
    if UNTOLD in point.detail:
        rest = _("people: %(people)s") % {"people": at_least(point.people)}
    if not middle:
        return _("Half of the people or more wrote nothing; %(rest)s") % {"rest": rest}
    return ngettext(
        "Half of the people wrote %(median)s text or none; %(rest)s",
        "Half of the people wrote %(median)s texts or fewer; %(rest)s",
        middle,
    ) % {**told, "rest": rest}


def _hours(point: Point) -> str:
    time = duration(point.value or 0)
    if UNTOLD in point.detail:
        return _("Half of the answered questions had their first answer within %(time)s") % {"time": time}
    return ngettext(
        "Half of the answered questions had their first answer within %(time)s: %(count)s question",
        "Half of the answered questions had their first answer within %(time)s: %(count)s questions",
        point.count,
    ) % {"time": time, "count": point.count}


def _balance(point: Point) -> str:
    modes = {mode: share(point.detail.get(mode, 0) / point.of) for mode in MODES}
    if UNTOLD in point.detail:
        return (
            _("Of the acts, about %(practice)s are practice, %(social)s with others, %(formal)s formal")
            % modes
        )
    return _("Of %(of)s acts, %(practice)s are practice, %(social)s with others, %(formal)s formal") % {
        **_told(point),
        **modes,
    }


MODES = ("practice", "social", "formal")
TOLD: dict[str, Told] = {
    "answered": Told(
        gettext_lazy("Questions answered by a peer"),
        gettext_lazy(
            "Questions asked in the 28 days. Answered: somebody else than who asked, who does not facilitate, replied "
            "before the window ended."
        ),
        gettext_lazy("The questions of the 28 days."),
        _shares(
            gettext_lazy("%(share)s of the questions were answered by a peer: %(count)s of %(of)s"),
            gettext_lazy("%(share)s of the questions were answered by a peer"),
        ),
        _share_of,
        about=SCORE,
        version=2,
    ),
    "hours": Told(
        gettext_lazy("Time to a first answer"),
        gettext_lazy(
            "Median, over the questions that a peer answered, from the question to the first such reply."
        ),
        gettext_lazy("The questions that a peer answered."),
        _hours,
        lambda one: duration(one.value or 0),
        about=ORDER,
        version=2,
    ),
    "contributors": Told(
        gettext_lazy("People who contribute"),
        gettext_lazy("People, facilitators among them, who wrote a contribution or a reply in the 28 days."),
        gettext_lazy("Nobody: it is a number of people."),
        lambda one: (
            ngettext(
                "%(count)s person contributed or replied",
                "%(count)s people contributed or replied",
                one.count,
            )
            % {"count": one.count}
        ),
        _whole,
    ),
    "kept": Told(
        gettext_lazy("Newcomers who stayed"),
        gettext_lazy(
            "People who joined between 56 and 28 days before the window ended. Stayed: they wrote, reacted or voted on "
            "a later day, within 28 days of coming."
        ),
        gettext_lazy("Those newcomers."),
        _shares(
            gettext_lazy("%(share)s of the newcomers came back and took part: %(count)s of %(of)s"),
            gettext_lazy("%(share)s of the newcomers came back and took part"),
        ),
        _share_of,
        about=SCORE,
    ),
    "top": Told(
        gettext_lazy("Spread of voices"),
        gettext_lazy(
            "Contributions and replies of the three people who wrote most, out of all those of the 28 days."
        ),
        gettext_lazy("All that was written in the 28 days."),
        lambda one: (
            _("The three most active people wrote %(share)s of what was said: %(count)s of %(of)s")
            % {"share": _share_of(one), "count": one.count, "of": one.of}
        ),
        _share_of,
    ),
    "spontaneous": Told(
        gettext_lazy("Spontaneous contributions"),
        gettext_lazy(
            "Contributions (not replies) by people who do not facilitate, prompts of a programme left out."
        ),
        gettext_lazy("All that was written in the 28 days."),
        lambda one: (
            ngettext(
                "%(count)s contribution came by itself, of %(of)s texts in all",
                "%(count)s contributions came by themselves, of %(of)s texts in all",
                one.count,
            )
            % {"count": one.count, "of": one.of}
        ),
        _whole,
    ),
    "participation": Told(
        gettext_lazy("People who take part"),
        gettext_lazy(
            "People who did something that others see: contributed, replied, reacted, voted, accepted an answer. What "
            "they only read does not count."
        ),
        gettext_lazy(
            "People who could: who belong there as the window ends, and whoever did something there."
        ),
        _shares(
            gettext_lazy("%(share)s of the people took part: %(count)s of %(of)s"),
            gettext_lazy("%(share)s of the people took part"),
        ),
        _share_of,
        source=EVERYTHING,
    ),
    "readers": Told(
        gettext_lazy("People who read"),
        gettext_lazy(
            "People who stayed some ten seconds on what somebody else wrote. Whoever asked not to be counted is not."
        ),
        gettext_lazy("People who could."),
        _shares(
            gettext_lazy("%(share)s of the people read what others wrote: %(count)s of %(of)s"),
            gettext_lazy("%(share)s of the people read what others wrote"),
        ),
        _share_of,
        source=EVERYTHING,
    ),
    "writers": Told(
        gettext_lazy("People who write"),
        gettext_lazy("People who wrote a contribution or a reply."),
        gettext_lazy("People who could."),
        _shares(
            gettext_lazy("%(share)s of the people wrote: %(count)s of %(of)s"),
            gettext_lazy("%(share)s of the people wrote"),
        ),
        _share_of,
        source=EVERYTHING,
    ),
    "helpers": Told(
        gettext_lazy("People who help"),
        gettext_lazy("People who replied to a contribution of somebody else."),
        gettext_lazy("People who could."),
        _shares(
            gettext_lazy("%(share)s of the people replied to somebody: %(count)s of %(of)s"),
            gettext_lazy("%(share)s of the people replied to somebody"),
        ),
        _share_of,
    ),
    "spread": Told(
        gettext_lazy("Contributions a person"),
        gettext_lazy(
            "Contributions and replies of each person who could, with those who wrote none. The middle one of all "
            "people: a mean says more of the few who write most than of everybody. From ten people on."
        ),
        gettext_lazy("People who could."),
        _spread,
        _whole,
        source=EVERYTHING,
        version=2,
    ),
    "balance": Told(
        gettext_lazy("Practice, others, training"),
        gettext_lazy(
            "Acts by how one learns from them. Practice: a practice tried or adapted, a work handed in, an activity of "
            "practice. With others: what one writes, reads or says of others' contributions. Formal: other activities, "
            "sessions attended."
        ),
        gettext_lazy("All these acts."),
        _balance,
        _share_of,
        source=EVERYTHING,
    ),
    "useful": Told(
        gettext_lazy("What people find useful"),
        gettext_lazy(
            "For each contribution, the people who said that it is useful, gave thanks, tried, adapted or passed it on."
        ),
        gettext_lazy("The people, its author aside, who read it, replied or reacted in the 28 days."),
        _shares(
            gettext_lazy("%(share)s of those who met a contribution found it useful: %(count)s of %(of)s"),
            gettext_lazy("%(share)s of those who met a contribution found it useful"),
        ),
        _share_of,
        about=SHRUNK,
        version=2,
    ),
    "fresh": Told(
        gettext_lazy("How fresh contents are"),
        gettext_lazy("Contributions written, edited or confirmed within the year before the window ended."),
        gettext_lazy("The contributions that somebody read, answered or reacted to in the 28 days."),
        lambda one: (
            _("%(share)s of the contributions that are in use are less than a year old: %(count)s of %(of)s")
            % _told(one)
        ),
        _share_of,
        version=2,
    ),
}
