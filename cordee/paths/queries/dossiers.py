"""The administrative file of a cohort: what each enrolment says, and what holds for all."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cordee.core import pages
from cordee.core.pages import Page
from cordee.paths.actions.dossiers import SHARED
from cordee.paths.models import Cohort, CohortDossier, Dossier, Enrolment

PAGE = 100
ASKED = {
    "category": _("category"),
    "funder": _("funder"),
    "objective": _("objective"),
    "nsf": _("specialty (NSF)"),
    "modality": _("modality"),
    "minutes_planned": _("hours planned"),
}


@dataclass(frozen=True)
class Holding:
    """An enrolment with the facts that hold for it: its own, else its cohort's. ``missing``: what nobody said."""

    enrolment: Enrolment
    facts: Dossier
    own: frozenset[str]
    missing: tuple[str, ...]


def cohort_dossier(cohort: Cohort) -> CohortDossier:
    """What holds for all; an empty one where nothing was said. One query."""
    found = CohortDossier.objects.filter(cohort=cohort).first()
    return found or CohortDossier(cohort=cohort)


def holding(enrolment: Enrolment, own: Dossier | None, shared: CohortDossier | None) -> Holding:
    """What holds for an enrolment. Pure."""
    facts = Dossier(enrolment=enrolment)
    said = set()
    for name in SHARED:
        mine = getattr(own, name) if own else None
        if mine not in (None, ""):
            said.add(name)
        value = mine if mine not in (None, "") else getattr(shared, name, None)
        if value is not None:
            setattr(facts, name, value)
    facts.minutes_done = own.minutes_done if own else None
    missing = tuple(name for name in ASKED if getattr(facts, name) in (None, ""))
    return Holding(enrolment, facts, frozenset(said), missing)


def dossiers_of(cohort: Cohort, cursor: str | None = None, size: int = PAGE) -> Page[Holding]:
    """The enrolments of a cohort with what holds for each, as they came; who left stands there too. Two queries."""
    shared = cohort_dossier(cohort)
    rows = Enrolment.objects.filter(cohort=cohort, waiting_since=None).select_related("person", "dossier")
    if cursor:
        (last,) = pages.decode(cursor, UUID)
        rows = rows.filter(id__gt=last)
    found = [holding(one, getattr(one, "dossier", None), shared) for one in rows.order_by("id")[: size + 1]]
    return pages.cut(found, size, lambda one: (one.enrolment.id,))
