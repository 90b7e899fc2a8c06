"""Keys for other software."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cordee.api.actions import create_token, revoke_token
from cordee.api.models import SCOPES, Token
from cordee.core.errors import Refusal
from cordee.people.models import Person


class Command(BaseCommand):
    """``bin/cordee token create|list|revoke``."""

    help = "Make, list and take back the keys by which other software uses the API as a person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help="make a key; its secret is printed once")
        create.add_argument("--person", required=True, help="e-mail of the person for whom it acts")
        create.add_argument("--name", required=True, help="what it is for")
        create.add_argument(
            "--scope", action="append", choices=SCOPES, help="read (default), write, administer"
        )
        create.add_argument("--days", type=int, help="how long it lives (default: until it is revoked)")
        verbs.add_parser("list", help="the keys that live")
        verbs.add_parser("revoke", help="take a key back").add_argument("id", type=UUID)

    def handle(self, *args: Any, **options: Any) -> None:
        match options["verb"]:
            case "create":
                self._create(options)
            case "list":
                for token in Token.objects.filter(revoked_at=None).select_related("person").order_by("id"):
                    used = token.last_used_at.date().isoformat() if token.last_used_at else "never used"
                    scopes = "+".join(token.scopes)
                    self.stdout.write(f"{token.id}  {token.person.email}  {token.name}  {scopes}  {used}")
            case _revoke:
                self._revoke(options["id"])

    def _revoke(self, token_id: UUID) -> None:
        token = Token.objects.filter(id=token_id).first()
        if token is None:
            raise CommandError("There is no such key. “token list” shows them.")
        revoke_token(token, now=timezone.now())
        self.stdout.write(f"{token.name} is revoked.")

    def _create(self, options: dict[str, Any]) -> None:
        person = Person.objects.filter(email__iexact=options["person"]).first()
        if person is None:
            raise CommandError(f"Nobody comes in with {options['person']}.")
        try:
            _token, secret = create_token(
                person,
                name=options["name"],
                scopes=options["scope"] or ["read"],
                days=options["days"],
                now=timezone.now(),
            )
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write(secret)
        self.stderr.write("Keep it safe: it is not shown again.")
