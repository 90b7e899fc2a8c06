"""The whole organisation in open files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.text import slugify

from cordee.archives.exchange.writing import write_export
from cordee.paths.models import Path as LearningPath


class Command(BaseCommand):
    """``bin/cordee export FILE``, and ``bin/cordee export PATH`` where a learning path has that name.

    A path is told from a file by its name alone: what ends in ``.zip`` or holds a folder never names one.
    """

    help = (
        "Write everything that people made into FILE (a zip): JSON lines, one kind a file, texts in Markdown, files as "
        "they are. No password, token or session is in it; private notes are. Where FILE is the name of a learning path "
        "(as in its address /paths/NAME/), that path is written instead, as a folder of Markdown: see export-path. "
        "Exit codes: 0 done, 1 failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="where to write; must not exist yet. Or the name of a path")
        parser.add_argument(
            "target", nargs="?", help="of a path: a folder, .zip or .tar.gz that is not there yet"
        )
        parser.add_argument("--force", action="store_true", help="replace a file that exists")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["target"] or _is_path(options["file"]):
            call_command(
                "export_path", *filter(None, (options["file"], options["target"])), stdout=self.stdout
            )
            return
        path = Path(options["file"])
        if path.exists() and not options["force"]:
            raise CommandError(f"{path} exists already: choose another name, or add --force.")
        try:
            rows = write_export(path, now=timezone.now(), tell=lambda line: self.stdout.write(f"  {line}"))
        except FileNotFoundError:
            raise CommandError(f"There is no folder {path.parent}.") from None
        self.stdout.write(f"{path}: {path.stat().st_size / 1_000_000:,.1f} MB, {sum(rows.values()):,} rows.")


def _is_path(said: str) -> bool:
    """Whether a learning path has this name, or this address."""
    inside = said.strip("/").removeprefix("paths/")
    return inside == slugify(inside) and LearningPath.objects.filter(slug=inside).exists()
