"""Certificates: made of what is known at one moment, which is kept and does not change any more."""

import hashlib
import json
import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, Q, Sum
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.core.legal import legal_record
from cordee.core.queries import organisation
from cordee.core.text import clean_line
from cordee.journal.actions import record as tell
from cordee.paths import access, events
from cordee.paths.models import Activity, Certificate, Day, Enrolment, Progress

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # what cannot be mistaken when it is read aloud
LENGTH = 12


@transaction.atomic
def issue_certificate(
    where: access.Standing, enrolment: Enrolment, kind: str, *, now: datetime
) -> Certificate:
    """Give somebody a certificate; one of a kind that holds is given again. For the facilitators of the cohort.

    Of completion: once everything that is required is done. "Certificat de réalisation" (since 2020, with the invoice):
    of what was done so far, hours included. Raises Forbidden, Conflict, Invalid.
    """
    access.check_facilitates(where, enrolment.cohort)
    if kind not in Certificate.Kind.values:
        raise Invalid(_("Choose one of those offered."), fields={"kind": _("Choose one of those offered.")})
    if kind == Certificate.Kind.COMPLETION and enrolment.completed_at is None:
        raise Conflict(_("%(name)s has not finished the path yet.") % {"name": enrolment.person.name})
    # Holding the learner's row makes two clicks give one certificate.
    Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
    held = Certificate.objects.filter(enrolment=enrolment, kind=kind, revoked_at__isnull=True).first()
    if held is not None:
        return held
    frozen = _record(where, enrolment, now)
    certificate = Certificate.objects.create(
        enrolment=enrolment,
        kind=kind,
        code="".join(secrets.choice(ALPHABET) for _letter in range(LENGTH)),
        name=enrolment.person.name,
        record=frozen,
        digest=digest_of(frozen),
        issued_at=now,
        issued_by=where.person,
    )
    fact = events.of_enrolment(
        events.CERTIFICATE_ISSUED, enrolment, where.person, certificate=str(certificate.id), kind=kind
    )
    tell(fact, at=now)
    return certificate


@transaction.atomic
def revoke_certificate(where: access.Standing, certificate: Certificate, *, why: str, now: datetime) -> None:
    """It does not hold any more, and its verification says so and why. Raises Forbidden, Conflict, Invalid."""
    enrolment = certificate.enrolment
    if enrolment is None:
        raise Conflict(_("This certificate stands alone now: the account behind it is gone."))
    access.check_facilitates(where, enrolment.cohort)
    why = clean_line(why)[:300]
    if not why:
        message = _("Say in a few words why.")
        raise Invalid(message, fields={"why": message})
    if certificate.revoked_at is None:
        certificate.revoked_at, certificate.revoked_why = now, why
        certificate.save(update_fields=["revoked_at", "revoked_why"])
        fact = events.of_enrolment(
            events.CERTIFICATE_REVOKED, enrolment, where.person, certificate=str(certificate.id)
        )
        tell(fact, at=now)


def digest_of(record: dict[str, Any]) -> str:
    """SHA-256 of a record as canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _record(where: access.Standing, enrolment: Enrolment, now: datetime) -> dict[str, Any]:
    version, cohort = enrolment.version, enrolment.cohort
    steps = Activity.objects.filter(version=version)
    required = steps.filter(required=True)
    done = Progress.objects.filter(enrolment=enrolment, done_at__isnull=False)
    days = Day.objects.filter(Q(seconds__gt=0) | Q(attended__gt=0), enrolment=enrolment)
    time = days.aggregate(seconds=Sum("seconds"), attended=Sum("attended"), first=Min("on"), last=Max("on"))
    issuer = organisation()
    return {
        "organisation": issuer.name,
        "legal": legal_record(issuer),
        "person": str(enrolment.person_id),
        "name": enrolment.person.name,
        "path": where.path.title,
        "path_id": str(where.path.id),
        "version": version.number,
        "cohort": cohort.title,
        "starts_on": cohort.starts_on.isoformat(),
        "ends_on": cohort.ends_on.isoformat() if cohort.ends_on else None,
        "first_day": time["first"].isoformat() if time["first"] else None,
        "last_day": time["last"].isoformat() if time["last"] else None,
        "minutes_planned": sum(steps.values_list("minutes", flat=True)),
        "minutes_at_it": round((time["seconds"] or 0) / 60),
        "minutes_attended": round((time["attended"] or 0) / 60),
        "steps_required": required.count(),
        "steps_done": required.filter(key__in=done.values("activity_key")).count(),
        "completed_at": enrolment.completed_at.isoformat() if enrolment.completed_at else None,
        "objectives": list(version.objectives.values_list("text", flat=True)),
        "modality": where.path.sheet.modality if hasattr(where.path, "sheet") else "mixed",
        "issued_at": now.isoformat(),
        "issued_by": where.person.name,
    }
