"""The whole organisation in open files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cordee.archives.exchange.writing import write_export


class Command(BaseCommand):
    """``bin/cordee export FILE``."""

    help = (
        "Write everything that people made into FILE (a zip): JSON lines, one kind a file, texts in Markdown, files as "
        "they are. No password, token or session is in it; private notes are. Exit codes: 0 done, 1 failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to write; must not exist yet")
        parser.add_argument("--force", action="store_true", help="replace a file that exists")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if path.exists() and not options["force"]:
            raise CommandError(f"{path} exists already: choose another name, or add --force.")
        try:
            rows = write_export(path, now=timezone.now(), tell=lambda line: self.stdout.write(f"  {line}"))
        except FileNotFoundError:
            raise CommandError(f"There is no folder {path.parent}.") from None
        self.stdout.write(f"{path}: {path.stat().st_size / 1_000_000:,.1f} MB, {sum(rows.values()):,} rows.")
