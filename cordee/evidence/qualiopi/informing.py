"""Criteria 1 and 2: what the public is told; objectives, needs, contents and positioning."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.core.text import formats
from cordee.evidence.qualiopi.section import FEWEST, LEDGER, Lack, Seen, Shown
from cordee.paths.models import Activity, Goal, Path, PathObjective

YEAR = timedelta(days=365)
ON_A_SHEET = (
    "prerequisites",
    "methods",
    "evaluation",
    "accessibility",
    "access_delay",
    "price",
    "contact",
    "minutes",
)
EVALUATES = (
    "quiz",
    "mission",
    "explanation",
    "file",
)  # kinds of steps whose result somebody or something judges
MOST = 5


def public_information(seen: Seen) -> Iterator[Shown | Lack]:
    """1: the public sheets of paths, and what stands on them."""
    public = [one for one in seen.paths if one.audience == Path.Audience.PUBLIC]
    if public and seen.here.public_sheets:
        label = _("Public sheets of paths")
        href = reverse("programme")
        if seen.path:
            href = reverse("programme-sheet", args=[seen.path.slug])
        yield Shown(label, len(public), href=href)
    elif public:
        yield Lack(
            _("The sheets of paths are written, and not public."),
            _("Make them public"),
            reverse("settings") + "#public",
        )
    for one in [path for path in seen.paths if path not in public][:MOST]:
        yield Lack(
            _("The sheet of “%(title)s” is not public.") % {"title": one.title},
            _("Choose who sees it"),
            _sheet(one),
        )
    for one in seen.paths[: 10 * MOST]:
        sheet = getattr(one, "sheet", None)
        empty = [name for name in ON_A_SHEET if not getattr(sheet, name, None)]
        if empty:
            words = ngettext(
                "The sheet of “%(title)s” leaves %(count)s line empty.",
                "The sheet of “%(title)s” leaves %(count)s lines empty.",
                len(empty),
            )
            yield Lack(words % {"title": one.title, "count": len(empty)}, _("Fill the sheet"), _sheet(one))
    yield from _nothing_published(seen)


def results(seen: Seen) -> Iterator[Shown | Lack]:
    """2: completion and departures of those who began in the last year; never under five people."""
    since = seen.now - YEAR
    told = (
        seen.enrolments()
        .filter(enrolled_at__gt=since)
        .aggregate(
            n=Count("id"),
            done=Count("completed_at"),
            left=Count("id", filter=Q(left_at__isnull=False, completed_at=None)),
        )
    )
    if told["n"] >= FEWEST:
        language = _language()
        for label, count in ((_("Completed"), told["done"]), (_("Left before the end"), told["left"])):
            words = _("%(share)s: %(count)s of %(n)s who began since %(day)s") % {
                "share": formats.percent(count / told["n"], language),
                "count": count,
                "n": told["n"],
                "day": formats.whole_day(since.date(), language),
            }
            yield Shown(label, told["n"], words=words)
    else:
        yield Lack(
            _("Too few people began in the last year for a figure (at least %(n)s).") % {"n": FEWEST},
            _("See the cohorts"),
            reverse("paths"),
        )


def needs(seen: Seen) -> Iterator[Shown | Lack]:
    """4: needs that were noted, or that learners wrote into their plan (how many people, never what)."""
    people = (
        Goal.objects.filter(kind=Goal.Kind.NEED, person__in=seen.enrolments().values("person"))
        .values("person")
        .distinct()
        .count()
    )
    if people >= FEWEST:
        yield Shown(_("Learners who wrote a need into their plan"), people)
    if not seen.has("need") and people < FEWEST:
        yield Lack(
            _("No need of a learner or a company is held."), _("Bring the analysis of needs"), bring("need")
        )


def objectives(seen: Seen) -> Iterator[Shown | Lack]:
    """5: objectives of what is published, and paths without any."""
    counts = dict(
        PathObjective.objects.filter(version__in=seen.versions)
        .order_by()
        .values_list("version")
        .annotate(n=Count("id"))
    )
    if counts:
        yield Shown(_("Operational objectives"), sum(counts.values()), href=_where(seen))
    for one in [path for path in seen.paths if path.current_id not in counts][:MOST]:
        yield Lack(
            _("“%(title)s” has no objective.") % {"title": one.title},
            _("Write its objectives"),
            reverse("path-objectives", args=[one.slug]),
        )
    yield from _nothing_published(seen)


def contents(seen: Seen) -> Iterator[Shown | Lack]:
    """6: the steps of what is published, by how one learns, and those without an objective."""
    rows = Activity.objects.filter(version__in=seen.versions)
    told = rows.aggregate(
        n=Count("id", distinct=True), aimless=Count("id", filter=Q(objectives=None), distinct=True)
    )
    if told["n"]:
        yield Shown(_("Steps with their kind and duration"), told["n"], href=_where(seen))
    if told["aimless"]:
        words = ngettext(
            "%(count)s step serves no objective.", "%(count)s steps serve no objective.", told["aimless"]
        )
        yield Lack(words % {"count": told["aimless"]}, _("See the paths"), studio(seen))
    yield from _nothing_published(seen)


def positioning(seen: Seen) -> Iterator[Shown | Lack]:
    """8: pieces of positioning; paths that have no quiz with which one could be positioned."""
    if not seen.has("positioning"):
        yield Lack(
            _("No positioning at entry is held."),
            _("Put a quiz that serves the objectives at the beginning of a path"),
            studio(seen),
        )


def evaluated(seen: Seen) -> set[object]:
    """The versions that hold something whose result is judged. One query."""
    rows = Activity.objects.filter(version__in=seen.versions, kind__in=EVALUATES)
    return set(rows.order_by().values_list("version", flat=True).distinct())


def _nothing_published(seen: Seen) -> Iterator[Lack]:
    if not seen.paths:
        yield Lack(_("No path is published."), _("Write a path"), reverse("studio"))


def _where(seen: Seen) -> str:
    return seen.path.url if seen.path else reverse("paths")


def studio(seen: Seen) -> str:
    """Where the path is written, or all of them."""
    return reverse("path-writing", args=[seen.path.slug]) if seen.path else reverse("studio")


def _sheet(path: Path) -> str:
    return reverse("path-sheet", args=[path.slug])


def bring(kind: str) -> str:
    """Where somebody brings a piece of a kind."""
    return f"{LEDGER}new/?kind={kind}"


def _language() -> str:
    return translation.get_language() or "fr"
