"""Let the first administrator in."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cordee.core.errors import Refusal
from cordee.people.actions.arriving import welcome


class Command(BaseCommand):
    """``bin/cordee create-admin --email ADDRESS``."""

    help = "Create an administrator, who can sign in at once. The password is asked for, or read from standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", default="", help="shown to others (default: taken from the address)")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
        if len(password) < 10:
            raise CommandError("The password needs at least 10 characters.")
        name = options["name"] or options["email"].split("@")[0].replace(".", " ").title()
        try:
            person = welcome(
                name=name,
                email=options["email"],
                password=password,
                now=timezone.now(),
                is_administrator=True,
            )
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write(f"{person.name} can sign in with {person.email}.")
