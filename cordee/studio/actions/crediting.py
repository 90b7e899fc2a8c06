"""A good contribution of a space becomes an activity, with its author credited and told."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden
from cordee.journal.actions import record
from cordee.paths import access, events
from cordee.paths.actions.drafts import add_activity
from cordee.paths.models import Activity, Credit
from cordee.spaces import access as spaces
from cordee.spaces.models import Post


@transaction.atomic
def make_activity(where: access.Standing, module_key: UUID, post: Post, *, now: datetime) -> Activity:
    """A page made of what somebody wrote, at the end of a module; it can be edited then.

    Only of what the author of the path may read, and that is in sight. For authors. Raises Forbidden, Missing, Invalid.
    """
    who = spaces.viewer(where.person)
    spaces.check_reads(who, post.space)
    if post.removed_at is not None:
        raise Forbidden(_("This contribution has been removed."))
    author = post.author.name if post.author else _("Somebody who left")
    origin = _("From “%(title)s”, by %(author)s.") % {"title": post.title, "author": author}
    body = f"{post.body}\n\n*[{origin}]({post.url})*"
    activity = add_activity(
        where, module_key, kind="page", title=post.title, values={"body": body}, mode="social", now=now
    )
    Credit.objects.create(path=where.path, activity_key=activity.key, post=post, person=post.author, at=now)
    fact = events.of_path(
        events.POST_CREDITED,
        where.path,
        where.person,
        post=str(post.id),
        author=str(post.author_id) if post.author_id else None,
        activity=str(activity.key),
    )
    record(fact, at=now)
    return activity
