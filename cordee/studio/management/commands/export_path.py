"""A path becomes a folder of Markdown, or one packed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.core.errors import Refusal
from cordee.core.queries import organisation
from cordee.paths.models import Path as LearningPath
from cordee.paths.models import Version
from cordee.studio.exporting.gathering import course_of, newest
from cordee.studio.exporting.targets import target
from cordee.studio.exporting.writing import write


class Command(BaseCommand):
    """``bin/cordee export-path SLUG [TARGET] [--published]``."""

    help = (
        "Write a path as a folder of Markdown with everything in it: pages, quizzes with their banks, images and files, "
        "its sheet; bin/cordee import makes the same path of it (docs/importing.md). Exit codes: 0 done, 1 failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", help="its name in its address: /paths/NAME/")
        parser.add_argument(
            "target",
            type=Path,
            nargs="?",
            help="a folder, .zip or .tar.gz that is not there yet (default: NAME)",
        )
        parser.add_argument(
            "--published",
            action="store_true",
            help="what learners take now (default: the draft, if there is one)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(organisation().language):
            slug = slug_of(options["path"])
            path = LearningPath.objects.filter(slug=slug).select_related("current__path").first()
            if path is None:
                raise CommandError(_("There is no path with this address: %(slug)s") % {"slug": slug})
            version: Version | None = path.current if options["published"] else newest(path)
            if version is None:
                raise CommandError(_("Nothing of this path is published yet."))
            where: Path = options["target"] or Path(slug)
            course = course_of(version, lambda file: True)
            try:
                with target(where) as out:
                    write(course, out)
            except Refusal as refusal:
                raise CommandError(refusal.message) from None
            told = {"path": where, "title": course.title, "number": version.number}
            self.stdout.write(_("%(path)s: “%(title)s”, version %(number)s.") % told)


def slug_of(said: str) -> str:
    """The name of a path in what somebody types or pastes: its name, or its address."""
    return said.strip("/").rpartition("/")[2]
