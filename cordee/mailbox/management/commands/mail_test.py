"""``bin/cordee mail-test ADDRESS``: send one mail, and say what happened."""

import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.core.queries import organisation
from cordee.notifications.addresses import works


class Command(BaseCommand):
    """Says each step, in words that a mail server's administrator knows."""

    help = "Send one mail to ADDRESS through the mail server of this installation, and say what happened."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", metavar="ADDRESS", help="whom to write to: yourself")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        if not settings.MAIL_LEAVES:
            raise CommandError("No mail leaves: name a server with CORDEE_SMTP_HOST (docs/mail.md).")
        where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        with translation.override(organisation().language):
            subject = _("A test of %(name)s") % {"name": organisation().name}
            text = _("If you read this, mail leaves from here.")
        headers = {"Auto-Submitted": "auto-generated"}
        try:
            mail = EmailMessage(
                subject, text, to=[address], headers=headers, connection=get_connection(timeout=20)
            )
            mail.send()
        except smtplib.SMTPAuthenticationError as error:
            raise CommandError(
                f"{where} refused the name or the password (CORDEE_SMTP_USER, CORDEE_SMTP_PASSWORD): "
                f"{_said(error)}"
            ) from error
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise CommandError(f"{where} does not take mail for {address}: {code} {_text(said)}") from error
        except smtplib.SMTPSenderRefused as error:
            raise CommandError(
                f"{where} does not take mail from {settings.DEFAULT_FROM_EMAIL} (CORDEE_MAIL_FROM): {_said(error)}"
            ) from error
        except smtplib.SMTPResponseException as error:
            raise CommandError(f"{where} refused: {_said(error)}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise CommandError(
                f"{where} cannot be used (CORDEE_SMTP_HOST, CORDEE_SMTP_PORT, CORDEE_SMTP_TLS): {error}"
            ) from error
        print(f"{where} took a mail from {settings.DEFAULT_FROM_EMAIL} for {address}.")
        print("Look whether it arrived, and not among the unwanted: docs/mail.md says what SPF and DKIM do.")
        if works():
            print(
                f"Answers come in at {settings.REPLY_ADDRESS}, by {settings.MAIL_IN or 'reading a mailbox'}."
            )
        else:
            print("Answers by mail are not set up: CORDEE_REPLY_ADDRESS (docs/mail.md).")


def _said(error: smtplib.SMTPResponseException) -> str:
    return f"{error.smtp_code} {_text(error.smtp_error)}"


def _text(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())[:300]
