"""Bringing a piece by hand: what the platform cannot see by itself (a call, a need, an arrangement)."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden, Invalid, Missing
from cordee.core.text import clean
from cordee.evidence import access, events
from cordee.evidence.kinds import by_hand
from cordee.evidence.models import Attachment
from cordee.evidence.referred import of_attachment
from cordee.journal.actions import record
from cordee.media.actions import store_attachment
from cordee.paths.models import Cohort, Enrolment
from cordee.people.models import Person

LONGEST = 4_000


@transaction.atomic
def attach_evidence(
    actor: Person,
    *,
    kind: str,
    cohort: Cohort | None,
    enrolment: Enrolment | None = None,
    note: str = "",
    upload: UploadedFile | None = None,
    happened_at: datetime,
    now: datetime,
) -> Attachment:
    """Bring words, a file or both. About a cohort: by its staff; about the whole organisation: by who manages training.

    The piece seals their SHA-256; words and file stay here, for who reads the piece. Raises Forbidden, Invalid, Missing.
    """
    allowed = access.brings_to(actor, cohort.id) if cohort else actor.manages_training
    if not allowed:
        raise Forbidden(_("Pieces about a cohort are brought by its facilitators and tutors."))
    if enrolment is not None and (cohort is None or enrolment.cohort_id != cohort.id):
        raise Missing(_("This person is not in the cohort."))
    note = clean(note)
    wrong: dict[str, str] = {}
    if kind not in {one.name for one in by_hand()}:
        wrong["kind"] = _("Choose one of those offered.")
    if len(note) > LONGEST:
        wrong["note"] = _("At most %(most)s characters: put the rest into a file.") % {"most": LONGEST}
    elif not note and upload is None:
        wrong["note"] = _("Say what happened, or bring a file.")
    if happened_at > now:
        wrong["on"] = _("Evidence is of what has happened: choose a day that is past.")
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)
    file = store_attachment(actor, upload, now=now) if upload else None
    if file is not None:  # handed out by the page of its piece alone
        file.withheld = True
        file.save(update_fields=["withheld"])
    row = Attachment.objects.create(
        kind=kind,
        path=cohort.path if cohort else None,
        cohort=cohort,
        enrolment=enrolment,
        note=note,
        file=file,
        digest=of_attachment(note, file).digest,
        happened_at=happened_at,
        by=actor,
        at=now,
    )
    record(events.of_attachment(row), at=happened_at)
    return row
