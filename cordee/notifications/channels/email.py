"""By mail."""

import smtplib
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext_lazy as _

from cordee.core.queries import organisation
from cordee.notifications.channels.contract import Channel, Down, Outcome, Parcel, Result
from cordee.notifications.mail.bodies import bodies_of
from cordee.notifications.mail.writing import written
from cordee.notifications.models import Pace, Unreachable
from cordee.people.models import Person

CATCHER = "cordee.mailbox.catching.Catcher"  # where mails go while there is no server
FOR_GOOD = 500  # answers of a server from here on are final
PATIENCE = 3  # connections that break one after the other


class Email(Channel):
    """One message a person and moment, by the mail server of the installation."""

    name = "email"
    label = _("E-mail")
    icon = "send"
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

    def works(self) -> bool:
        """Whether an operator named a mail server, or this is a demo, which keeps mails for whom they are."""
        return settings.EMAIL_BACKEND != CATCHER or organisation().is_demo

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
        """Over one connection, opened again where it breaks; several breaks in a row, and the server counts as down."""
        bodies = bodies_of(line for parcel in parcels for line in parcel.lines)
        server, breaks = _connected(), 0
        try:
            for parcel in parcels:
                mail = written(parcel, bodies, now=now)
                mail.connection = server
                try:
                    mail.send()
                except smtplib.SMTPRecipientsRefused as refusal:
                    code, said = next(iter(refusal.recipients.values()))
                    outcome = Outcome.GONE if code >= FOR_GOOD else Outcome.LATER
                    yield Result(parcel, outcome, f"{code} {said!r}")
                except smtplib.SMTPDataError as refusal:  # of this text: the address is well
                    yield Result(parcel, Outcome.LATER, f"{refusal.smtp_code} {refusal.smtp_error!r}")
                except smtplib.SMTPSenderRefused as refusal:  # whatever we send
                    raise Down(str(refusal)) from refusal
                except (OSError, smtplib.SMTPException) as error:
                    breaks += 1
                    if breaks == PATIENCE:
                        raise Down(str(error)) from error
                    yield Result(parcel, Outcome.LATER, f"{type(error).__name__}: {error}")
                    server.close()
                    server = _connected()
                else:
                    breaks = 0
                    yield Result(parcel, Outcome.SENT)
        finally:
            server.close()


def _connected() -> BaseEmailBackend:
    """The mail server. Raises Down."""
    server: BaseEmailBackend = get_connection()
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        raise Down(f"{type(error).__name__}: {error}") from error
    return server


CHANNELS = [Email()]
