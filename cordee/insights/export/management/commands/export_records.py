"""All learning records as Parquet."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cordee.insights.export.running import Wanted, export_records


def _day(said: str) -> datetime:
    try:
        return datetime.strptime(said, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise ArgumentTypeError("a day is written as 2026-11-27") from None


class Command(BaseCommand):
    """``bin/cordee export-records --to FOLDER``."""

    help = (
        "Write all learning records into FOLDER as Parquet, a folder a day (docs/records-export.md). Run again, it adds "
        "what is new, writes again what changed, and removes whom Cordée has forgotten. It may be interrupted at any "
        "point: the next run goes on. The files say who did what: keep them where only you read. "
        "Exit codes: 0 done, 1 failed, 12 folder not writable, 13 disk full."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to", type=Path, required=True, metavar="FOLDER", help="where to write; made if new"
        )
        parser.add_argument("--since", type=_day, metavar="DAY", help="add what was stored from this day on")
        parser.add_argument("--until", type=_day, metavar="DAY", help="add what was stored before this day")
        parser.add_argument("--without-raw", action="store_true", help="leave out the JSON of statements")
        parser.add_argument(
            "--without-people",
            action="store_true",
            help="keys in the place of people, and no JSON. Who knows what somebody did may still recognise them",
        )
        parser.add_argument(
            "--check", action="store_true", help="read every file first, and replace damaged ones"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["to"]
        wanted = Wanted(
            raw=not options["without_raw"],
            people=not options["without_people"],
            since=options["since"],
            until=options["until"],
            thoroughly=options["check"],
        )
        done = export_records(path, wanted, now=timezone.now(), tell=self._tell)
        if done.cleaned:
            self._tell(f"{done.cleaned:,} unfinished or damaged files removed first")
        if done.rewritten:
            self._tell(
                f"{done.rewritten:,} files written again, {done.removed:,} statements removed from them"
            )
        self.stdout.write(
            f"{path}: {done.added:,} statements added; {done.statements:,} in {done.files:,} files, "
            f"{done.bytes / 1_000_000:,.1f} MB."
        )

    def _tell(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
