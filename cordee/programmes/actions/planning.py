"""Planning a programme, and changing how it goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.core.ids import uuid7
from cordee.core.text import clean, clean_line
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.programmes import events
from cordee.programmes.actions.laying import lay, lay_the_rest, rhythm_of
from cordee.programmes.models import Break, Programme, Prompt
from cordee.spaces import access
from cordee.spaces.models import Membership, Post, Space

MOST_PROMPTS = 104
MOST_WEEKS = 52
KINDS = (Post.Kind.DISCUSSION, Post.Kind.QUESTION, Post.Kind.EXPERIENCE, Post.Kind.TIP)


@dataclass(frozen=True)
class Asked:
    """A prompt as it is given. Without words it is planned all the same, to be written later."""

    title: str = ""
    body: str = ""
    kind: str = Post.Kind.DISCUSSION
    objective: UUID | None = None


@transaction.atomic
def plan_programme(
    actor: Person,
    space: Space,
    *,
    title: str,
    prompts: Sequence[Asked],
    first: date,
    weekday: int,
    clock: time,
    now: datetime,
    every: int = 1,
    skips_holidays: bool = True,
    template: str = "",
    seed: str | None = None,
) -> Programme:
    """Plan a programme of these prompts, in this order, from ``first`` on. For facilitators; one is open at a time.

    One that has nothing more to come ends with this. Raises Missing, Forbidden, Conflict, Invalid.
    """
    who = access.viewer(actor)
    access.check_facilitates(who, space)
    access.check_may_write(who)
    # The space is held, so that two facilitators together do not plan two.
    space = Space.objects.select_for_update(no_key=True).get(pk=space.pk)
    _end_what_is_over(space, actor, now)
    if not 1 <= len(prompts) <= MOST_PROMPTS:
        message = _("Between 1 and %(most)s prompts.") % {"most": MOST_PROMPTS}
        raise Invalid(message, fields={"count": message})
    programme = Programme(
        id=uuid7(now, seed) if seed else uuid7(),
        space=space,
        template=template[:40],
        responsible=_responsible(actor, space),
        time_zone=space.time_zone,
        created_at=now,
    )
    details = {
        "title": title,
        "weekday": weekday,
        "clock": clock,
        "every": every,
        "skips_holidays": skips_holidays,
    }
    _set(programme, details)
    programme.save(force_insert=True)
    made = [_new(programme, one, now, place, seed) for place, one in enumerate(prompts)]
    for one in made:
        check_objective(space, one.objective_id)
    lay(programme, made, first=first, now=now, rhythm=rhythm_of(programme, now))
    if any(not hasattr(one, "on") or one.on is None for one in made):
        raise Invalid(_("This rhythm leaves no day for all of these prompts."))
    Prompt.objects.bulk_create(made)
    fact = events.of_programme(
        events.PROGRAMME_PLANNED, programme, actor, template=programme.template, prompts=len(made)
    )
    record(fact, at=now)
    return programme


@transaction.atomic
def edit_programme(actor: Person, programme: Programme, *, now: datetime, **details: Any) -> Programme:
    """Change its title, rhythm, hour, who answers for it. What is out, or was placed by hand, stays; the rest moves.

    Raises Missing, Forbidden, Conflict (it is over), Invalid.
    """
    programme = held(actor, programme)
    before = {name: getattr(programme, name) for name in details}
    _set(programme, details)
    changed = sorted(name for name in details if getattr(programme, name) != before[name])
    if not changed:
        return programme
    programme.save()
    record(events.of_programme(events.PROGRAMME_EDITED, programme, actor, fields=changed), at=now)
    if set(changed) & {"weekday", "clock", "every", "skips_holidays"}:
        lay_the_rest(programme, now=now)
    return programme


@transaction.atomic
def pause(actor: Person, programme: Programme, *, now: datetime) -> None:
    """Nothing goes out until it is resumed. Raises Missing, Forbidden, Conflict."""
    programme = held(actor, programme)
    if programme.paused_at is None:
        programme.paused_at = now
        programme.save(update_fields=["paused_at"])
        record(events.of_programme(events.PROGRAMME_PAUSED, programme, actor), at=now)


@transaction.atomic
def resume(actor: Person, programme: Programme, *, now: datetime) -> None:
    """It goes on: what should have gone out meanwhile moves to the next days of the rhythm, in its order.

    Raises Missing, Forbidden, Conflict.
    """
    programme = held(actor, programme)
    if programme.paused_at is None:
        return
    programme.paused_at = None
    programme.save(update_fields=["paused_at"])
    record(events.of_programme(events.PROGRAMME_RESUMED, programme, actor), at=now)
    overdue = programme.prompts.filter(state=Prompt.State.PLANNED, due_at__lte=now)
    if overdue.update(placed=False):
        lay_the_rest(programme, now=now)


@transaction.atomic
def leave_out(
    actor: Person, programme: Programme, *, first: date, last: date, now: datetime, label: str = ""
) -> Break:
    """Ask nothing on these days: what was planned there, and all that follows, moves on. Raises as ``pause``, Invalid."""
    programme = held(actor, programme)
    if last < first:
        message = _("The last day comes after the first.")
        raise Invalid(message, fields={"last": message})
    if (last - first).days > 366:
        message = _("That is more than a year: pause the programme instead.")
        raise Invalid(message, fields={"last": message})
    made = Break.objects.create(programme=programme, first=first, last=last, label=clean_line(label)[:80])
    within = programme.prompts.filter(state=Prompt.State.PLANNED, on__range=(first, last))
    within.update(placed=False)
    lay_the_rest(programme, now=now)
    record(events.of_programme(events.PROGRAMME_EDITED, programme, actor, fields=["breaks"]), at=now)
    return made


@transaction.atomic
def take_back(actor: Person, programme: Programme, left_out: UUID, *, now: datetime) -> None:
    """These days are no longer left out; what can moves forward. Raises as ``pause``."""
    programme = held(actor, programme)
    gone, _kinds = programme.breaks.filter(pk=left_out).delete()
    if gone:
        lay_the_rest(programme, now=now)
        record(events.of_programme(events.PROGRAMME_EDITED, programme, actor, fields=["breaks"]), at=now)


@transaction.atomic
def end(actor: Person, programme: Programme, *, now: datetime) -> None:
    """Nothing more goes out: what is planned is dropped, what is out stays. Raises as ``pause``."""
    programme = held(actor, programme)
    programme.prompts.exclude(state=Prompt.State.PUBLISHED).delete()
    programme.ended_at = now
    programme.save(update_fields=["ended_at"])
    record(events.of_programme(events.PROGRAMME_ENDED, programme, actor), at=now)


def held(actor: Person, programme: Programme) -> Programme:
    """The programme, read anew and held. Raises Missing, Forbidden, Conflict (it is over)."""
    who = access.viewer(actor)
    access.check_facilitates(who, programme.space)
    access.check_may_write(who)
    rows = Programme.objects.select_for_update(no_key=True, of=("self",)).select_related("space")
    found = rows.get(pk=programme.pk)
    if not found.is_open:
        raise Conflict(_("This programme is over. Plan another one."))
    return found


def check_objective(space: Space, objective: UUID | None) -> None:
    """Raises Invalid for one of another space."""
    if objective is not None and not space.objectives.filter(pk=objective).exists():
        message = _("Choose one of the objectives of this space.")
        raise Invalid(message, fields={"objective": message})


def checked_kind(kind: str) -> str:
    """Raises Invalid for a kind that needs more than words."""
    if kind not in KINDS:
        message = _("Choose one of the kinds of contribution.")
        raise Invalid(message, fields={"kind": message})
    return kind


def facilitators_of(space: Space) -> list[Person]:
    """Who could answer for a programme, the longest-standing first: not who stands in, whose time ends. One query."""
    rows = Membership.objects.filter(
        space=space, role=Membership.Role.FACILITATOR, person__is_active=True
    ).select_related("person")
    return [row.person for row in rows.order_by("id")]


def _responsible(actor: Person, space: Space) -> Person | None:
    """Who plans it; where an administrator does for others, the longest-standing facilitator."""
    able = facilitators_of(space)
    return actor if actor in able else next(iter(able), None)


def _end_what_is_over(space: Space, actor: Person, now: datetime) -> None:
    current = Programme.objects.select_for_update(no_key=True).filter(space=space, ended_at=None).first()
    if current is None:
        return
    if current.prompts.filter(state=Prompt.State.PLANNED).exists():
        raise Conflict(_("A programme is under way in this space. End it first, or add prompts to it."))
    current.ended_at = now
    current.save(update_fields=["ended_at"])
    current.space = space
    record(events.of_programme(events.PROGRAMME_ENDED, current, actor), at=now)


def _new(programme: Programme, asked: Asked, now: datetime, place: int, seed: str | None) -> Prompt:
    return Prompt(
        id=uuid7(now, f"{seed}/{place}") if seed else uuid7(),
        programme=programme,
        kind=checked_kind(asked.kind),
        title=clean_line(asked.title)[:200],
        body=clean(asked.body)[:50_000],
        objective_id=asked.objective,
    )


def _set(programme: Programme, details: dict[str, Any]) -> None:
    wrong: dict[str, str] = {}
    for name, value in details.items():
        match name:
            case "title":
                programme.title = clean_line(value)[:120]
                if not programme.title:
                    wrong["title"] = _("Give the programme a title.")
            case "weekday":
                programme.weekday = value
                if not 0 <= value <= 6:
                    wrong["weekday"] = _("Choose one of those offered.")
            case "every":
                programme.every = value
                if not 1 <= value <= MOST_WEEKS:
                    wrong["every"] = _("Choose one of those offered.")
            case "clock":
                programme.clock = value.replace(second=0, microsecond=0, tzinfo=None)
            case "skips_holidays":
                programme.skips_holidays = bool(value)
            case "responsible":
                if value not in facilitators_of(programme.space):
                    wrong["responsible"] = _("Choose a facilitator of the space.")
                programme.responsible = value
            case _:
                wrong[name] = _("Unknown field.")
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)
