"""Prompts come out at their hour: each once, and after a long sleep only the newest."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid, Refusal
from cordee.core.queries import organisation
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.programmes import events
from cordee.programmes.access import keeper
from cordee.programmes.actions.planning import held
from cordee.programmes.models import Programme, Prompt
from cordee.programmes.schedule import moment
from cordee.spaces.actions.posts import publish

log = logging.getLogger(__name__)
LATEST = timedelta(days=3)  # after its hour, a prompt still makes sense


def publish_due(now: datetime) -> int:
    """Publish what is due in each programme under way; how many came out.

    Of several that are overdue the newest one that is written goes out, the others are marked as missed: a space is
    never flooded. One that is more than ``LATEST`` late is missed too, unless it waited for somebody able to publish
    it. One transaction a programme: what fails in one is written to the log and keeps no other.
    """
    reckon_anew(now)
    due = Prompt.objects.filter(
        state=Prompt.State.PLANNED,
        due_at__lte=now,
        programme__paused_at__isnull=True,
        programme__ended_at__isnull=True,
    )
    count = 0
    for programme in list(due.order_by().values_list("programme_id", flat=True).distinct()):
        try:
            count += _publish_newest(programme, now)
        except Exception:
            log.exception("the prompts of programme %s could not go out", programme)
    return count


@transaction.atomic
def publish_now(actor: Person, prompt: Prompt, *, now: datetime) -> Prompt:
    """Let it out before its hour, or after it was missed, in one's own name. Raises as contributing does, Conflict."""
    programme = held(actor, prompt.programme)
    prompt = Prompt.objects.select_for_update(of=("self",)).select_related("objective").get(pk=prompt.pk)
    prompt.programme = programme
    if prompt.is_out:
        raise Conflict(_("This prompt is out already."))
    if prompt.is_empty:
        message = _("Write a title and a few words first.")
        raise Invalid(message, fields={"title": message})
    _let_out(prompt, actor, now)
    return prompt


def reckon_anew(now: datetime) -> int:
    """Where a space moved to another time zone: its prompts keep their local hour. How many programmes that was."""
    rows = Programme.objects.filter(ended_at__isnull=True).exclude(time_zone=F("space__time_zone"))
    count = 0
    for programme_id in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():
            programme = _held(programme_id)
            if programme is None:
                continue
            planned = list(programme.prompts.filter(state=Prompt.State.PLANNED))
            for prompt in planned:
                prompt.due_at = moment(prompt.on, prompt.clock, programme.space.zone)
            Prompt.objects.bulk_update(planned, ["due_at"])
            programme.time_zone = programme.space.time_zone
            programme.save(update_fields=["time_zone"])
            count += 1
    return count


def _held(programme_id: UUID) -> Programme | None:
    """The programme, held; None where another worker has it in hand, or it has stopped meanwhile."""
    rows = Programme.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    return rows.select_related("space").filter(pk=programme_id, ended_at__isnull=True).first()


@transaction.atomic
def _publish_newest(programme_id: UUID, now: datetime) -> bool:
    programme = _held(programme_id)
    if programme is None or programme.paused_at is not None:
        return False
    # Read under the lock: what another worker published since the list was made is no longer planned.
    overdue = list(
        programme.prompts.select_for_update(of=("self",))
        .select_related("objective")
        .filter(state=Prompt.State.PLANNED, due_at__lte=now)
        .order_by("due_at", "id")
    )
    if not overdue:
        return False
    chosen = next((one for one in reversed(overdue) if not one.is_empty), overdue[-1])
    for one in overdue:
        one.programme = programme
        if one is not chosen:
            _miss(one, one.why or (Prompt.Why.EMPTY if one.is_empty else Prompt.Why.CROWD), now)
    return _try(chosen, now)


def _try(prompt: Prompt, now: datetime) -> bool:
    late = now - prompt.due_at > LATEST
    if prompt.is_empty:
        _miss(prompt, Prompt.Why.EMPTY, now) if late else _wait(prompt, Prompt.Why.EMPTY, now)
        return False
    if late and prompt.why not in (Prompt.Why.NOBODY, Prompt.Why.CHARTER):
        _miss(prompt, prompt.why or Prompt.Why.LATE, now)
        return False
    found = keeper(prompt.programme, now)
    if found.person is None:
        _wait(prompt, found.why, now)
        return False
    here = organisation()
    try:
        with transaction.atomic(), translation.override(here.language):
            _let_out(prompt, found.person, now)
    except Refusal:
        _wait(prompt, Prompt.Why.REFUSED, now)
        return False
    return True


def _let_out(prompt: Prompt, by: Person, now: datetime) -> None:
    space = prompt.programme.space
    skills = prompt.objective.skills.values_list("slug", flat=True) if prompt.objective else ()
    prompt.post = publish(
        by,
        space,
        kind=prompt.kind,
        title=prompt.title,
        body=prompt.body,
        skills=list(skills),
        now=now,
        # Named after the prompt, and so outside the limits on how fast one person writes: nobody typed it now.
        seed=f"prompt/{prompt.id}",
        is_prompt=True,
    )
    prompt.state, prompt.why = Prompt.State.PUBLISHED, ""
    prompt.by, prompt.published_at = by, now
    prompt.save()
    record(events.of_prompt(events.PROMPT_PUBLISHED, prompt, by), at=now)


def _miss(prompt: Prompt, why: str, now: datetime) -> None:
    prompt.state, prompt.why = Prompt.State.MISSED, why
    prompt.save(update_fields=["state", "why"])
    record(events.of_prompt(events.PROMPT_MISSED, prompt, None, why=str(why)), at=now)


def _wait(prompt: Prompt, why: str, now: datetime) -> None:
    """It stays planned; who should know is told once."""
    if prompt.why == why:
        return
    prompt.why = why
    prompt.save(update_fields=["why"])
    record(events.of_prompt(events.PROMPT_WAITS, prompt, None, why=str(why)), at=now)
