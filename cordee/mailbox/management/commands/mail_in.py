"""``bin/cordee mail-in``: take mail on the address of CORDEE_MAIL_IN."""

import asyncio
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cordee.mailbox.receiving import place, receive


class Command(BaseCommand):
    """``bin/run`` starts it by itself where CORDEE_MAIL_IN is set; this is for another machine."""

    help = "Take replies by mail and mail that came back, on the address of CORDEE_MAIL_IN, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAIL_IN:
            raise CommandError("Name the address to listen on: CORDEE_MAIL_IN=127.0.0.1:2525 (docs/mail.md).")
        try:
            place(settings.MAIL_IN)
        except ValueError as error:
            raise CommandError(f"CORDEE_MAIL_IN is {error}") from error
        asyncio.run(receive(settings.MAIL_IN))
