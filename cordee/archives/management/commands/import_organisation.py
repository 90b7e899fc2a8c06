"""An export, brought into an empty instance."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cordee.archives.exchange.reading import ExportError, read_export


class Command(BaseCommand):
    """``bin/cordee import-organisation FILE``."""

    help = (
        "Bring what bin/cordee export wrote into an empty instance: all of it, or nothing. People come in by a code sent "
        "to their address, or choose a new password. Exit codes: 0 done, 1 refused (nothing was changed)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file that bin/cordee export wrote")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            rows = read_export(path, tell=lambda line: self.stdout.write(f"  {line}"))
        except ExportError as error:
            raise CommandError(str(error)) from None
        people, posts = rows.get("people.person", 0), rows.get("spaces.post", 0)
        self.stdout.write(
            f"Brought: {sum(rows.values()):,} rows; {people:,} people, {posts:,} contributions."
        )
