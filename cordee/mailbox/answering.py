"""What is answered to who wrote: a few kind lines that say what to do, with their own words given back."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.core.queries import organisation
from cordee.mailbox.models import Received
from cordee.notifications.addresses import bounce_address
from cordee.people.models import Person

PAUSE = timedelta(hours=1)  # between two answers to one person that say no
ALWAYS = "posted"  # a notice that something was published in one's name is never left out


def write(received_id: UUID, *, now: datetime) -> None:
    """Send the answer that waits, if any. Raises OSError, SMTPException: it waits on."""
    row = Received.objects.select_related("person").filter(id=received_id).exclude(answer="").first()
    if row is None or row.person is None or not row.person.email or not _may_write(row, row.person, now):
        return
    with translation.override(row.person.language):
        mail = _written(row, row.person, now)
    mail.send()
    row.answer = row.said = row.words = ""
    row.save(update_fields=["answer", "said", "words"])


@transaction.atomic
def _may_write(row: Received, person: Person, now: datetime) -> bool:
    """Whether this answer leaves: marks it so, that two workers do not both find that it may."""
    Person.objects.select_for_update().get(pk=person.pk)
    if row.answered_at is None and row.answer != ALWAYS:
        lately = Received.objects.filter(person=row.person, answered_at__gt=now - PAUSE)
        if lately.exclude(id=row.id).exclude(state=Received.State.POSTED).exists():
            Received.objects.filter(id=row.id).update(answer="", said="", words="")
            return False
    if row.answered_at is None:
        row.answered_at = now
        row.save(update_fields=["answered_at"])
    return True


def _written(row: Received, person: Person, now: datetime) -> EmailMessage:
    subject = {
        "posted": _("Your reply is in the conversation"),
        "elsewhere": _("Somebody tried to answer in your name"),
    }.get(row.answer, _("Your reply was not published"))
    context = {
        "answer": row.answer,
        "someone": person,
        "organisation": organisation(),
        "said": row.said,
        "words": row.words,
        "link": settings.SITE_ADDRESS + row.place if row.place else "",
    }
    text = render_to_string("mailbox/answer.txt", context)
    headers = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": f"<{row.id}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>') or 'cordee'}>",
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "All",
    }
    if row.message_id and row.answer != "elsewhere":  # that one answers a message which they did not write
        headers |= {"In-Reply-To": row.message_id, "References": row.message_id}
    # The envelope's sender: a mail of ours that cannot be delivered is counted like any other.
    envelope = bounce_address(person.id, person.email or "", now=now)
    return EmailMessage(subject, text, envelope, [person.email or ""], headers=headers)
