"""What somebody wrote, when they leave for good."""

import re
from datetime import datetime

from django.db import transaction

from cordee.people.models import Person
from cordee.spaces.actions.removals import purge_texts, take_out
from cordee.spaces.actions.writing import written
from cordee.spaces.models import (
    Bookmark,
    Comment,
    Draft,
    Follow,
    JoinRequest,
    Membership,
    Post,
    Reaction,
    Reading,
    Removal,
    Revision,
    UncountedReader,
)

NOBODY = "…"


@transaction.atomic
def forget_author(person: Person, *, remove: bool, now: datetime) -> None:
    """Part somebody from what they wrote: it stays without a name, or goes (``remove``). Others' replies stay.

    Mentions of their handle in the texts of others become an ellipsis. Call it while the handle still stands.
    """
    if remove:
        _remove_texts(person, now)
    _forget_mentions(person.handle)
    Post.objects.filter(author=person).update(author=None)
    Comment.objects.filter(author=person).update(author=None)
    Revision.objects.filter(by=person).update(by=None)
    Removal.objects.filter(by=person).update(by=None)
    if remove:
        Reaction.objects.filter(person=person).update(note="")
    for rows in (Bookmark, Follow, Draft, JoinRequest, Membership, Reading, UncountedReader):
        rows.objects.filter(person=person).delete()
    Follow.objects.filter(somebody=person).delete()


def _remove_texts(person: Person, now: datetime) -> None:
    posts = list(Post.objects.filter(author=person).select_related("space"))
    comments = list(Comment.objects.filter(author=person).select_related("post__space"))
    texts: list[Post | Comment] = [*comments, *posts]
    for text in texts:
        if text.removed_at is None:
            take_out(person, text, Removal.Why.DELETED, now)
    purge_texts([post.id for post in posts], [comment.id for comment in comments])


def _forget_mentions(handle: str) -> None:
    """Rewrite the texts that call somebody by their handle."""
    called = re.compile(rf"@{re.escape(handle)}(?![\w.-]*\w)", re.IGNORECASE)
    for model in (Post, Comment):
        for text in model._default_manager.filter(body__icontains=f"@{handle}").iterator(chunk_size=200):
            ready = written(called.sub(NOBODY, text.body), required=False)
            changed = {"body": ready.body, "body_html": ready.html}
            if model is Post:
                changed["excerpt"] = ready.excerpt[:300]
            model._default_manager.filter(pk=text.pk).update(**changed)
    for revision in Revision.objects.filter(body__icontains=f"@{handle}").iterator(chunk_size=200):
        Revision.objects.filter(pk=revision.pk).update(body=called.sub(NOBODY, revision.body))
