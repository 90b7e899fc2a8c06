"""Accepting an answer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.models import Comment, Post, Resolution


@transaction.atomic
def accept_answer(actor: Person, answer: Comment, *, now: datetime) -> Resolution:
    """Say that ``answer`` is the one; it replaces an earlier choice. By who asked, or by a facilitator."""
    post = _checked(actor, answer.post)
    if answer.post_id != post.id:
        raise Invalid(_("This reply belongs to another conversation."))
    if answer.removed_at is not None or post.removed_at is not None:
        raise Conflict(_("This reply has been removed."))
    current = Resolution.objects.filter(post=post).select_related("answer").first()
    if current and current.answer_id == answer.id:
        return current
    if current:
        _undo(actor, post, current, now)
    resolution = Resolution.objects.create(post=post, answer=answer, by=actor, at=now)
    Post.objects.filter(pk=post.pk).update(resolved_at=now)
    record(events.of_answer(events.ANSWER_ACCEPTED, post, answer, actor), at=now)
    return resolution


@transaction.atomic
def unaccept_answer(actor: Person, post: Post, *, now: datetime) -> None:
    """Say that the question waits again."""
    post = _checked(actor, post)
    current = Resolution.objects.filter(post=post).select_related("answer").first()
    if current:
        _undo(actor, post, current, now)
        Post.objects.filter(pk=post.pk).update(resolved_at=None)


def _checked(actor: Person, post: Post) -> Post:
    who = access.viewer(actor)
    # Locked: two people who accept at the same moment must not leave two answers.
    post = Post.objects.select_for_update(of=("self",)).select_related("space").get(pk=post.pk)
    access.check_reads(who, post.space)
    access.check_may_write(who)
    if not access.may_resolve(who, post, post.space):
        raise Forbidden(_("Who asked, or a facilitator, says which answer is the one."))
    return post


def _undo(actor: Person, post: Post, current: Resolution, now: datetime) -> None:
    if not (current.answer and current.answer.removed_at):  # told when the answer was removed
        record(events.of_answer(events.ANSWER_UNACCEPTED, post, current.answer, actor), at=now)
    current.delete()
