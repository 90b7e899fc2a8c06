"""Fill an empty database with the demo organisation."""

from argparse import ArgumentParser
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cordee.core.errors import Refusal
from cordee.demo.accounts import PASSWORD, address
from cordee.demo.asking import ask_around
from cordee.demo.content import organisation_entry
from cordee.demo.load import load
from cordee.demo.reading import read_the_past
from cordee.demo.telling import tell_the_week
from cordee.demo.travelling import let_travel


class Command(BaseCommand):
    """``bin/cordee load-demo``."""

    help = "Load the demo organisation, with twelve weeks of past life, into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--language", choices=("fr", "en"), default="fr", help="what it is written in (fr)"
        )
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            default=None,
            metavar="DATE",
            help="the day it is dated back from, as 2026-11-23 (default: this day)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        today = options["today"] or now.astimezone(ZoneInfo(organisation_entry().time_zone)).date()
        try:
            loaded = load(language=options["language"], today=today, now=now)
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        let_travel(loaded, now=now)
        read_the_past(now)
        ask_around(loaded, now=now)
        tell_the_week(now)
        self.stdout.write(
            f"{loaded.told.organisation.name}: {len(loaded.people)} people, {len(loaded.spaces)} spaces, "
            f"{len(loaded.posts)} contributions, {len(loaded.replies)} replies."
        )
        self.stdout.write(f"Come in as {address('lea.martin')} with the password {PASSWORD}.")
