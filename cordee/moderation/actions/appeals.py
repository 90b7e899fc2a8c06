"""Asking for a decision to be looked at again, and answering."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Missing
from cordee.core.ids import uuid7
from cordee.journal.actions import record
from cordee.moderation import events
from cordee.moderation.actions.decisions import LONGEST_REASON, lift
from cordee.moderation.actions.log import note
from cordee.moderation.actions.reports import said
from cordee.moderation.models import Appeal, Decision
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.actions import removals
from cordee.spaces.models import Membership, Removal

LONGEST_APPEAL = 2000


@transaction.atomic
def appeal(actor: Person, decision: Decision, *, words: str, now: datetime) -> Appeal:
    """By the person concerned, once a decision; who is suspended may too. Raises Missing, Invalid, Conflict."""
    if decision.person_id != actor.id:
        raise Missing(_("There is no such decision, or it does not concern you."))
    words = said(words, "words", LONGEST_APPEAL)
    try:
        with transaction.atomic():
            made = Appeal.objects.create(id=uuid7(now), decision=decision, words=words, at=now)
    except IntegrityError:
        raise Conflict(_("You have appealed against this decision already.")) from None
    note("appealed", actor, now=now, person=actor.id, space=decision.space_id)
    record(
        events.of(
            events.APPEAL_MADE, made.id, actor, decision.space_id, person=actor.id, decision=decision.id,
            decided_by=decision.by_id,
        ),
        at=now,
    )  # fmt: skip
    return made


@transaction.atomic
def decide_appeal(actor: Person, made: Appeal, *, upheld: bool, answer: str, now: datetime) -> None:
    """The decision stands, or is taken back: the text is shown again, the suspension ends.

    By another moderator than the first where there is one. Raises Missing, Forbidden, Invalid, Conflict.
    """
    made = Appeal.objects.select_for_update(of=("self",)).select_related("decision__space").get(pk=made.pk)
    decision = made.decision
    who = access.viewer(actor)
    _check_judges(who, decision)
    if made.upheld is not None:
        raise Conflict(_("Somebody has answered this appeal meanwhile."))
    answer = said(answer, "answer", LONGEST_REASON)
    made.upheld, made.answer, made.by, made.decided_at = upheld, answer, actor, now
    made.save()
    note(
        "appeal-upheld" if upheld else "appeal-granted",
        actor,
        now=now,
        person=decision.person_id,
        space=decision.space_id,
        reason=answer,
    )
    record(
        events.of(
            events.APPEAL_DECIDED, made.id, actor, decision.space_id, person=decision.person_id,
            decision=decision.id, upheld=upheld,
        ),
        at=now,
    )  # fmt: skip
    if upheld:
        return
    if decision.what == Decision.What.SUSPENDED and decision.ended_at is None:
        lift(actor, decision, now=now)
    text = decision.comment or decision.post
    if decision.what == Decision.What.HIDDEN and text:
        hidden = Removal.objects.filter(**removals.named(text), why=Removal.Why.HIDDEN).first()
        if hidden:
            removals.put_back(actor, text, hidden, now)
            note("shown", actor, now=now, text=text)


def _check_judges(who: access.Viewer, decision: Decision) -> None:
    actor = who.person
    keeps = decision.space is not None and who.facilitates(decision.space)
    if not (actor.is_administrator or keeps):
        raise Missing(_("There is no such appeal, or it is not yours to answer."))
    if decision.person_id == actor.id:
        raise Forbidden(_("One does not answer one's own appeal."))
    if decision.what == Decision.What.SUSPENDED and not actor.is_administrator:
        raise Forbidden(_("Only an administrator answers an appeal against a suspension."))
    if decision.by_id == actor.id and others_judge(decision):
        raise Forbidden(_("You decided this: somebody else should look at it."))


def others_judge(decision: Decision) -> bool:
    """Whether somebody else than who decided may answer an appeal. Two queries at most."""
    here = Person.objects.filter(is_active=True).exclude(pk__in=[decision.by_id, decision.person_id])
    if here.filter(is_administrator=True).exists():
        return True
    keepers = Membership.objects.filter(space=decision.space_id, role=Membership.Role.FACILITATOR)
    return (
        decision.what != Decision.What.SUSPENDED
        and here.filter(is_auditor=False, id__in=keepers.values("person_id")).exists()
    )
