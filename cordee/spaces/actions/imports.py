"""Taking in threads that were written elsewhere, many at once; doing it again changes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from cordee.core.ids import uuid7
from cordee.journal.actions import Fact, record_all
from cordee.people.models import Person
from cordee.spaces import events
from cordee.spaces.models import Comment, Membership, Post, Resolution, Space

TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a thread, ready to be stored. ``key`` names it for ever within its source."""

    key: str
    author: Person
    at: datetime
    body: str
    html: str
    excerpt: str
    mentioned: list[str]


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread in reading order: its first message becomes the post, the others its replies."""

    title: str
    solved: bool
    messages: Sequence[Message]


@dataclass(slots=True)
class Taken:
    """What was new."""

    posts: int = 0
    comments: int = 0


@transaction.atomic
def enrol_authors(space: Space, authors: Iterable[Person]) -> None:
    """Make imported authors members of the space, since the day they first wrote."""
    people = {author.id: author for author in authors}
    there = set(Membership.objects.filter(space=space).values_list("person_id", flat=True))
    fresh = [
        Membership(id=uuid7(person.joined_at), space=space, person=person, joined_at=person.joined_at)
        for person in people.values()
        if person.id not in there
    ]
    Membership.objects.bulk_create(fresh, batch_size=1000, ignore_conflicts=True)
    record_all(
        (events.of_membership(events.SPACE_JOINED, membership, membership.person), membership.joined_at)
        for membership in fresh
    )


@transaction.atomic
def import_threads(space: Space, threads: Sequence[Thread]) -> Taken:
    """Store threads with their events, all or none; what is there already is left as it is.

    ``solved`` says that a thread was resolved, not by which message: no accepted answer is invented. A
    later archive of the same source adds the replies that are new.
    """
    posts: dict[UUID, tuple[Post, Thread]] = {}
    comments: dict[UUID, tuple[Comment, Post, Message]] = {}
    for thread in threads:
        _build(space, thread, posts, comments)
    old_posts = set(Post.objects.filter(id__in=list(posts)).values_list("id", flat=True))
    old_comments = set(Comment.objects.filter(id__in=list(comments)).values_list("id", flat=True))
    new_posts = [post for key, (post, _thread) in posts.items() if key not in old_posts]
    new_comments = [told for key, told in comments.items() if key not in old_comments]
    Post.objects.bulk_create(new_posts, batch_size=500)
    Comment.objects.bulk_create([comment for comment, _post, _message in new_comments], batch_size=500)
    facts = _resolve(posts, old_posts)
    facts += [
        (events.post_published(post, posts[post.id][1].messages[0].mentioned), post.created_at)
        for post in new_posts
    ]
    facts += [
        (events.comment_published(comment, post, message.mentioned), comment.created_at)
        for comment, post, message in new_comments
    ]
    record_all(sorted(facts, key=lambda told: told[1]))
    if old_posts:
        _recount(old_posts)
    return Taken(len(new_posts), len(new_comments))


def _build(
    space: Space,
    thread: Thread,
    posts: dict[UUID, tuple[Post, Thread]],
    comments: dict[UUID, tuple[Comment, Post, Message]],
) -> None:
    first, *replies = thread.messages
    last = max(message.at for message in thread.messages)
    post = Post(
        id=uuid7(first.at, first.key),
        space=space,
        author=first.author,
        kind=Post.Kind.QUESTION if thread.solved else Post.Kind.DISCUSSION,
        title=thread.title,
        body=first.body,
        body_html=first.html,
        excerpt=first.excerpt[:300],
        created_at=first.at,
        last_activity_at=last,
        comment_count=len(replies),
        resolved_at=last if thread.solved else None,
    )
    posts[post.id] = (post, thread)
    moment = first.at
    for message in replies:
        # Reading order is the order of identifiers: messages of one second keep the archive's order.
        moment = max(message.at, moment + TICK)
        identifier = uuid7(moment, message.key)
        comment = Comment(
            id=identifier,
            root_id=identifier,
            post=post,
            author=message.author,
            body=message.body,
            body_html=message.html,
            created_at=message.at,
        )
        comments[identifier] = (comment, post, message)


def _resolve(posts: dict[UUID, tuple[Post, Thread]], old: set[UUID]) -> list[tuple[Fact, datetime]]:
    """Note which threads are known to be resolved; gives the facts of those that were not before."""
    solved = {key: post for key, (post, thread) in posts.items() if thread.solved}
    before = set(Resolution.objects.filter(post_id__in=list(solved)).values_list("post_id", flat=True))
    fresh = [post for key, post in solved.items() if key not in before]
    Resolution.objects.bulk_create(Resolution(post=post, at=post.last_activity_at) for post in fresh)
    for post in fresh:
        if post.id in old:
            Post.objects.filter(pk=post.pk).update(kind=Post.Kind.QUESTION, resolved_at=post.resolved_at)
    return [
        (events.of_answer(events.ANSWER_ACCEPTED, post, None, None), post.last_activity_at) for post in fresh
    ]


_RECOUNT = """
UPDATE spaces_post AS post
SET comment_count = found.count, last_activity_at = greatest(post.last_activity_at, found.last)
FROM (SELECT post_id, count(*) AS count, max(created_at) AS last
      FROM spaces_comment WHERE post_id = ANY(%s) GROUP BY post_id) AS found
WHERE post.id = found.post_id AND post.comment_count <> found.count
"""


def _recount(post_ids: Iterable[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT, [list(post_ids)])
