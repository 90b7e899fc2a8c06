"""Bring people from a table."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cordee.core.errors import Refusal
from cordee.core.tables import text_of
from cordee.people.models import Person
from cordee.people.register.bringing import MOST_BY_COMMAND, bring_people
from cordee.people.register.plan import Plan, plan
from cordee.people.tasks import write_link


class Command(BaseCommand):
    """``bin/cordee import-people FILE [--dry-run] [--as ADMINISTRATOR] [--write-to-them ADDRESS]``."""

    help = "Read people from a CSV file: who is new, what changes, what is refused. Run it again: nothing is doubled."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a CSV file; - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument(
            "--as", dest="actor", default="", metavar="E-MAIL", help="which administrator does it"
        )
        parser.add_argument(
            "--write-to-them",
            default="",
            metavar="ADDRESS",
            help="mail who is new how to come in; ADDRESS is this Cordée's, as https://cordee.example.org",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        given = options["file"]
        content = sys.stdin.buffer.read() if given == "-" else Path(given).read_bytes()
        try:
            text = text_of(content)
            if options["dry_run"]:
                self._tell(plan(text, most=MOST_BY_COMMAND))
                return
            actor = _administrator(options["actor"])
            done, fresh = bring_people(actor, text, agreed=None, now=timezone.now(), most=MOST_BY_COMMAND)
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        self._tell(done)
        if address := options["write_to_them"].rstrip("/"):
            for person in fresh:
                write_link.defer(person=str(person.pk), address=f"{address}/let-in/")
            self.stdout.write(f"{len(fresh)} mails are on their way.")

    def _tell(self, found: Plan) -> None:
        for step in found.steps:
            if step.kind == "same":
                continue
            told = "; ".join(f"{one.field}: {one.before or '-'} > {one.after or '-'}" for one in step.changes)
            self.stdout.write(f"line {step.number}: {step.kind} {step.name} {step.refused or told}")
        for path in found.units:
            self.stdout.write(f"new unit: {' / '.join(path)}")
        for name in found.groups:
            self.stdout.write(f"new group: {name}")
        counts = ", ".join(f"{found.count(kind)} {kind}" for kind in ("new", "changed", "same", "refused"))
        self.stdout.write(f"{counts}.")


def _administrator(email: str) -> Person:
    found = Person.objects.filter(is_administrator=True, is_active=True).order_by("id")
    actor = found.filter(email__iexact=email).first() if email else found.first()
    if actor is None:
        raise CommandError("There is no such administrator: bin/cordee create-admin makes one.")
    return actor
