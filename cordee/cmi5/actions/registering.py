"""Registering somebody for a course, and sparing them a unit."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.cmi5 import events
from cordee.cmi5.actions.hearing import tell_step
from cordee.cmi5.actions.moving import evaluate
from cordee.cmi5.actions.telling import tell_waived
from cordee.cmi5.models import Course, Registration, Standing
from cordee.cmi5.structure import Unit
from cordee.core.errors import Conflict, Invalid
from cordee.journal.actions import record
from cordee.paths.models import Enrolment
from cordee.people.models import Person

REASONS = ("Tested Out", "Equivalent AU", "Equivalent Outside Activity", "Administrative")  # 9.5.5.2


def account_of(actor: dict[str, Any]) -> str:
    """By what the registrations of an actor are found."""
    account = actor["account"]
    return sha256(f"{account['homePage']}\n{account['name']}".encode()).hexdigest()


@transaction.atomic
def register(
    course: Course,
    actor: dict[str, Any],
    *,
    now: datetime,
    identifier: UUID | None = None,
    person: Person | None = None,
    enrolment: Enrolment | None = None,
) -> tuple[Registration, bool]:
    """Register an actor, under an ``identifier`` of the caller's where one is given; whether that is new.

    What asks for nothing is satisfied at once (9.6.1). Raises Conflict where the identifier is another registration's.
    """
    values = {
        "course": course,
        "actor": actor,
        "account": account_of(actor),
        "person": person,
        "enrolment": enrolment,
        "at": now,
    }
    registration, made = Registration.objects.get_or_create(id=identifier or uuid4(), defaults=values)
    if registration.course_id != course.id or registration.account != values["account"]:
        raise Conflict(_("This registration is of another course, or of somebody else."))
    if made:
        evaluate(registration, course.read, uuid4(), None, now=now)
    return registration, made


@transaction.atomic
def waive(
    registration: Registration,
    unit: Unit,
    reason: str,
    *,
    by: Person | None = None,
    now: datetime,
    moves_step: bool = True,
) -> bool:
    """Spare somebody a unit, once; whether it was not spared before. Raises Invalid.

    ``moves_step``: the step of a path that it is, is done by that; else who asks sees to it.
    """
    if reason not in REASONS:
        message = _("The reason is one of: %s") % ", ".join(REASONS)
        raise Invalid(message, fields={"reason": message})
    registration = Registration.objects.select_for_update().get(pk=registration.pk)
    standing, _made = Standing.objects.get_or_create(registration=registration, unit=unit.key)
    if standing.waived_at is not None:
        return False
    standing.waived_at = now
    standing.save(update_fields=["waived_at"])
    session = uuid4()
    tell_waived(registration, unit, reason, session, now=now)
    evaluate(registration, registration.course.read, session, unit, now=now)
    if moves_step:
        tell_step(registration, unit.key, {"waived"}, standing, now=now)
    record(events.waived(registration, unit, reason, by), at=now)
    return True
