"""A video."""

from django.utils.translation import gettext_lazy as _
from pydantic import HttpUrl

from cordee.paths.contents import Content, Stored, Words
from cordee.paths.kinds.contract import Kind


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
