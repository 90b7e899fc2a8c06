"""Certificates: mine, a cohort's, and whether one holds."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.core.legal import legal_lines, signatory_line
from cordee.core.text import formats
from cordee.paths.access import standing
from cordee.paths.actions.certificates import digest_of
from cordee.paths.models import Certificate, Cohort, Enrolment
from cordee.people.models import Person


def certificate_of(code: str) -> Certificate:
    """The certificate of this code, however it is written. One query. Raises Missing."""
    wanted = "".join(letter for letter in code.upper() if letter.isalnum())[:20]
    rows = Certificate.objects.select_related("enrolment__cohort", "issued_by")
    found = rows.filter(code=wanted).first()
    if found is None:
        raise Missing(_("No certificate has this code. Check it letter by letter."))
    return found


def certificate_for(person: Person, code: str) -> Certificate:
    """The certificate, for who it was given to and who looks after their cohort. Three queries. Raises Missing."""
    found = certificate_of(code)
    if found.enrolment is not None and found.enrolment.person_id != person.id:
        where = standing(person, path=found.enrolment.cohort.path_id)
        if not where.watches(found.enrolment.cohort):
            raise Missing(_("No certificate has this code. Check it letter by letter."))
    elif found.enrolment is None and not person.is_administrator:
        raise Missing(_("No certificate has this code. Check it letter by letter."))
    return found


def certificates_of(cohort: Cohort) -> dict[Any, list[Certificate]]:
    """The certificates that hold, by enrolment. One query."""
    found: dict[Any, list[Certificate]] = {}
    for one in Certificate.objects.filter(enrolment__cohort=cohort, revoked_at__isnull=True).order_by("kind"):
        found.setdefault(one.enrolment_id, []).append(one)
    return found


def my_certificates(enrolment: Enrolment) -> list[Certificate]:
    """What a learner was given for this path. One query."""
    return list(Certificate.objects.filter(enrolment=enrolment, revoked_at__isnull=True).order_by("kind"))


def is_intact(certificate: Certificate) -> bool:
    """Whether the record is still the one that was frozen."""
    return digest_of(certificate.record) == certificate.digest


def paper_of(certificate: Certificate, address: str) -> dict[str, Any]:
    """The words of its paper, in the reader's language; the facts are the record's alone."""
    record = certificate.record
    legal = record.get("legal", {})
    language = translation.get_language() or "fr"
    completion = certificate.kind == Certificate.Kind.COMPLETION
    facts = [(_("Cohort:"), record["cohort"]), (_("Dates:"), _dates(record, language))]
    facts.append((_("Planned duration:"), _hours(record["minutes_planned"], language)))
    if not completion:
        facts.append((_("Time at it, as recorded:"), _hours(record["minutes_at_it"], language)))
        if attended := record.get("minutes_attended"):
            facts.append((_("In workshops, as signed:"), _hours(attended, language)))
    done = _("%(done)s of %(count)s") % {"done": record["steps_done"], "count": record["steps_required"]}
    facts.append((_("Required activities done:"), done))
    return {
        "language": language,
        "organisation": record["organisation"],
        "legal": legal_lines(legal),
        "signatory": signatory_line(legal),
        "title": _("Certificate of completion") if completion else "Certificat de réalisation",
        "sentence": _("We certify that"),
        "name": certificate.name,
        "path_sentence": _("has finished the path") if completion else _("has taken the action de formation"),
        "path": record["path"],
        "facts": [[label, value] for label, value in facts],
        "objectives_title": _("Objectives"),
        "objectives": record["objectives"],
        "signed": _("Given on %(day)s by %(name)s, for %(organisation)s.")
        % {
            "day": formats.whole_day(certificate.issued_at.date(), language),
            "name": record["issued_by"],
            "organisation": record["organisation"],
        },
        "verify": _("Anybody can verify this certificate with the code %(code)s at:")
        % {"code": certificate.code},
        "address": address,
        "digest_label": _("Print of its record (SHA-256):"),
        "digest": certificate.digest,
    }


def _dates(record: dict[str, Any], language: str) -> str:
    start, end = record["starts_on"], record["ends_on"]
    begun = formats.whole_day(date.fromisoformat(start), language)
    if not end:
        return _("from %(start)s") % {"start": begun}
    return _("from %(start)s to %(end)s") % {
        "start": begun,
        "end": formats.whole_day(date.fromisoformat(end), language),
    }


def _hours(minutes: int, language: str) -> str:
    return _("%(hours)s h") % {"hours": formats.number(round(minutes / 60, 1), language)}
