"""Verify the ledger of evidence in its database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cordee.evidence.checking import verify_ledger


class Command(BaseCommand):
    """``bin/cordee check-evidence``."""

    help = "Verify every piece, link and checkpoint of the ledger of evidence. Ends with 1 where something is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify_ledger()
        for fault in verdict.faults:
            self.stdout.write(
                f"{'Checkpoint' if fault.what == 'checkpoint' else 'Piece'} {fault.number}, {fault.what}: "
                f"expected {fault.expected}, found {fault.found}"
            )
        if not verdict.holds:
            raise CommandError("The ledger is not as it was written.")
        self.stdout.write(
            f"{verdict.pieces:,} pieces, {verdict.checkpoints:,} checkpoints: all is right. {verdict.head}"
        )
