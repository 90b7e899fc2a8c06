"""The reader that keeps who asked, who answered, and when people are around."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

from cordee.core.text import plain
from cordee.journal.models import Event
from cordee.journal.readers import Reader
from cordee.people.events import PERSON_LEFT
from cordee.recommendations.closeness import stems_of
from cordee.recommendations.models import Answered, Around, Asked, AskedStem, Habit, Pulse, StemCount
from cordee.recommendations.rhythms import Rhythm
from cordee.spaces import events
from cordee.spaces.models import Comment, Post

EVERYONE = UUID(int=0)
AT_ONCE = 200  # threads
MOST_TIMES = 30_000  # fits a small integer

_OF_A_POST = {
    events.POST_PUBLISHED,
    events.POST_EDITED,
    events.POST_REMOVED,
    events.POST_RESTORED,
    events.POST_MOVED,
    events.POST_MERGED,
}
_OF_A_COMMENT = {
    events.COMMENT_PUBLISHED,
    events.COMMENT_REMOVED,
    events.COMMENT_RESTORED,
}
_ACTS = {events.POST_PUBLISHED, events.COMMENT_PUBLISHED}


class RecommendationsReader(Reader):
    """Reads each thread that an event speaks of again, as it stands now, and counts what changed in it.

    The journal holds no text, and a reply that was removed is no answer any more; so a rebuild finds the same.
    """

    name = "recommendations"
    tables = (AskedStem, StemCount, Asked, Answered, Habit, Pulse, Around)

    def consume(self, events: Sequence[Event]) -> None:
        """Each thread once a batch, however much was said in it."""
        gone = {event.object_id for event in events if event.verb == PERSON_LEFT}
        theirs = Answered.objects.filter(person_id__in=gone).values_list("post_id", flat=True)
        touched = sorted({*(post for event in events for post in _posts(event)), *theirs})
        for start in range(0, len(touched), AT_ONCE):
            read_threads(touched[start : start + AT_ONCE])
        _count_rhythms([event for event in events if event.verb in _ACTS])
        Habit.objects.filter(person_id__in=gone).delete()
        Around.objects.filter(person_id__in=gone).delete()
        Asked.objects.filter(asker_id__in=gone).update(asker_id=None)


def _posts(event: Event) -> list[UUID]:
    if event.verb in _OF_A_POST:
        into = event.data.get("into")
        return [event.object_id, UUID(into)] if into else [event.object_id]
    if event.verb in _OF_A_COMMENT and "post" in event.data:
        return [UUID(event.data["post"])]
    return []


def read_threads(post_ids: Iterable[UUID]) -> None:
    """Make what is kept of these threads what they are now; in the transaction of the caller."""
    wanted = sorted(set(post_ids))
    posts = {post.id: post for post in Post.objects.filter(id__in=wanted, removed_at__isnull=True)}
    _keep_questions(wanted, posts)
    _keep_answers(wanted, posts)


def _keep_questions(wanted: Sequence[UUID], posts: dict[UUID, Post]) -> None:
    old = {row.post_id: row for row in Asked.objects.filter(post_id__in=wanted)}
    ids = [row.id for row in old.values()]
    gone = Counter(AskedStem.objects.filter(asked_id__in=ids).values_list("stem", flat=True))
    AskedStem.objects.filter(asked_id__in=ids).delete()
    Asked.objects.filter(id__in=ids).exclude(post_id__in=posts).delete()
    stems = {key: stems_of(post.title, plain(post.body)) for key, post in posts.items()}
    rows = Asked.objects.bulk_create(
        (
            Asked(
                post_id=post.id,
                space_id=post.space_id,
                asker_id=post.author_id,
                at=post.created_at.timestamp(),
                length=sum(stems[post.id].values()),
            )
            for post in posts.values()
        ),
        update_conflicts=True,
        unique_fields=["post_id"],
        update_fields=["space_id", "asker_id", "at", "length"],
    )
    with (
        connection.cursor() as cursor,
        cursor.connection.cursor().copy(
            "COPY recommendations_askedstem (stem, asked_id, times, length) FROM STDIN"
        ) as lines,
    ):
        for row in rows:
            for stem, times in stems[row.post_id].items():
                lines.write_row((stem, row.id, min(times, MOST_TIMES), row.length))
    come = Counter(stem for row in rows for stem in stems[row.post_id])
    _count_stems(come, gone)
    pulses = _locked(Pulse, {row.space_id for row in (*old.values(), *rows)})
    for sign, some in ((-1, old.values()), (1, rows)):
        for row in some:
            pulse = pulses.setdefault(row.space_id, Pulse(space_id=row.space_id))
            tally = pulse.tally
            tally.add(row.at, sign)
            pulse.keep(tally)
            pulse.threads += sign
            pulse.words += sign * row.length
    _save(pulses.values(), ["space_id"], [*Pulse.COLUMNS, "as_of", "threads", "words"])


def _count_stems(come: Counter[str], gone: Counter[str]) -> None:
    changed = {stem: come[stem] - gone[stem] for stem in sorted(come | gone) if come[stem] != gone[stem]}
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO recommendations_stemcount AS known (stem, threads) SELECT * FROM unnest(%s::text[], %s::int[]) "
            "ON CONFLICT (stem) DO UPDATE SET threads = known.threads + excluded.threads",
            [list(changed), list(changed.values())],
        )
    # Words that stand in no question any more are not kept: they may be what somebody deleted.
    StemCount.objects.filter(
        stem__in=[stem for stem, by in changed.items() if by < 0], threads__lte=0
    ).delete()


def _keep_answers(wanted: Sequence[UUID], posts: dict[UUID, Post]) -> None:
    old = {(row.post_id, row.person_id): row for row in Answered.objects.filter(post_id__in=wanted)}
    new: dict[tuple[UUID, UUID], Answered] = {}
    comments = Comment.objects.filter(
        post_id__in=posts, removed_at__isnull=True, author__erased_at__isnull=True
    ).exclude(author=None)
    said = comments.order_by("created_at", "id").values_list("post_id", "author_id", "id", "created_at")
    for post_id, person, comment, at in said:
        post = posts[post_id]
        if person == post.author_id:
            continue
        row = new.setdefault(
            (post_id, person),
            Answered(
                post_id=post_id,
                person_id=person,
                space_id=post.space_id,
                asker_id=post.author_id,
                comment_id=comment,
                at=at.timestamp(),
                times=0,
            ),
        )
        row.times += 1
    for key in old.keys() - new.keys():
        Answered.objects.filter(pk=key).delete()
    _save(new.values(), ["post_id", "person_id"], ["space_id", "asker_id", "comment_id", "at", "times"])
    steps: defaultdict[tuple[UUID, UUID], list[tuple[float, int]]] = defaultdict(list)
    for sign, some in ((-1, old), (1, new)):
        for key, row in some.items():
            other = (new if sign < 0 else old).get(key)
            if other is None or (other.space_id, other.at) != (row.space_id, row.at):
                steps[row.person_id, row.space_id].append((row.at, sign))
    habits = {
        row.pk: row for row in Habit.objects.filter(pk__in=sorted(steps)).order_by("pk").select_for_update()
    }
    for key in sorted(steps):
        habit = habits.setdefault(key, Habit(person_id=key[0], space_id=key[1]))
        tally = habit.tally
        for moment, sign in steps[key]:
            tally.add(moment, sign)
        habit.keep(tally)
    _save(habits.values(), ["person_id", "space_id"], [*Habit.COLUMNS, "as_of"])
    Habit.objects.filter(pk__in=sorted(steps), ever=0).delete()


def _locked(model: type[Any], keys: Iterable[UUID]) -> dict[UUID, Any]:
    """The rows of these keys, which nobody else changes until the transaction ends."""
    rows = model.objects.filter(pk__in=sorted(keys)).order_by("pk").select_for_update()
    return {row.pk: row for row in rows}


def _save(rows: Iterable[Model], unique: list[str], changed: list[str]) -> None:
    """Write rows that are new or changed, in the order of their keys."""
    some = sorted(rows, key=lambda row: str(row.pk))
    if some:
        type(some[0])._default_manager.bulk_create(
            some, update_conflicts=True, unique_fields=unique, update_fields=changed
        )


def _count_rhythms(acts: Sequence[Event]) -> None:
    done = [(event.actor_id, event.at.timestamp()) for event in acts if event.actor_id]
    known = _locked(Around, {EVERYONE, *(person for person, _at in done)})
    rhythms = {key: Rhythm(row.hours, row.last) for key, row in known.items()}
    for actor, at in done:
        for person in (actor, EVERYONE):
            rhythms.setdefault(person, Rhythm()).act(at)
    _save(
        [Around(person_id=person, hours=one.hours, last=one.last) for person, one in rhythms.items()],
        ["person_id"],
        ["hours", "last"],
    )
