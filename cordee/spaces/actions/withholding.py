"""What a text shows leaves sight with it: its images and its attachment are handed out no more, until it is back."""

import re

from django.db.models import Q

from cordee.media.models import File
from cordee.spaces.models import Comment, Post

SHOWN = re.compile(r"/media/([\w.-]+)")


def withhold(text: Post | Comment) -> None:
    """Hand out the files of this text (of a whole thread, for its first) only to who moderates. Two queries."""
    _set(text, withheld=True)


def release(text: Post | Comment) -> None:
    """Hand them out again; those of replies that are still out of sight stay withheld. Two queries."""
    _set(text, withheld=False)


def _set(text: Post | Comment, *, withheld: bool) -> None:
    shown = [(text.author_id, text.body)]
    wanted = Q(pk__in=[])
    if isinstance(text, Post):
        replies = Comment.objects.filter(post=text, removed_at__isnull=True).exclude(body="")
        shown += replies.filter(body__contains="/media/").values_list("author_id", "body")
        wanted |= Q(id=text.attachment_id)
    # Who shows again a file that somebody else brought does not take it away with their own text.
    for author, body in shown:
        if names := SHOWN.findall(body):
            wanted |= Q(owner_id=author, stored_as__in=names)
    File.objects.filter(wanted, withheld=not withheld).update(withheld=withheld)
