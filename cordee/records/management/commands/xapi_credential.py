"""Credentials for other software that records learning, or reads records."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cordee.core.errors import Refusal
from cordee.records.actions.credentials import create_credential, revoke_credential
from cordee.records.models import SCOPES, WRITE, Credential


class Command(BaseCommand):
    """``bin/cordee xapi-credential --scope all``; ``--list``; ``--revoke USER``."""

    help = "Make, list and take back the credentials by which other software uses the record store (/xapi)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", default="xapi", help="what they are for")
        parser.add_argument(
            "--scope", action="append", choices=SCOPES, help="what they may do; several times for several"
        )
        parser.add_argument("--family", default="", help="only activities whose IRI begins so")
        parser.add_argument("--list", action="store_true", help="show the credentials that open something")
        parser.add_argument("--revoke", metavar="USER", help="take credentials back")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            for one in Credential.objects.filter(revoked_at=None).order_by("id"):
                family = f"  {one.family}…" if one.family else ""
                self.stdout.write(f"{one.user}  {one.name}  {'+'.join(one.scopes)}{family}")
        elif options["revoke"]:
            self._revoke(options["revoke"])
        else:
            self._create(options)

    def _revoke(self, user: str) -> None:
        found = Credential.objects.filter(user=user).first()
        if found is None:
            raise CommandError("There are no such credentials. --list shows them.")
        revoke_credential(found, now=timezone.now())
        self.stdout.write(f"{found.name} ({user}) opens nothing any more.")

    def _create(self, options: dict[str, Any]) -> None:
        try:
            credential, password = create_credential(
                name=options["name"],
                scopes=options["scope"] or [WRITE],
                family=options["family"],
                now=timezone.now(),
            )
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        self.stderr.write("User and password. Keep them safe: the password is not shown again.")
        self.stdout.write(f"{credential.user} {password}")
