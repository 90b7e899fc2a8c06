"""By mail."""

import smtplib
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cordee.notifications.channels.contract import Channel, Down, Outcome, Parcel, Result
from cordee.notifications.models import Pace, Unreachable
from cordee.people.models import Person

FOR_GOOD = 500  # answers of a server from here on are final


class Email(Channel):
    """One message a person and moment, by the mail server of the installation."""

    name = "email"
    label = _("E-mail")
    icon = "mail"
    order = 10
    defaults = MappingProxyType(
        {
            "answers": Pace.ONCE,
            "mentions": Pace.ONCE,
            "asked": Pace.ONCE,
            "learning": Pace.ONCE,
            "keeping": Pace.ONCE,
            "talks": Pace.WEEKLY,
            "spaces": Pace.WEEKLY,
            "thanks": Pace.WEEKLY,
        }
    )

    def reached(self, people: Collection[UUID]) -> dict[UUID, str]:
        """Who has an address that messages did not come back from. Two queries."""
        rows = Person.objects.filter(id__in=people, is_active=True).exclude(email=None)
        dead = dict(
            Unreachable.objects.filter(channel=self.name, person_id__in=people).values_list(
                "person_id", "address"
            )
        )
        return {
            person: address
            for person, address in rows.values_list("id", "email")
            if address and dead.get(person) != address
        }

    def send(self, parcels: Sequence[Parcel], *, now: datetime) -> Iterator[Result]:
        """Over one connection."""
        connection = get_connection()
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise Down(str(error)) from error
        try:
            for parcel in parcels:
                with translation.override(parcel.person.language):
                    mail = _written(parcel)
                mail.connection = connection
                try:
                    mail.send()
                except smtplib.SMTPRecipientsRefused as refusal:
                    code, said = next(iter(refusal.recipients.values()))
                    outcome = Outcome.GONE if code >= FOR_GOOD else Outcome.LATER
                    yield Result(parcel, outcome, f"{code} {said!r}")
                except (OSError, smtplib.SMTPException) as error:
                    raise Down(str(error)) from error
                else:
                    yield Result(parcel, Outcome.SENT)
        finally:
            connection.close()


def _written(parcel: Parcel) -> EmailMessage:
    said = [parcel.words(line) for line in parcel.lines]
    body = "\n\n".join(
        f"{words}\n{parcel.title(line)}" for words, line in zip(said, parcel.lines, strict=True)
    )
    return EmailMessage(said[0], body, to=[parcel.person.email or ""])


CHANNELS = [Email()]
