"""Bring a community's archive into a space."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from cordee.core.errors import Refusal
from cordee.interop.community.reading import BadArchive
from cordee.interop.community.taking import Report, take
from cordee.journal.readers import catch_up
from cordee.people.models import Person
from cordee.spaces.actions.spaces import open_space
from cordee.spaces.models import Space

SOME_REFUSED, NOTHING_TAKEN, INTERRUPTED = 1, 2, 130


class Command(BaseCommand):
    """``bin/cordee import-community FILE --space NAME``."""

    help = (
        "Bring a community's archive (JSON lines, gzipped or plain, one thread a line) into a space. Authors become "
        "people who cannot sign in until they are invited. It can be interrupted and run again: nothing is doubled. "
        "Exit codes: 0 all taken, 1 some lines refused, 2 nothing could be read, 130 interrupted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the archive")
        parser.add_argument(
            "--space", required=True, help="title or address of the space; made when it is new"
        )
        parser.add_argument(
            "--source",
            help="a name for where the archive comes from (default: the space's address): "
            "the same alias of the same source is the same person",
        )
        parser.add_argument("--as", dest="actor", help="e-mail of the administrator who opens a new space")
        parser.add_argument("--processes", type=int, help="how many cores convert texts (default: all)")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.", returncode=NOTHING_TAKEN)
        space = self._space(options["space"], options["actor"])

        def progress(report: Report) -> None:
            rate = report.messages / (time.monotonic() - started)
            self.stdout.write(
                f"  {report.threads:,} threads, {report.messages:,} messages ({rate:,.0f} a second)"
            )
            self.stdout.flush()

        def refuse(number: int, why: str) -> None:
            self.stderr.write(f"  line {number} refused: {why}")

        try:
            report = take(
                path,
                space,
                options["source"] or space.slug,
                now=timezone.now(),
                refuse=refuse,
                progress=progress,
                processes=options["processes"],
            )
            self.stdout.write("  the journal's readers catch up")
            catch_up()
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # pages are quick at once, not when PostgreSQL next looks
        except BadArchive as reason:
            raise CommandError(str(reason), returncode=NOTHING_TAKEN) from None
        except KeyboardInterrupt:
            raise CommandError(
                "Interrupted. What was taken is whole; run the same command again to go on.",
                returncode=INTERRUPTED,
            ) from None
        self._tell(space, report, time.monotonic() - started)

    def _space(self, name: str, actor: str | None) -> Space:
        found = Space.objects.filter(Q(slug=name) | Q(title__iexact=name)).first()
        if found:
            return found
        administrators = Person.objects.filter(is_administrator=True, is_active=True).order_by("id")
        opener = administrators.filter(email__iexact=actor).first() if actor else administrators.first()
        if opener is None:
            raise CommandError(
                "A new space needs an administrator: bin/cordee create-admin --email you@example.org",
                returncode=NOTHING_TAKEN,
            )
        try:
            return open_space(opener, title=name, slug=slugify(name)[:60] or None, now=timezone.now())
        except Refusal as refusal:
            raise CommandError(refusal.message, returncode=NOTHING_TAKEN) from None

    def _tell(self, space: Space, report: Report, seconds: float) -> None:
        self.stdout.write(
            f"{space.title}: {report.threads:,} threads and {report.messages:,} messages of {report.people:,} people "
            f"in {seconds:.0f} s; new: {report.new.posts:,} contributions, {report.new.comments:,} replies."
        )
        if report.refused:
            count = len(report.refused)
            what = "1 line was refused" if count == 1 else f"{count:,} lines were refused"
            nothing = not report.threads
            raise CommandError(
                f"{what}, as told above{'; nothing could be taken' if nothing else ''}.",
                returncode=NOTHING_TAKEN if nothing else SOME_REFUSED,
            )
