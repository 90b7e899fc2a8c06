"""Keep all of this Cordée in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cordee.archives.backup.package import BackupError, check
from cordee.archives.backup.taking import take_backup


class Command(BaseCommand):
    """``bin/cordee backup FILE``."""

    help = (
        "Write the database, the files and the signing key into FILE, while people go on working, and read it again to "
        "be sure. The file holds everything, secrets included: keep it where only you read. Exit codes: 0 done, 1 failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to write; must not exist yet")
        parser.add_argument("--force", action="store_true", help="replace a file that exists")
        parser.add_argument("--check", action="store_true", help="only read a backup from end to end")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            if options["check"]:
                manifest, contents = check(path)
                self.stdout.write(f"{path} is whole: {manifest['organisation']}, made {manifest['made_at']}.")
            else:
                if path.exists() and not options["force"]:
                    raise CommandError(f"{path} exists already: choose another name, or add --force.")
                contents = take_backup(path, now=timezone.now(), tell=self._tell)
        except FileNotFoundError:
            raise CommandError(f"There is no such file or folder: {path}.") from None
        except BackupError as error:
            raise CommandError(str(error)) from None
        rows = sum(contents.rows.values())
        self.stdout.write(
            f"{path}: {path.stat().st_size / 1_000_000:,.1f} MB, {rows:,} rows, {contents.files:,} files, verified."
        )
        for name in contents.missing:
            self.stderr.write(f"  the file {name} is in the database but was not in the storage")

    def _tell(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
