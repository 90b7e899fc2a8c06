"""Making, changing and taking away forwardings. For administrators."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.addresses import target_of
from cordee.core.errors import Conflict, Invalid
from cordee.core.sealing import seal
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.records import events
from cordee.records.access import check_administers
from cordee.records.actions.families import remember_family
from cordee.records.actions.references import settled
from cordee.records.forwarding.delivering import SEALED
from cordee.records.models import Forwarding
from cordee.records.positions import from_moment
from cordee.records.refusals import Bad
from cordee.records.validation.values import iri

MOST = 20


@transaction.atomic
def make_forwarding(
    actor: Person, *, password: str, whole: bool, now: datetime, **details: Any
) -> Forwarding:
    """Pass statements on to another store: with ``whole`` also those that are stored already, else from now on.

    ``details`` are name, address, version, user, family and verb. Raises Forbidden, Invalid, Conflict.
    """
    check_administers(actor)
    if Forwarding.objects.count() >= MOST:
        raise Conflict(_("There are %(limit)s already: take one away first.") % {"limit": MOST})
    checked = _checked(details)
    if not password:
        raise Invalid("", fields={"password": _("The other store asks for a user and a password.")})
    if checked["family"]:
        remember_family(checked["family"])
    forwarding = Forwarding.objects.create(
        sealed=seal(SEALED, password),
        position=0 if whole else from_moment(settled()) - 1,
        made_by=actor,
        made_at=now,
        **checked,
    )
    record(events.of_forwarding(events.FORWARDING_MADE, forwarding, actor), at=now)
    return forwarding


@transaction.atomic
def edit_forwarding(
    actor: Person, forwarding: Forwarding, *, now: datetime, password: str = "", **details: Any
) -> Forwarding:
    """Change it; an empty password leaves the one that is kept, never for another address. Raises Forbidden, Invalid."""
    check_administers(actor)
    checked = _checked(details)
    if not password and checked["address"] != forwarding.address:
        raise Invalid("", fields={"password": _("Another address: give its password too.")})
    if checked["family"]:
        remember_family(checked["family"])
    for name, value in checked.items():
        setattr(forwarding, name, value)
    if password:
        forwarding.sealed = seal(SEALED, password)
    forwarding.due_at = None
    forwarding.save(update_fields=[*checked, "sealed", "due_at"])
    record(events.of_forwarding(events.FORWARDING_CHANGED, forwarding, actor), at=now)
    return forwarding


@transaction.atomic
def switch_forwarding(actor: Person, forwarding: Forwarding, *, on: bool, now: datetime) -> None:
    """Stop it, or go on: with what came meanwhile too. Raises Forbidden."""
    check_administers(actor)
    Forwarding.objects.filter(pk=forwarding.pk).update(
        disabled_at=None if on else now,
        disabled_by_failing=False,
        failing_since=None,
        failures=0,
        due_at=None,
        trouble="",
    )
    record(events.of_forwarding(events.FORWARDING_CHANGED, forwarding, actor), at=now)


@transaction.atomic
def remove_forwarding(actor: Person, forwarding: Forwarding, *, now: datetime) -> None:
    """Take it away with what was set aside. What was passed on stays where it is. Raises Forbidden."""
    check_administers(actor)
    record(events.of_forwarding(events.FORWARDING_REMOVED, forwarding, actor), at=now)
    forwarding.delete()


def _checked(details: dict[str, Any]) -> dict[str, Any]:
    checked = {
        name: clean_line(str(details[name])).strip() for name in ("name", "address", "version", "user")
    }
    wrong: dict[str, str] = {}
    if not checked["name"]:
        wrong["name"] = _("Say what it is for, so that you know it again.")
    try:
        target_of(checked["address"])
    except Invalid as refusal:
        wrong["address"] = refusal.message
    if checked["version"] not in Forwarding.Version.values:
        wrong["version"] = _("Choose one of those offered.")
    if not checked["user"] or ":" in checked["user"]:
        wrong["user"] = _("The other store asks for a user and a password.")
    for name in ("family", "verb"):
        checked[name] = str(details.get(name, "")).strip()
        try:
            if checked[name]:
                iri(checked[name], name)
        except Bad:
            wrong[name] = _("This is the beginning of an address: https:// and more.")
    for name, most in (("name", 80), ("user", 200), ("family", 500), ("verb", 500)):
        if len(checked[name]) > most:
            wrong[name] = _("At most %(count)s characters.") % {"count": most}
    if wrong:
        raise Invalid("", fields=wrong)
    return checked
