"""Operations: the administrative file of a cohort."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from cordee.api import shapes
from cordee.api.resources import answers
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas import dossiers as schemas
from cordee.paths import access
from cordee.paths.actions.dossiers import SHARED, set_cohort_dossier, set_dossiers
from cordee.paths.data_views import DOSSIERS
from cordee.paths.models import Enrolment
from cordee.paths.queries.cohorts import cohort_seen
from cordee.paths.queries.dossiers import Holding, cohort_dossier, dossiers_of
from cordee.people.actions.looks import saw_view
from cordee.spaces.views.viewing import actor

router = Router(tags=["Cohorts"])


@router.get(
    "/cohorts/{cohort_id}/dossier", response=answers(schemas.FactsOut), summary="What holds for a cohort"
)
def read_cohort_dossier(request: HttpRequest, cohort_id: UUID) -> Any:
    """For its facilitators, administrators and auditors."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    access.check_reads_dossiers(where, cohort)
    return cohort_dossier(cohort)


@router.patch(
    "/cohorts/{cohort_id}/dossier", response=answers(schemas.FactsOut), summary="Say what holds for a cohort"
)
def patch_cohort_dossier(request: HttpRequest, cohort_id: UUID, sent: schemas.FactsIn) -> Any:
    """For its facilitators: it holds for every learner whose own file is silent."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    set_cohort_dossier(where, cohort, now=timezone.now(), **sent.dict(exclude_unset=True))
    return cohort_dossier(cohort)


@router.get(
    "/cohorts/{cohort_id}/dossiers",
    response=answers(PageOf[schemas.DossierOut]),
    summary="The administrative file of a cohort",
)
def list_dossiers(request: HttpRequest, cohort_id: UUID, after: Text | None = None) -> Any:
    """As the learners came, with what is missing."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    access.check_reads_dossiers(where, cohort)
    saw_view(where.person, DOSSIERS.name, "cohort", cohort.id, timezone.now())
    return shapes.page(dossiers_of(cohort, after), _dossier)


@router.patch(
    "/cohorts/{cohort_id}/dossiers",
    response=answers(PageOf[schemas.DossierOut]),
    summary="The same facts for some learners",
)
def patch_dossiers(request: HttpRequest, cohort_id: UUID, sent: schemas.DossiersIn) -> Any:
    """For the cohort's facilitators; answers the first page."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    access.check_facilitates(where, cohort)
    facts = sent.facts.dict(exclude_unset=True)
    if sent.minutes_done is not None:
        facts["minutes_done"] = sent.minutes_done
    chosen = list(Enrolment.objects.filter(cohort=cohort, id__in=sent.enrolments))
    set_dossiers(where, cohort, chosen, now=timezone.now(), **facts)
    return shapes.page(dossiers_of(cohort), _dossier)


def _dossier(one: Holding) -> dict[str, Any]:
    told = {name: getattr(one.facts, name) for name in (*SHARED, "minutes_done")}
    return told | {
        "enrolment_id": one.enrolment.id,
        "person": one.enrolment.person,
        "own": sorted(one.own),
        "missing": list(one.missing),
    }
