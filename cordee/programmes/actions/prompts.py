"""Writing a prompt, moving it to another day, adding and removing one, reading it in one's own mailbox first."""

from datetime import date, datetime, time
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.core.queries import organisation
from cordee.core.text import clean, clean_line, render
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.programmes import events
from cordee.programmes.actions.laying import free_day
from cordee.programmes.actions.planning import (
    MOST_PROMPTS,
    Asked,
    check_objective,
    checked_kind,
    held,
)
from cordee.programmes.models import Programme, Prompt
from cordee.programmes.schedule import moment


@transaction.atomic
def add_prompt(actor: Person, programme: Programme, asked: Asked, *, now: datetime) -> Prompt:
    """One prompt more, on the next free day of the rhythm. Raises Missing, Forbidden, Conflict, Invalid."""
    programme = held(actor, programme)
    if programme.prompts.count() >= MOST_PROMPTS:
        raise Conflict(_("That is a lot: at most %(most)s prompts.") % {"most": MOST_PROMPTS})
    check_objective(programme.space, asked.objective)
    prompt = Prompt(programme=programme, objective_id=asked.objective, kind=checked_kind(asked.kind))
    prompt.title, prompt.body = clean_line(asked.title)[:200], clean(asked.body)
    _put(prompt, _free(programme, now), programme.clock)
    prompt.save(force_insert=True)
    record(events.of_prompt(events.PROMPT_ADDED, prompt, actor), at=now)
    return prompt


@transaction.atomic
def edit_prompt(actor: Person, prompt: Prompt, *, now: datetime, **details: Any) -> Prompt:
    """Change its words, kind or objective; once out, it is edited like any contribution. Raises as ``add_prompt``."""
    prompt = _to_come(actor, prompt)
    for name, value in details.items():
        match name:
            case "title":
                prompt.title = clean_line(value)
                if len(prompt.title) > 200:
                    message = _("At most %(limit)s characters, please.") % {"limit": 200}
                    raise Invalid(message, fields={"title": message})
            case "body":
                prompt.body = clean(value)
                if len(prompt.body) > 50_000:
                    message = _("At most %(limit)s characters, please.") % {"limit": 50_000}
                    raise Invalid(message, fields={"body": message})
            case "kind":
                prompt.kind = checked_kind(value)
            case "objective":
                check_objective(prompt.programme.space, value)
                prompt.objective_id = value
            case _:
                raise Invalid(_("There is no such field."), fields={name: _("Unknown field.")})
    prompt.save()
    record(events.of_prompt(events.PROMPT_EDITED, prompt, actor, fields=sorted(details)), at=now)
    return prompt


@transaction.atomic
def move_prompt(
    actor: Person, prompt: Prompt, *, on: date, now: datetime, clock: time | None = None
) -> Prompt:
    """To another day (and hour). The one that is planned there takes this one's place. A missed one is planned again.

    Raises Missing, Forbidden, Conflict, Invalid (a moment that is past).
    """
    prompt = _to_come(actor, prompt)
    programme = prompt.programme
    hour = (clock or prompt.clock).replace(second=0, microsecond=0, tzinfo=None)
    if (on, hour) == (prompt.on, prompt.clock) and prompt.is_planned:
        return prompt
    if moment(on, hour, programme.space.zone) <= now:
        message = _("This moment is past. Choose one to come.")
        raise Invalid(message, fields={"on": message})
    there = (
        programme.prompts.select_for_update()
        .filter(state=Prompt.State.PLANNED, on=on)
        .exclude(pk=prompt.pk)
        .first()
    )
    if there is not None:
        if not prompt.is_planned or prompt.due_at <= now:
            message = _("Another prompt is planned on that day. Choose a free one.")
            raise Conflict(message, fields={"on": message})
        there.programme = programme
        _put(there, prompt.on, there.clock)
        there.placed, there.why = True, ""
        there.save()
        record(events.of_prompt(events.PROMPT_MOVED, there, actor), at=now)
    _put(prompt, on, hour)
    prompt.placed, prompt.why, prompt.state = True, "", Prompt.State.PLANNED
    prompt.save()
    record(events.of_prompt(events.PROMPT_MOVED, prompt, actor), at=now)
    return prompt


@transaction.atomic
def plan_again(actor: Person, prompt: Prompt, *, now: datetime) -> Prompt:
    """A missed prompt, on the next free day of the rhythm. Raises as ``move_prompt``."""
    prompt = _to_come(actor, prompt)
    return move_prompt(actor, prompt, on=_free(prompt.programme, now), clock=prompt.programme.clock, now=now)


@transaction.atomic
def remove_prompt(actor: Person, prompt: Prompt, *, now: datetime) -> None:
    """It will not be asked; the others stay where they are. Raises as ``add_prompt``."""
    prompt = _to_come(actor, prompt)
    record(events.of_prompt(events.PROMPT_REMOVED, prompt, actor), at=now)
    prompt.delete()


def send_to_me(actor: Person, prompt: Prompt, *, link: str) -> None:
    """Mail it, as it will read, to who asks for it. Raises Conflict (no address), OSError, SMTPException."""
    if not actor.email:
        raise Conflict(_("There is no e-mail address of yours to write to."))
    context = {
        "prompt": prompt,
        "body_html": render(prompt.body),
        "space": prompt.programme.space,
        "organisation": organisation(),
        "link": link,
    }
    subject = _("[Trial] %(title)s") % {"title": prompt.title or prompt.programme.title}
    letter = EmailMultiAlternatives(
        subject, render_to_string("programmes/trial_mail.txt", context), None, [actor.email]
    )
    letter.attach_alternative(render_to_string("programmes/trial_mail.html", context), "text/html")
    letter.send()


def _to_come(actor: Person, prompt: Prompt) -> Prompt:
    programme = held(actor, prompt.programme)
    found = Prompt.objects.select_for_update(of=("self",)).get(pk=prompt.pk)
    found.programme = programme
    if found.is_out:
        raise Conflict(_("This prompt is out already: edit it in its thread."))
    return found


def _put(prompt: Prompt, on: date, clock: time) -> None:
    prompt.on, prompt.clock = on, clock
    prompt.due_at = moment(on, clock, prompt.programme.space.zone)


def _free(programme: Programme, now: datetime) -> date:
    found = free_day(programme, now=now)
    if found is None:
        raise Conflict(_("This rhythm leaves no free day. Change it, or choose a day."))
    return found
