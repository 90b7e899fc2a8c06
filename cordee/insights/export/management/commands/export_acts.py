"""All acts as Parquet."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cordee.insights.export.acts import export_acts


class Command(BaseCommand):
    """``bin/cordee export-acts --to FOLDER``."""

    help = (
        "Write what the indicators are made of into FOLDER as Parquet (docs/records-export.md): acts/, a folder a day, "
        "and presences/. Run again, it writes the days that changed. It may be interrupted at any point: the next run "
        "goes on. Exit codes: 0 done, 1 failed, 12 folder not writable, 13 disk full."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to", type=Path, required=True, metavar="FOLDER", help="where to write; made if new"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        done = export_acts(
            options["to"], now=timezone.now(), tell=lambda line: self.stdout.write(f"  {line}")
        )
        self.stdout.write(
            f"{options['to']}: {done.written:,} files written, {done.removed:,} removed; "
            f"{done.acts:,} acts in {done.files:,} files."
        )
