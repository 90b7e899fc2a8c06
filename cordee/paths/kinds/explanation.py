"""Explain it to a colleague: what one can explain, one has understood."""

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from cordee.paths.contents import Content, Line, Words
from cordee.paths.kinds.contract import Kind


class ExplanationContent(Content):
    """What to explain, and to whom; in how many words at least."""

    prompt: Words
    audience: Line = ""
    fewest_words: int = Field(20, ge=0, le=2000)


class Explanation(Kind):
    """Written in one's own words; a peer says whether it was useful."""

    name, label, icon, mode = "explanation", _("Explain it to a colleague"), "explanation", "social"
    between_people = True
    Content = ExplanationContent
