"""Making, changing and taking away webhooks. For administrators."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cordee.core.addresses import target_of
from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.journal.models import Event
from cordee.people.models import Person
from cordee.spaces.models import Space
from cordee.webhooks import events
from cordee.webhooks.models import Hook
from cordee.webhooks.signing import secret_of
from cordee.webhooks.verbs import known_verbs

MOST_HOOKS = 50
LONGEST_NAME = 80


@transaction.atomic
def make_hook(
    actor: Person,
    *,
    address: str,
    now: datetime,
    name: str = "",
    verbs: Sequence[str] = (),
    spaces: Sequence[UUID] = (),
) -> tuple[Hook, str]:
    """Tell ``address`` what happens from now on; the secret is returned once. Raises Forbidden, Invalid, Conflict."""
    _check_administers(actor)
    details = _checked({"address": address, "name": name, "verbs": verbs, "spaces": spaces})
    if Hook.objects.count() >= MOST_HOOKS:
        raise Conflict(
            _("There are %(limit)s webhooks already: take one away first.") % {"limit": MOST_HOOKS}
        )
    hook = Hook.objects.create(made_by=actor, made_at=now, told_up_to=_journals_end(), **details)
    record(events.of_hook(events.WEBHOOK_MADE, hook, actor), at=now)
    return hook, secret_of(hook.id, hook.generation)


@transaction.atomic
def edit_hook(actor: Person, hook: Hook, *, now: datetime, **details: Any) -> Hook:
    """Change where it goes, its name, its acts or its spaces. Raises Forbidden, Invalid."""
    _check_administers(actor)
    for field, value in _checked(details).items():
        setattr(hook, field, value)
    hook.save(update_fields=[*details])
    record(events.of_hook(events.WEBHOOK_EDITED, hook, actor, fields=sorted(details)), at=now)
    return hook


@transaction.atomic
def rotate_secret(actor: Person, hook: Hook, *, now: datetime) -> str:
    """Another secret, returned once; for a day the old one signs too, so that a receiver can change without a gap."""
    _check_administers(actor)
    row = Hook.objects.select_for_update().get(pk=hook.pk)
    row.generation += 1
    row.rotated_at = now
    row.save(update_fields=["generation", "rotated_at"])
    hook.generation, hook.rotated_at = row.generation, now
    record(events.of_hook(events.WEBHOOK_ROTATED, hook, actor), at=now)
    return secret_of(row.id, row.generation)


@transaction.atomic
def switch(actor: Person, hook: Hook, *, on: bool, now: datetime) -> Hook:
    """Stop telling an address, or tell it again: of what happens from now on. Raises Forbidden."""
    _check_administers(actor)
    if on == (hook.disabled_at is None):
        return hook
    hook.disabled_at = None if on else now
    hook.disabled_by_failing = False
    if on:
        hook.failing_since, hook.failures, hook.rests_until = None, 0, None
        hook.told_up_to = max(hook.told_up_to, _journals_end())
    hook.save(
        update_fields=[
            "disabled_at",
            "disabled_by_failing",
            "failing_since",
            "failures",
            "rests_until",
            "told_up_to",
        ]
    )
    record(events.of_hook(events.WEBHOOK_EDITED, hook, actor, fields=["on" if on else "off"]), at=now)
    return hook


@transaction.atomic
def remove_hook(actor: Person, hook: Hook, *, now: datetime) -> None:
    """Take a webhook away, and its log with it. Raises Forbidden."""
    _check_administers(actor)
    record(events.of_hook(events.WEBHOOK_REMOVED, hook, actor), at=now)
    hook.delete()


def _checked(details: dict[str, Any]) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    for field, value in details.items():
        if field == "address":
            value = str(value).strip()
            target_of(value)
        elif field == "name":
            value = clean_line(str(value))[:LONGEST_NAME]
        elif field == "verbs":
            value = sorted(set(value))
            if not set(value) <= set(known_verbs()):
                _refuse("verbs")
        elif field == "spaces":
            value = sorted(set(value))
            if Space.objects.filter(id__in=value).count() != len(value):
                _refuse("spaces")
        else:
            raise Invalid(_("There is no such field."), fields={field: _("Unknown field.")})
        checked[field] = value
    return checked


def _refuse(field: str) -> None:
    message = _("Choose one of those offered.")
    raise Invalid(message, fields={field: message})


def _journals_end() -> int:
    return Event.objects.aggregate(last=Max("position"))["last"] or 0


def _check_administers(actor: Person) -> None:
    if not actor.is_administrator:
        raise Forbidden(_("This is for the administrators of the organisation."))
