"""Planning a programme: choosing where to begin from, the rhythm, and reading its prompts on their days."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.core.errors import Conflict, Invalid
from cordee.programmes import words
from cordee.programmes.actions.laying import HORIZON
from cordee.programmes.actions.planning import KINDS, MOST_PROMPTS, Asked, plan_programme
from cordee.programmes.queries.programmes import today_in
from cordee.programmes.ready import templates
from cordee.programmes.schedule import Rhythm, days, moment, public_holidays
from cordee.spaces import access
from cordee.spaces.models import Objective, Post, Space
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor, viewing

TUESDAY = 1
NINE = time(9)
COUNT = 12
FIELDS = ("title", "first", "weekday", "clock", "every", "count")


@dataclass
class Line:
    """A prompt of the form: its day, its words, what it serves."""

    place: int
    on: date | None
    asked: Asked


@viewing
def new_programme(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """The form, filled in from ``?template=``; POST plans, or (``act=preview``) lays the prompts on other days."""
    space = space_seen(who, slug)
    access.check_facilitates(who, space)
    access.check_may_write(who)
    key = request.POST.get("template", request.GET.get("template", ""))
    objectives = list(space.objectives.order_by("position"))
    values = _values(request, space, key)
    asked = _asked(request, key, objectives, values)
    errors: dict[str, str] = {}
    if request.method == "POST" and request.POST.get("act") != "preview":
        try:
            rhythm = _rhythm(values, space)
            programme = plan_programme(
                actor(request),
                space,
                title=values["title"],
                prompts=asked,
                first=_date(values["first"]),
                weekday=rhythm.weekday,
                clock=_clock(values["clock"]),
                every=rhythm.every,
                skips_holidays=bool(values["holidays"]),
                template=key,
                now=timezone.now(),
            )
        except (Invalid, Conflict) as refusal:
            errors = refusal.fields or {"title": refusal.message}
        else:
            said = ngettext("%(count)s prompt is planned.", "%(count)s prompts are planned.", len(asked))
            messages.success(request, said % {"count": len(asked)})
            return redirect("space-programme", slug=programme.space.slug)
    context = {
        "space": space,
        "template": templates().get(key),
        "key": key,
        "values": values,
        "lines": _lines(space, values, asked),
        "objectives": objectives,
        "kinds": [(kind.value, kind.label) for kind in KINDS],
        "words": words,
        "errors": errors,
        "language": translation.get_language() or "fr",
        "nav_current": "spaces",
    }
    if getattr(request, "htmx", False) and request.POST.get("act") == "preview":
        return render(request, "programmes/planned_lines.html", context)
    return render(request, "programmes/new.html", context, status=422 if errors else 200)


def _values(request: HttpRequest, space: Space, key: str) -> dict[str, str]:
    if request.method == "POST":
        sent = {name: request.POST.get(name, "") for name in FIELDS}
        return sent | {"holidays": request.POST.get("holidays", "")}
    entry = templates()[key].entry if key in templates() else None
    language = translation.get_language() or "fr"
    return {
        "title": entry.name.said(language) if entry else "",
        "first": (today_in(space, timezone.now()) + timedelta(days=1)).isoformat(),
        "weekday": str(TUESDAY),
        "clock": words.in_field(NINE),
        "every": str(entry.every if entry else 1),
        "count": str(len(entry.prompts) if entry else COUNT),
        "holidays": "1",
    }


def _asked(
    request: HttpRequest, key: str, objectives: list[Objective], values: dict[str, str]
) -> list[Asked]:
    """The prompts: as they were sent, else as the template has them; empty ones where more are asked for."""
    language = translation.get_language() or "fr"
    entries = templates()[key].entry.prompts if key in templates() else ()
    made = []
    for place in range(_number(values["count"], COUNT, MOST_PROMPTS)):
        entry = entries[place] if place < len(entries) else None
        turn = str(objectives[place % len(objectives)].id) if objectives else ""
        usual = {
            "title": entry.title.said(language) if entry else "",
            "body": entry.body.said(language) if entry else "",
            "kind": entry.kind if entry else Post.Kind.DISCUSSION.value,
            "objective": turn,
        }
        told = {name: request.POST.get(f"{name}-{place}", value) for name, value in usual.items()}
        made.append(Asked(told["title"], told["body"], told["kind"], _uuid(told["objective"])))
    return made


def _lines(space: Space, values: dict[str, str], asked: list[Asked]) -> list[Line]:
    """Each prompt on its day; without one while the rhythm makes no sense."""
    try:
        rhythm, clock = _rhythm(values, space), _clock(values["clock"])
        now = timezone.now()
        start = max(_date(values["first"]), today_in(space, now))
        found = [day for day in days(rhythm, start, len(asked) + 1) if moment(day, clock, space.zone) > now][
            : len(asked)
        ]
    except Invalid:
        found = []
    return [Line(place, found[place] if place < len(found) else None, one) for place, one in enumerate(asked)]


def _rhythm(values: dict[str, str], space: Space) -> Rhythm:
    today = today_in(space, timezone.now())
    closed = public_holidays(space.time_zone, today, today + HORIZON) if values["holidays"] else {}
    return Rhythm(
        _number(values["weekday"], TUESDAY, 6, least=0),
        _number(values["every"], 1, 52),
        closed=frozenset(closed),
    )


def _number(text: str, usual: int, most: int, least: int = 1) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        return usual
    return min(max(int(text), least), most)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("Choose a day.")
        raise Invalid(message, fields={"first": message}) from None


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        message = _("Choose a time.")
        raise Invalid(message, fields={"clock": message}) from None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        message = _("Choose one of the objectives of this space.")
        raise Invalid(message, fields={"objective": message}) from None
