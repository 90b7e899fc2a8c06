"""A course made elsewhere becomes a path."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cordee.core.errors import Refusal
from cordee.core.queries import organisation
from cordee.paths.models import Path as LearningPath
from cordee.people.models import Person
from cordee.studio import telling
from cordee.studio.actions.files import try_files
from cordee.studio.actions.taking import take_in
from cordee.studio.importing import brought


class Command(BaseCommand):
    """``bin/cordee import FILE [--path SLUG] [--author HANDLE] [--dry-run] [--json]``."""

    help = (
        "Make a path of a course: a folder, zip or tar.gz of Markdown, a Moodle backup, Moodle XML or GIFT questions, "
        "and others (docs/importing.md). It says what was kept, adapted or refused. The path is a draft until it is "
        "published; nothing is half-imported. Exit codes: 0 something was kept, 1 the file is broken or of another "
        "kind (nothing was changed)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the package, or a folder")
        parser.add_argument("--path", metavar="SLUG", help="replace the draft of this path by it")
        parser.add_argument(
            "--author", metavar="HANDLE", help="who writes the path (default: an administrator)"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would become of it")
        parser.add_argument("--json", action="store_true", help="the report as JSON, with every remark")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(organisation().language):
            try:
                told = self._brought(options)
            except Refusal as refusal:
                if options["json"]:
                    self.stdout.write(json.dumps({"error": refusal.message}, ensure_ascii=False))
                raise CommandError(refusal.message) from None
            self.stdout.write(told)

    def _brought(self, options: dict[str, Any]) -> str:
        """What became of it, in words or as JSON."""
        into = _path(options["path"]) if options["path"] else None
        author = None if options["dry_run"] else _author(options["author"])
        path = None
        with brought(options["file"]) as (course, report):
            if author is None:
                try_files(course, report)
            else:
                path = take_in(author, course, report, now=timezone.now(), into=into)
            if options["json"]:
                data = telling.as_data(course, report)
                data["path"] = {"slug": path.slug, "address": path.url} if path else None
                return json.dumps(data, ensure_ascii=False, indent=1)
            lines = list(telling.lines(course, report))
        if path is None:
            lines += ["", _("Nothing was changed: this was a trial.")]
        else:
            lines += ["", _("It is here, as a draft to read over: %(address)s") % {"address": path.url}]
        return "\n".join(lines)


def _path(slug: str) -> LearningPath:
    found = LearningPath.objects.filter(slug=slug.strip("/").rpartition("/")[2]).first()
    if found is None:
        raise CommandError(_("There is no path with this address: %(slug)s") % {"slug": slug})
    return found


def _author(handle: str | None) -> Person:
    people = Person.objects.filter(is_active=True).order_by("id")
    if handle:
        found = people.filter(handle=handle.removeprefix("@").lower()).first()
    else:
        found = people.filter(is_administrator=True).first()
    if found is None:
        raise CommandError(
            _("There is nobody who could be its author: name one with --author, or bin/cordee create-admin.")
        )
    return found
