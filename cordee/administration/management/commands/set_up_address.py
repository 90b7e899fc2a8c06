"""Say again where an empty instance is set up."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cordee.administration.actions.setting_up import is_open, set_up_path


class Command(BaseCommand):
    """``bin/cordee set-up-address``."""

    help = "Print the one-time address at which the first administrator sets this Cordée up in a browser."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_open():
            raise CommandError("This Cordée is set up already: administrators sign in as everyone does.")
        self.stdout.write(f"Open this on your Cordée's address: {set_up_path()}")
