"""Seeing whether mail leaves."""

import smtplib

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from cordee.administration.access import check_administers
from cordee.core.queries import organisation
from cordee.people.models import Person


def send_test(actor: Person) -> str:
    """Send a mail to whoever asks; returns why it did not leave, nothing where it did. Raises Forbidden."""
    check_administers(actor)
    subject = _("A test of %(name)s") % {"name": organisation().name}
    text = _("This mail was asked for on the health page. If you read it, mail works.")
    try:
        send_mail(subject, text, None, [actor.email or ""])
    except (OSError, smtplib.SMTPException) as error:
        return str(error)[:200] or type(error).__name__
    return ""
