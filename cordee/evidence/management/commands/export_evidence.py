"""Write the file of evidence, of any size."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cordee.core.queries import organisation
from cordee.evidence.exporting import write_evidence
from cordee.evidence.scope import Scope


class Command(BaseCommand):
    """``bin/cordee export-evidence FILE``."""

    help = "Write the file of evidence (a ZIP with its verifiers): of everything, of paths, of cohorts, of a period."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--path", type=UUID, action="append", default=[], help="identifier of a path")
        parser.add_argument("--cohort", type=UUID, action="append", default=[], help="identifier of a cohort")
        parser.add_argument("--since", type=date.fromisoformat, help="first day (2026-01-31)")
        parser.add_argument("--until", type=date.fromisoformat, help="last day")
        parser.add_argument(
            "--with-files", action="store_true", help="with works, sheets and certificates themselves"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        scope = Scope(
            paths=tuple(options["path"]),
            cohorts=tuple(options["cohort"]),
            since=options["since"],
            until=options["until"],
        )
        with translation.override(organisation().language), options["file"].open("wb") as out:
            made = write_evidence(
                scope, out, title=_("Evidence"), with_files=options["with_files"], now=timezone.now()
            )
        self.stdout.write(f"{options['file']}: {made.pieces:,} pieces.")
        if made.checkpoint:
            self.stdout.write(f"Checkpoint {made.checkpoint.number}: {bytes(made.checkpoint.digest).hex()}")
