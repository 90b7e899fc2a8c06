"""Whom somebody can help, and what others do that they want to learn."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.spaces import access
from cordee.spaces.queries.today import Suggestion, suggestions
from cordee.web.worth.contract import Kind, Thing


def helping(who: access.Viewer, now: datetime) -> Iterator[Thing]:
    """Conversations of one's spaces in which one is useful, or which are useful. Two queries."""
    for one in suggestions(who, now):
        kind = Kind.READING if one.why == "practice" else Kind.HELP
        yield Thing(f"post:{one.post.id}", kind, one.post.title, one.post.url, _why(one), one.minutes)


def _why(one: Suggestion) -> str:
    post, author = one.post, one.post.author
    if one.why == "answered":
        return _("Your question has replies: does one of them answer it?")
    if one.why == "waiting" and one.skill and author:
        said = _("%(who)s is waiting for an answer, and you can help with “%(skill)s”")
        return said % {"who": author.name, "skill": one.skill}
    if one.why == "waiting" and author:
        said = _("%(who)s is waiting for a first answer in “%(space)s”")
        return said % {"who": author.name, "space": post.space_title}
    if one.why == "waiting":
        return _("A question is waiting for a first answer in “%(space)s”") % {"space": post.space_title}
    if post.tried_count:
        said = ngettext(
            "You want to learn “%(skill)s”: %(count)s person has tried this",
            "You want to learn “%(skill)s”: %(count)s people have tried this",
            post.tried_count,
        )
        return said % {"skill": one.skill, "count": post.tried_count}
    return _("You want to learn “%(skill)s”: here is how a colleague does it") % {"skill": one.skill}
