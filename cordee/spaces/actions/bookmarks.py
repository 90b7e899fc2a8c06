"""Keeping a contribution or a reply for later, with a note for oneself.

Bookmarks are nobody else's business: the journal is not told.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid, Missing
from cordee.core.text import clean_line
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.models import Bookmark, Comment, Post

LONGEST_NOTE = 300


@transaction.atomic
def keep(
    actor: Person, post: Post, *, now: datetime, comment: Comment | None = None, note: str | None = None
) -> Bookmark:
    """Keep a post, or a reply to it; again: the note is replaced where one is given.

    Raises Missing, Forbidden, Invalid.
    """
    access.check_reads(access.viewer(actor), post.space)
    if comment is not None and comment.post_id != post.id:
        raise Missing(_("This reply does not exist, or is not open to you."))
    said = clean_line(note or "")
    if len(said) > LONGEST_NOTE:
        message = _("At most %(limit)s characters, please.") % {"limit": LONGEST_NOTE}
        raise Invalid(message, fields={"note": message})
    kept, made = Bookmark.objects.get_or_create(
        person=actor, post=post, comment=comment, defaults={"note": said, "at": now}
    )
    if not made and note is not None and kept.note != said:
        kept.note = said
        kept.save(update_fields=["note"])
    return kept


@transaction.atomic
def drop(actor: Person, post: Post, *, comment: Comment | None = None) -> str | None:
    """Keep it no longer; gives the note that it had, so that this can be undone (None: it was not kept)."""
    kept = Bookmark.objects.filter(person=actor, post=post, comment=comment).first()
    if kept is None:
        return None
    kept.delete()
    return kept.note
