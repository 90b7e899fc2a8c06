"""Asking to be forgotten, changing one's mind, and being forgotten."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.api.models import KeptAnswer, Token
from cordee.asks.actions.leaving import forget_asked
from cordee.circulation.actions import forget_carrier
from cordee.cmi5.actions.forgetting import forget_registered
from cordee.core.errors import Conflict, TooFast
from cordee.core.models import Organisation
from cordee.core.queries import organisation
from cordee.evidence.actions.forgetting import forget_evidence
from cordee.improvement.actions.forgetting import forget_concerns_of
from cordee.insights.disclosure.models import TakenFigure
from cordee.insights.mailing.models import Mailing
from cordee.journal.actions import Fact, record
from cordee.mailbox.actions.forgetting import forget_mail_of
from cordee.notifications.actions.reaching import forget_told
from cordee.people.actions.leaving import check_not_last_administrator, forget_person
from cordee.people.models import DataLook, Person
from cordee.privacy.models import Departure
from cordee.recommendations.actions import forget_shown
from cordee.records.actions.forgetting import forget_recorded
from cordee.spaces.actions.leaving import forget_author

THOUGHT_OVER = timedelta(days=14)
BETWEEN_EXPORTS = timedelta(minutes=2)
DEPARTURE_ASKED, DEPARTURE_TAKEN_BACK = "departure.asked", "departure.taken-back"


@transaction.atomic
def ask_to_leave(person: Person, *, by: Person, now: datetime) -> Departure:
    """The account is deleted in two weeks unless that is taken back. Raises Conflict for the last administrator."""
    check_not_last_administrator(person)
    departure, made = Departure.objects.get_or_create(
        person=person, defaults={"by": by, "asked_at": now, "due_at": now + THOUGHT_OVER}
    )
    if made:
        record(Fact(DEPARTURE_ASKED, person.id, actor_id=by.id), at=now)
    return departure


@transaction.atomic
def stay(person: Person, *, now: datetime) -> None:
    """Take it back; nothing happens when nothing was asked."""
    if Departure.objects.filter(person=person).delete()[0]:
        record(Fact(DEPARTURE_TAKEN_BACK, person.id, actor_id=person.id), at=now)


@transaction.atomic
def leave(departure: Departure, *, now: datetime) -> None:
    """Forget somebody, in all rooms, as the organisation chose and told them. Raises Conflict."""
    person, by = departure.person, departure.by
    removed = organisation().on_leaving == Organisation.Leaving.REMOVED
    forget_author(person, remove=removed, now=now)
    forget_concerns_of(person, now=now)
    forget_asked(person, now=now)
    forget_shown(person)
    Token.objects.filter(person=person).delete()
    KeptAnswer.objects.filter(person=person).delete()
    forget_told(person.id)
    forget_mail_of(person)
    forget_recorded(person, remove=removed)
    forget_evidence(person.id)
    forget_carrier(person)
    forget_registered(person)
    Mailing.objects.filter(person=person).delete()
    TakenFigure.objects.filter(person=person).delete()
    departure.delete()
    forget_person(person, by=by, now=now)


def leave_all_due(now: datetime) -> int:
    """Forget everyone whose two weeks are over; returns how many. One who cannot go yet does not stop the others."""
    done = 0
    # Whom no mail has reached yet was not announced: they stay.
    due = Departure.objects.filter(due_at__lte=now).exclude(by=None, told_at=None)
    for departure in due.select_related("person", "by").order_by("due_at"):
        try:
            leave(departure, now=now)
        except Conflict:
            continue
        done += 1
    return done


def note_export(person: Person, *, now: datetime) -> None:
    """All data of somebody is about to be handed out, to themselves. Raises TooFast."""
    last = DataLook.objects.filter(subject=person, what=DataLook.What.EXPORT).order_by("-id").first()
    if last and now - last.at < BETWEEN_EXPORTS:
        wait = BETWEEN_EXPORTS - (now - last.at)
        raise TooFast(
            _("Your data was prepared a moment ago. Try again in two minutes."),
            retry_after=int(wait.total_seconds()) + 1,
        )
    DataLook.objects.create(subject=person, viewer=person, what=DataLook.What.EXPORT, at=now)
