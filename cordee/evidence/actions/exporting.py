"""Taking evidence away: who took what is told to the journal."""

from datetime import datetime
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.queries import organisation
from cordee.evidence import access, events
from cordee.evidence.exporting import Made, write_evidence
from cordee.evidence.scope import Scope
from cordee.journal.actions import record
from cordee.paths.models import Cohort, Path
from cordee.people.models import Person


@transaction.atomic
def export_evidence(actor: Person, scope: Scope, out: IO[bytes], *, with_files: bool, now: datetime) -> Made:
    """Write the file of a scope for somebody. Raises Forbidden."""
    access.check_takes(actor, scope)
    made = write_evidence(scope, out, title=title_of(scope), with_files=with_files, now=now)
    record(events.exported(organisation(), actor, scope, made.pieces), at=now)
    return made


def title_of(scope: Scope) -> str:
    """What a file is called: its paths or cohorts. Two queries at most."""
    titles = (
        list(Path.objects.filter(id__in=scope.paths).values_list("title", flat=True)) if scope.paths else []
    )
    if scope.cohorts:
        titles += Cohort.objects.filter(id__in=scope.cohorts).values_list("title", flat=True)
    return _("Evidence") + (f" · {', '.join(titles)[:200]}" if titles else "")
