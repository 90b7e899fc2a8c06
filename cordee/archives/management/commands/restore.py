"""Bring a backup back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cordee.archives.backup.package import BackupError
from cordee.archives.backup.restoring import restore_backup


class Command(BaseCommand):
    """``bin/cordee restore FILE``."""

    help = (
        "Make this Cordée what it was when FILE was written. The whole file is read first; a damaged one changes "
        "nothing, and neither does a failure on the way. Exit codes: 0 done, 1 refused or failed (nothing was changed)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file that bin/cordee backup wrote")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="overwrite an instance where people are: everything there is lost",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            contents = restore_backup(
                path, replace=options["replace"], tell=lambda line: self.stdout.write(f"  {line}")
            )
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"Restored: {sum(contents.rows.values()):,} rows, {contents.files:,} files. "
            "If bin/run is running, stop and start it again."
        )
        for name in contents.missing:
            self.stderr.write(f"  the file {name} was missing when the backup was made")
