"""Look this installation over and say, line by line, what is well and what to do about the rest."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from cordee.web.checks import examine


class Command(BaseCommand):
    """``bin/cordee doctor``."""

    help = (
        "Check this installation: a line each with ok, warning or problem, and what to do. Exits with 0 or 1."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="show only what is not well")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):  # a terminal's language, as all commands speak
            found = list(examine())
        problems = 0
        for finding in found:
            problems += finding.level == "problem"
            if finding.level != "ok" or not options["quiet"]:
                self.stdout.write(f"{finding.level:<8} {finding.text}")
        if problems:
            raise CommandError(f"{problems} to solve." if problems > 1 else "One problem to solve.")
