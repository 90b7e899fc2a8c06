"""Health in words: each figure as a sentence with its numerator, its denominator and its window."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.core.text import formats
from cordee.insights.decline import State, Verdict
from cordee.insights.figures import Figure, Point


@dataclass(frozen=True)
class Told:
    """A figure's question, what exactly is counted, its sentence and its short form."""

    title: str | Promise
    counted: str | Promise
    sentence: Callable[[Point], str]
    short: Callable[[Point], str]


def _language() -> str:
    return translation.get_language() or "fr"


def share(value: float) -> str:
    """A share as people say it."""
    return formats.percent(value, _language())


def number(value: float) -> str:
    """A number as people write it."""
    return formats.number(round(value, 1) if value < 10 else round(value), _language())


def duration(hours: float) -> str:
    """Hours up to two days, then days."""
    if hours < 1:
        return _("less than an hour")
    if hours < 48:
        rounded = round(hours)
        return ngettext("%(count)s hour", "%(count)s hours", rounded) % {"count": rounded}
    days = hours / 24
    return ngettext("%(count)s day", "%(count)s days", round(days)) % {"count": number(round(days))}


def _share_of(point: Point) -> str:
    return share(point.value or 0)


def _whole(point: Point) -> str:
    return number(point.value or 0)


TOLD: dict[str, Told] = {
    "answered": Told(
        gettext_lazy("Questions answered by a peer"),
        gettext_lazy(
            "Questions asked in the 28 days. Answered: somebody else than who asked, who does not facilitate, replied "
            "before the window ended."
        ),
        lambda one: (
            _("%(share)s of the questions were answered by a peer: %(count)s of %(of)s")
            % {"share": _share_of(one), "count": one.count, "of": one.of}
        ),
        _share_of,
    ),
    "hours": Told(
        gettext_lazy("Time to a first answer"),
        gettext_lazy(
            "Median, over the questions that a peer answered, from the question to the first such reply."
        ),
        lambda one: (
            ngettext(
                "Half of the answered questions had their first answer within %(time)s: %(count)s question",
                "Half of the answered questions had their first answer within %(time)s: %(count)s questions",
                one.count,
            )
            % {"time": duration(one.value or 0), "count": one.count}
        ),
        lambda one: duration(one.value or 0),
    ),
    "contributors": Told(
        gettext_lazy("People who contribute"),
        gettext_lazy("People, facilitators among them, who wrote a contribution or a reply in the 28 days."),
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
        lambda one: (
            _("%(share)s of the newcomers came back and took part: %(count)s of %(of)s")
            % {"share": _share_of(one), "count": one.count, "of": one.of}
        ),
        _share_of,
    ),
    "top": Told(
        gettext_lazy("Spread of voices"),
        gettext_lazy(
            "Contributions and replies of the three people who wrote most, out of all those of the 28 days."
        ),
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
}


def sentence(figure: Figure, point: Point | None = None) -> str:
    """What a figure says of a window (the last one unless told); "too few" under five people."""
    point = point or figure.now
    if not point.known:
        return too_few(point)
    return TOLD[figure.name].sentence(point)


def short(figure: Figure, point: Point | None = None) -> str:
    """The number alone; a dash with too few people."""
    point = point or figure.now
    return TOLD[figure.name].short(point) if point.known else "–"


def too_few(point: Point) -> str:
    """Why nothing is said."""
    if not point.people:
        return _("Nobody is concerned over these 28 days.")
    return ngettext(
        "Too few to say: %(count)s person is concerned, five are needed.",
        "Too few to say: %(count)s people are concerned, five are needed.",
        point.people,
    ) % {"count": point.people}


def compared(figure: Figure) -> str:
    """The window before, in words."""
    if not figure.before.known:
        return _("The 28 days before: too few to compare.")
    return _("The 28 days before: %(value)s") % {"value": short(figure, figure.before)}


def verdict_words(verdict: Verdict) -> str:
    """Whether the space goes silent, with what that is read from."""
    usual = {"posts": verdict.posts, "usual": number(verdict.usual_posts)}
    match verdict.state:
        case State.UNKNOWN:
            return _("Too young, or too quiet, to know its rhythm: nothing is said yet about where it goes.")
        case State.STEADY:
            return (
                _("Steady: %(posts)s spontaneous contributions in four weeks, where %(usual)s are usual.")
                % usual
            )
        case State.DECLINING:
            return _(
                "Declining: %(posts)s spontaneous contributions in four weeks, where %(usual)s are usual. "
                "Members spoke on %(voices)s person-days, where %(usual_voices)s are usual."
            ) % (usual | {"voices": verdict.voices, "usual_voices": number(verdict.usual_voices)})
        case State.SILENT:
            return _("Silent: no spontaneous contribution in four weeks, where %(usual)s are usual.") % usual
