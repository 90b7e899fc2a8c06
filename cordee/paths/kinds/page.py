"""A page of text."""

from django.utils.translation import gettext_lazy as _

from cordee.paths.contents import Content, Line, Words
from cordee.paths.kinds.contract import Kind


class Term(Content):
    """A word of the trade, and what it means."""

    term: Line
    meaning: Words


class PageContent(Content):
    """The text, and its glossary."""

    body: Words = ""
    terms: list[Term] = []


class Page(Kind):
    """Read, then said to be read."""

    name, label, icon, mode = "page", _("Page"), "page", "formal"
    Content = PageContent
