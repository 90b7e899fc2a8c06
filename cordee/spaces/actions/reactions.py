"""Giving a contribution its meaning, and taking it back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden, Invalid
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.models import Comment, Post, Reaction
from cordee.spaces.queries.charters import version_in_force

LONGEST_NOTE = 300


@transaction.atomic
def react(
    actor: Person,
    post: Post,
    *,
    meaning: str,
    now: datetime,
    comment: Comment | None = None,
    note: str = "",
) -> Reaction:
    """Give ``meaning`` to a post or to a comment on it. Again: the note is replaced, nothing counts twice.

    ``note`` (one line on what happened) goes with "tried" and "adapted" only.
    """
    access.check_contributes(access.viewer(actor), post.space, version_in_force(post.space))
    receiver = _receiver(post, comment)
    if meaning not in Reaction.Meaning.values:
        raise Invalid(_("Choose one of those offered."), fields={"meaning": _("Unknown reaction.")})
    if receiver == actor.id and meaning in (Reaction.Meaning.USEFUL, Reaction.Meaning.THANKS):
        raise Forbidden(_("Thanks come from others."))
    note = clean_line(note)
    if len(note) > LONGEST_NOTE:
        message = _("At most %(limit)s characters, please.") % {"limit": LONGEST_NOTE}
        raise Invalid(message, fields={"note": message})
    if meaning not in Reaction.WITH_NOTE:
        note = ""
    reaction, made = Reaction.objects.get_or_create(
        post=post,
        comment=comment,
        person=actor,
        meaning=meaning,
        defaults={"note": note, "at": now},
    )
    if made:
        if meaning == Reaction.Meaning.TRIED and comment is None:
            Post.objects.filter(pk=post.pk).update(tried_count=F("tried_count") + 1)
        record(events.of_reaction(events.REACTION_GIVEN, reaction, post, receiver), at=now)
    elif note and note != reaction.note:
        reaction.note = note
        reaction.save(update_fields=["note"])
    return reaction


@transaction.atomic
def withdraw(
    actor: Person, post: Post, *, meaning: str, now: datetime, comment: Comment | None = None
) -> None:
    """Take a meaning back; nothing happens when it was not given."""
    access.check_reads(access.viewer(actor), post.space)
    reaction = (
        Reaction.objects.select_for_update()
        .filter(post=post, comment=comment, person=actor, meaning=meaning)
        .first()
    )
    if reaction is None:
        return
    if meaning == Reaction.Meaning.TRIED and comment is None:
        Post.objects.filter(pk=post.pk).update(tried_count=F("tried_count") - 1)
    record(events.of_reaction(events.REACTION_WITHDRAWN, reaction, post, _receiver(post, comment)), at=now)
    reaction.delete()


def _receiver(post: Post, comment: Comment | None) -> UUID | None:
    if comment is None:
        return post.author_id
    if comment.post_id != post.id:
        raise Invalid(_("This reply belongs to another conversation."))
    return comment.author_id
