"""A file to take away."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cordee.media.queries import files_named
from cordee.paths.contents import Content, Stored, Words
from cordee.paths.kinds.contract import Kind, Step


class FileContent(Content):
    """The files, and what to do with them."""

    about: Words = ""
    files: list[Stored] = []


class FileKind(Kind):
    """Opened, then said to be done."""

    name, label, icon, mode = "file", _("File"), "file", "formal"
    Content = FileContent

    def render(self, step: Step) -> dict[str, Any]:
        """The files."""
        return {"files": files_named(step.activity.content.get("files", []))}
