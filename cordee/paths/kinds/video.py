"""A video."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import HttpUrl

from cordee.media.queries import files_named
from cordee.paths.contents import Content, Stored, Words
from cordee.paths.kinds.contract import Kind, Step


class VideoContent(Content):
    """A file of ours or an address elsewhere, with what makes it accessible: captions (WebVTT) or a transcript."""

    about: Words = ""
    file: Stored = ""
    address: HttpUrl | None = None
    captions: Stored = ""
    transcript: Words = ""


class Video(Kind):
    """Watched, from where one left it."""

    name, label, icon, mode = "video", _("Video"), "video", "formal"
    Content = VideoContent

    def render(self, step: Step) -> dict[str, Any]:
        """The film and its captions, where they are ours."""
        named = {name: step.activity.content.get(name, "") for name in ("file", "captions")}
        found = {str(file.id): file for file in files_named([one for one in named.values() if one])}
        return {"film": found.get(named["file"]), "captions": found.get(named["captions"])}
