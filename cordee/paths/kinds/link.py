"""Something elsewhere."""

from django.utils.translation import gettext_lazy as _
from pydantic import HttpUrl

from cordee.paths.contents import Content, Words
from cordee.paths.kinds.contract import Kind


class LinkContent(Content):
    """Where it is, and what to look for there."""

    about: Words = ""
    address: HttpUrl


class Link(Kind):
    """Visited, then said to be done."""

    name, label, icon, mode = "link", _("External link"), "resource", "formal"
    Content = LinkContent
