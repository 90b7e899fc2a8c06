"""What is done about a concern: planned with who and until when, then done with what changed."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.ids import uuid7
from cordee.core.text import clean_line
from cordee.improvement import access, events
from cordee.improvement.actions.raising import add_step, said
from cordee.improvement.models import Concern, Measure, Step
from cordee.journal.actions import record
from cordee.paths.models import Version
from cordee.people.models import Person

FARTHEST = timedelta(days=3 * 366)


@transaction.atomic
def plan_measure(
    actor: Person,
    concern: Concern,
    *,
    what: str,
    owner: Person,
    due_on: date,
    now: datetime,
    told: bool = True,
) -> Measure:
    """Say what is done, by whom, until when; who raised it is told unless ``told`` says no.

    Raises Forbidden, Invalid, Conflict.
    """
    concern = Concern.objects.select_for_update().get(pk=concern.pk)
    access.check_keeps(actor, concern)
    if concern.closed_at is not None:
        raise Conflict(_("It is closed: open it again first, with the reason."))
    what = clean_line(what)[:500]
    wrong: dict[str, str] = {}
    if not what:
        wrong["what"] = _("Say what is done.")
    if not now.date() <= due_on <= now.date() + FARTHEST:
        wrong["due_on"] = _("Choose a day from today on, within three years.")
    if not owner.is_active or (owner.is_auditor and not owner.is_administrator):
        wrong["owner"] = _("%(name)s cannot look after it: choose somebody else.") % {"name": owner.name}
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)
    measure = Measure.objects.create(
        id=uuid7(now), concern=concern, what=what, owner=owner, due_on=due_on, made_by=actor, made_at=now
    )
    add_step(concern, Step.What.PLANNED, actor, now=now, words=what, inner=not told)
    fact = _fact(events.MEASURE_PLANNED, measure, concern, actor, owner=owner.id, told=told)
    record(fact, at=now)
    return measure


@transaction.atomic
def finish_measure(
    actor: Person,
    measure: Measure,
    *,
    outcome: str,
    works: str,
    now: datetime,
    version: Version | None = None,
    told: bool = True,
) -> Measure:
    """Say what changed and whether it works. By who was to do it, or who looks after the concern.

    ``version``: the published version of a path that carries the change. Raises Forbidden, Invalid, Conflict.
    """
    concern = Concern.objects.select_for_update().get(pk=measure.concern_id)
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if not (access.keeps(actor, concern) or measure.owner_id == actor.id) or _only_audits(actor):
        raise Forbidden(_("Only who was to do it, or looks after the whole, can say that it is done."))
    if measure.done_at is not None:
        raise Conflict(_("It is done already."))
    outcome = said(outcome, field="outcome")
    if works not in Measure.Works.values:
        message = _("Say whether it works.")
        raise Invalid(message, fields={"works": message})
    if version is not None and version.published_at is None:
        message = _("Choose a version that is published.")
        raise Invalid(message, fields={"version": message})
    measure.outcome, measure.works, measure.version = outcome, works, version
    measure.done_by, measure.done_at = actor, now
    measure.save(update_fields=["outcome", "works", "version", "done_by", "done_at"])
    add_step(concern, Step.What.DONE, actor, now=now, words=outcome, inner=not told)
    fact = _fact(
        events.MEASURE_DONE, measure, concern, actor, works=works, told=told,
        version=version.id if version else None,
    )  # fmt: skip
    record(fact, at=now)
    return measure


def _only_audits(actor: Person) -> bool:
    return actor.is_auditor and not actor.is_administrator


def _fact(verb: str, measure: Measure, concern: Concern, actor: Person, **data: Any) -> Any:
    more = {name: value for name, value in data.items() if value is not None}
    return events.of_concern(verb, concern, actor, measure=measure.id, **more)
