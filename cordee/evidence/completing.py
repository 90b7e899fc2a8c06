"""What an event alone does not say of a piece: places in cohorts, minutes, delays, and the digests of what it refers to.

Read once for a whole batch, when the piece is made: it says how things stood then.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from cordee.evidence.referred import referred
from cordee.evidence.telling import IN_A_COHORT, WORD_SENT, Draft
from cordee.paths import events as paths
from cordee.paths.models import Activity, Cohort, Enrolment, Progress, Sheet, Staff
from cordee.spaces.models import Post
from cordee.workshops.models import Signature


def completed(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that are evidence, with all that is known of them. A dozen queries at most for a batch."""
    _place_by_space(drafts)
    _place_words([one for one in drafts if one.event.verb == WORD_SENT])
    _find_enrolments(drafts)
    kept = [one for one in drafts if one.enrolment_id or one.event.verb not in IN_A_COHORT]
    by_thing: dict[str, list[Draft]] = defaultdict(list)
    for draft in kept:
        by_thing[draft.thing].append(draft)
    _sign(by_thing["signature"])
    _time([one for one in by_thing["activity"] if one.event.verb == paths.STEP_DONE])
    for kind in ("signature", "work", "certificate", "attachment"):
        _hash(kind, [one for one in by_thing[kind] if one.event.verb != paths.WORK_JUDGED])
    _name_positionings([one for one in by_thing["attempt"] if one.event.verb == paths.ATTEMPT_ENDED])
    _measure(by_thing["reply"])
    return kept


def _by_object(drafts: Iterable[Draft]) -> dict[UUID, list[Draft]]:
    found: dict[UUID, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.object_id:
            found[draft.object_id].append(draft)
    return found


def _place_by_space(drafts: Sequence[Draft]) -> None:
    """What happened in a cohort's own space is of that cohort."""
    lost = [one for one in drafts if one.cohort_id is None and one.space_id and one.event.verb in IN_A_COHORT]
    if not lost:
        return
    found = Cohort.objects.filter(space_id__in={one.space_id for one in lost})
    cohorts: dict[UUID | None, tuple[UUID, UUID]] = {
        space: (cohort, path) for space, cohort, path in found.values_list("space_id", "id", "path_id")
    }
    for draft in lost:
        if place := cohorts.get(draft.space_id):
            draft.cohort_id, draft.path_id = place


def _place_words(drafts: Sequence[Draft]) -> None:
    """A word to somebody who had gone quiet is of the cohort that its writer leads and its reader is in."""
    if not drafts:
        return
    rows = Enrolment.objects.filter(
        person_id__in={one.subject_id for one in drafts},
        cohort__staff__person_id__in={one.author_id for one in drafts},
        waiting_since__isnull=True,
    ).order_by("enrolled_at")
    places: dict[tuple[UUID | None, UUID | None], tuple[UUID, UUID]] = {
        (person, staff): (cohort, path)
        for person, staff, cohort, path in rows.values_list(
            "person_id", "cohort__staff__person_id", "cohort_id", "cohort__path_id"
        )
    }
    for draft in drafts:
        if place := places.get((draft.subject_id, draft.author_id)):
            draft.cohort_id, draft.path_id = place


def _find_enrolments(drafts: Sequence[Draft]) -> None:
    asked = [one for one in drafts if one.cohort_id and one.subject_id]
    if not asked:
        return
    rows = Enrolment.objects.filter(
        cohort_id__in={one.cohort_id for one in asked}, person_id__in={one.subject_id for one in asked}
    )
    places: dict[tuple[UUID | None, UUID | None], UUID] = {
        (cohort, person): identifier
        for identifier, cohort, person in rows.values_list("id", "cohort_id", "person_id")
    }
    for draft in asked:
        draft.enrolment_id = places.get((draft.cohort_id, draft.subject_id))


def _sign(drafts: Sequence[Draft]) -> None:
    drafts_of = _by_object(drafts)
    for row in Signature.objects.filter(id__in=drafts_of) if drafts else ():
        for draft in drafts_of[row.id]:
            draft.facts["minutes"] = row.minutes
            if row.replaces_id:
                draft.facts["replaces"] = str(row.replaces_id)


def _time(drafts: Sequence[Draft]) -> None:
    if not drafts:
        return
    rows = Progress.objects.filter(
        enrolment_id__in={one.enrolment_id for one in drafts}, activity_key__in=_by_object(drafts)
    )
    spent: dict[tuple[UUID | None, UUID | None], int] = {
        (enrolment, key): seconds
        for enrolment, key, seconds in rows.values_list("enrolment_id", "activity_key", "seconds")
    }
    for draft in drafts:
        draft.facts["seconds"] = spent.get((draft.enrolment_id, draft.object_id), 0)


def _hash(kind: str, drafts: Sequence[Draft]) -> None:
    drafts_of = _by_object(drafts)
    for identifier, one in referred(kind, drafts_of).items():
        digest = one.digest
        for draft in drafts_of[identifier]:
            draft.digest = digest


def _name_positionings(drafts: Sequence[Draft]) -> None:
    """A quiz that says what is known already is a positioning."""
    keys = {UUID(one.facts["activity"]) for one in drafts}
    if not keys:
        return
    quizzes = Activity.objects.filter(key__in=keys, kind="quiz").values_list("key", "content")
    known = {str(key) for key, content in quizzes if content.get("known_from")}
    for draft in drafts:
        if draft.facts["activity"] in known:
            draft.kind = "positioning"


def _measure(drafts: Sequence[Draft]) -> None:
    """How long a learner waited for an answer, and whether it came within the delay that the path promises."""
    if not drafts:
        return
    asked = {UUID(one.event.data["post"]) for one in drafts}
    posts = dict(Post.objects.filter(id__in=asked).values_list("id", "created_at"))
    promised = dict(
        Sheet.objects.filter(path_id__in={one.path_id for one in drafts}).values_list(
            "path_id", "helped_within"
        )
    )
    staff = set(
        Staff.objects.filter(
            Q(cohort_id__in={one.cohort_id for one in drafts}),
            person_id__in={one.author_id for one in drafts},
        ).values_list("cohort_id", "person_id")
    )
    usual = int(Sheet._meta.get_field("helped_within").default)
    for draft in drafts:
        draft.facts["by"] = "staff" if (draft.cohort_id, draft.author_id) in staff else "peer"
        draft.facts["post"] = draft.event.data["post"]
        if (since := posts.get(UUID(draft.event.data["post"]))) is None:
            continue
        hours = promised.get(draft.path_id, usual) if draft.path_id else usual
        waited = max(0, int((draft.at - since).total_seconds() // 60))
        draft.facts |= {"minutes": waited, "within": waited <= hours * 60, "promised": hours}
