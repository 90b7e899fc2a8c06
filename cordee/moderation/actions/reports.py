"""Asking those who moderate to look."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.core.text import clean
from cordee.journal.actions import record
from cordee.moderation import events
from cordee.moderation.models import Report
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.models import Comment, Post

LONGEST_REPORT = 1000


@transaction.atomic
def report(actor: Person, text: Post | Comment, *, reason: str, words: str = "", now: datetime) -> Report:
    """Report a text that one reads, once until it is decided. Raises Missing, Forbidden, Invalid, Conflict."""
    post = text.post if isinstance(text, Comment) else text
    who = access.viewer(actor)
    access.check_reads(who, post.space)
    access.check_acts(who)
    words = said(words, "words", LONGEST_REPORT, required=False)
    if reason not in Report.Reason.values:
        message = _("Choose what is wrong with it.")
        raise Invalid(message, fields={"reason": message})
    if text.author_id == actor.id:
        raise Invalid(_("This is your own text: you can edit it, or delete it."))
    if text.removed_at is not None or post.removed_at is not None:
        raise Conflict(_("This is out of sight already."))
    try:
        with transaction.atomic():
            made = Report.objects.create(
                post=post,
                comment=text if isinstance(text, Comment) else None,
                reporter=actor,
                reason=reason,
                words=words,
                at=now,
            )
    except IntegrityError:
        raise Conflict(_("You have reported this already; you will be told what becomes of it.")) from None
    what = "comment" if isinstance(text, Comment) else "post"
    record(
        events.of(
            events.REPORT_MADE, made.id, actor, post.space_id, text=text.id, what=what, post=post.id,
            author=text.author_id, reason=reason,
        ),
        at=now,
    )  # fmt: skip
    return made


def said(words: str, field: str, most: int, *, required: bool = True) -> str:
    """Words that somebody will read. Raises Invalid when they are missing or too long."""
    words = clean(words).strip()
    if required and not words:
        message = _("Say why, in a sentence: the person concerned will read it.")
        raise Invalid(message, fields={field: message})
    if len(words) > most:
        message = _("At most %(limit)s characters, please.") % {"limit": most}
        raise Invalid(message, fields={field: message})
    return words
