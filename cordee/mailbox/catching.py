"""Where mail goes that cannot leave: in a demo to the box of whom it is for, elsewhere to the log."""

from collections.abc import Sequence
from email.utils import parseaddr

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.console import EmailBackend as Log
from django.utils import timezone

from cordee.core.queries import organisation
from cordee.core.text import clean, clean_line
from cordee.mailbox.models import Caught

A_BOX, ALL = 60, 3_000  # mails that are kept: of one address, and of the demo
LONGEST = 500_000


class Catcher(BaseEmailBackend):
    """Django's way of sending, for an installation without a mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep each mail for each of its recipients; returns how many mails that were."""
        if not organisation().is_demo:
            return Log().send_messages(email_messages) or 0
        for mail in email_messages:
            rows = [_caught(mail, parseaddr(address)[1].lower()) for address in mail.recipients()]
            Caught.objects.bulk_create(rows)
            for row in rows:
                _bound(row.to)
        return len(email_messages)


def _caught(mail: EmailMessage, to: str) -> Caught:
    html = ""
    if isinstance(mail, EmailMultiAlternatives):
        html = next((str(one[0]) for one in mail.alternatives if one[1] == "text/html"), "")
    headers = {name.lower(): str(value) for name, value in mail.extra_headers.items()}
    return Caught(
        to=to[:254],
        sender=clean_line(headers.get("from", mail.from_email))[:320],
        answer_to=clean_line((mail.reply_to or [headers.get("reply-to", "")])[0])[:320],
        subject=clean_line(str(mail.subject))[:300],
        message_id=clean_line(headers.get("message-id", ""))[:250],
        text=clean(str(mail.body))[:LONGEST],
        html=html.replace("\x00", "")[:LONGEST],
        at=timezone.now(),
    )


def _bound(to: str) -> None:
    """The oldest go."""
    for rows, most in ((Caught.objects.filter(to=to), A_BOX), (Caught.objects.all(), ALL)):
        last = rows.order_by("-id").values_list("id", flat=True)[most : most + 1].first()
        if last:
            rows.filter(id__lte=last).delete()
