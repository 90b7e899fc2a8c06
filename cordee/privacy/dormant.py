"""Accounts that nobody comes in with: announced by mail, deleted only when that mail has left and nobody came."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.core.mail import send_mail
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.api.models import Token
from cordee.core.queries import organisation
from cordee.people.models import Person
from cordee.privacy.actions import stay
from cordee.privacy.models import Departure

NOTICE = timedelta(days=30)


def dormant(before: datetime) -> QuerySet[Person]:
    """Who has an address and gave no sign of life since: no sign-in, no device, no token used. Administrators stay."""
    seen = UserSession.objects.filter(user=OuterRef("pk"), last_seen_at__gte=before)
    used = Token.objects.filter(person=OuterRef("pk"), last_used_at__gte=before)
    away = Q(last_login__lt=before) | Q(last_login=None, joined_at__lt=before)
    people = Person.objects.filter(away, is_active=True, is_administrator=False, departure=None)
    return people.exclude(email=None).exclude(Exists(seen)).exclude(Exists(used))


def tell(departure: Departure, *, now: datetime) -> None:
    """Write to somebody that their account goes; the thirty days count from here. Raises OSError, SMTPException."""
    person, due = departure.person, now + NOTICE
    with translation.override(person.language):
        here = organisation()
        context = {"someone": person, "organisation": here, "due": due}
        text = render_to_string("privacy/announcement.txt", context)
        send_mail(
            _("Your account at %(organisation)s") % {"organisation": here.name},
            text,
            None,
            [person.email or ""],
        )
    departure.told_at, departure.due_at = now, due
    departure.save(update_fields=["told_at", "due_at"])


def came_back(person: Person, *, now: datetime) -> None:
    """A sign-in takes the announcement back; what somebody asked for themselves stands."""
    if Departure.objects.filter(person=person, by=None).exists():
        stay(person, now=now)
