"""Saying that a question was asked before, and where its answer is."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.models import Post


@transaction.atomic
def mark_duplicate(actor: Person, post: Post, original: Post, *, now: datetime) -> Post:
    """Point a question to the one that was asked before. By who asked, or by a facilitator.

    Where ``original`` is itself a duplicate, the one that it points to is taken: nobody follows two signs. Raises
    Missing, Forbidden, Invalid or Conflict.
    """
    post = _checked(actor, post)
    who = access.viewer(actor)
    original = Post.objects.select_related("space", "duplicate_of__space").get(pk=original.pk)
    access.check_reads(who, original.space)
    if original.duplicate_of:
        original = original.duplicate_of
        access.check_reads(who, original.space)
    if original.kind != Post.Kind.QUESTION or original.removed_at is not None:
        raise Invalid(_("Choose a question that was asked before."), fields={"of": _("Not a question.")})
    if original.id == post.id:
        message = _("A question is no duplicate of itself.")
        raise Invalid(message, fields={"of": message})
    if Post.objects.filter(duplicate_of=post).exists():
        raise Conflict(_("Other questions point to this one already: mark the other way round."))
    if post.duplicate_of_id != original.id:
        Post.objects.filter(pk=post.pk).update(duplicate_of=original)
        post.duplicate_of = original
        record(events.of_post(events.DUPLICATE_MARKED, post, actor, of=str(original.id)), at=now)
    return post


@transaction.atomic
def unmark_duplicate(actor: Person, post: Post, *, now: datetime) -> None:
    """It is a question of its own after all; nothing happens when it was one."""
    post = _checked(actor, post)
    if post.duplicate_of_id:
        of = str(post.duplicate_of_id)
        Post.objects.filter(pk=post.pk).update(duplicate_of=None)
        record(events.of_post(events.DUPLICATE_UNMARKED, post, actor, of=of), at=now)


def _checked(actor: Person, post: Post) -> Post:
    who = access.viewer(actor)
    post = Post.objects.select_for_update(of=("self",)).select_related("space").get(pk=post.pk)
    access.check_reads(who, post.space)
    access.check_may_write(who)
    if not access.may_resolve(who, post, post.space):
        raise Forbidden(_("Who asked, or a facilitator, says that a question was asked before."))
    return post
