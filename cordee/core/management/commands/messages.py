"""Keep the French catalogue in step with the texts."""

from typing import Any

from django.core.management.base import BaseCommand

from cordee.core.messages import compile_french, extracted, untranslated, update


class Command(BaseCommand):
    """``bin/cordee messages``."""

    help = "Extract the texts, bring locale/fr up to date, compile it, and list what waits for a translation."

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = update()
        compile_french()
        for message in untranslated(extracted()):
            text = message.id[0] if isinstance(message.id, tuple) else message.id
            self.stdout.write(f"  {text!r}")
        self.stdout.write(f"{waiting} texts wait for a French translation.")
