"""Rebuild what a reader wrote from the whole journal."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cordee.journal.models import Event
from cordee.journal.readers import named, registered, replay


class Command(BaseCommand):
    """``bin/cordee replay READER``."""

    help = "Rebuild a reader's tables from the first event of the journal. Pages show the old rows until it is done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        names = ", ".join(reader.name for reader in registered())
        parser.add_argument("reader", help=f"which reader ({names})")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reader = named(options["reader"])
        except KeyError:
            names = ", ".join(known.name for known in registered())
            raise CommandError(f"There is no reader named “{options['reader']}”. Readers: {names}.") from None
        total = Event.objects.count()

        def progress(done: int) -> None:
            if done % 10_000 < 1_000:
                self.stdout.write(f"  {done:,} of {total:,} events")

        done = replay(reader, progress)
        self.stdout.write(f"{reader.name}: rebuilt from {done:,} events.")
