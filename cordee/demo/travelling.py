"""How practices of the demo travelled: who read what, who tried it after whom, in which order. Always the same."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from cordee.circulation.actions import agree_to_be_named
from cordee.circulation.computing import circulate
from cordee.demo.loaded import Loaded
from cordee.demo.plan import chance
from cordee.journal.readers import advance, named
from cordee.journal.sequence import sequence
from cordee.people.models import Person
from cordee.spaces.actions.reactions import Given, react_all
from cordee.spaces.actions.readings import Read, note_readings
from cordee.spaces.models import CharterAcceptance, Comment, Membership, Post, Reaction

PRACTICES = (Post.Kind.EXPERIENCE, Post.Kind.TIP, Post.Kind.RESOURCE)
TRAVELLED = 6  # practices that went further than the conversation tells
MOST = 11  # people whom each reached so
READ, READ_OTHERS = 0.5, 0.12  # of members, of a practice and of anything else
NAMED = ("camille", "karim", "ines")  # who agree to be named
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def let_travel(loaded: Loaded, *, now: datetime) -> None:
    """Let practices be read, tried, adapted and taught on, then draw what came of it."""
    keys = {person.id: key for key, person in loaded.people.items()}
    posts = {post.id: key for key, post in loaded.posts.items()}
    member = _members()
    react_all(_taken_up(loaded, keys, posts, member, now))
    note_readings(_read(loaded, keys, posts, member, now))
    for key in NAMED:
        agree_to_be_named(loaded.people[key], agreed=True, now=now)
    while sequence():
        pass
    while advance(named("circulation")):
        pass
    circulate(now)


def _members() -> Mapping[UUID, Mapping[UUID, datetime]]:
    """When each person could first react in each space: they were there, and had accepted what is in force."""
    found: dict[UUID, dict[UUID, datetime]] = defaultdict(dict)
    for space, person, at in Membership.objects.filter(charter_version__gt=0).values_list(
        "space_id", "person_id", "joined_at"
    ):
        found[space][person] = at
    for space, person, at in CharterAcceptance.objects.values_list("charter__space_id", "person_id", "at"):
        if person in found[space]:
            found[space][person] = max(found[space][person], at)
    return found


def _taken_up(
    loaded: Loaded,
    keys: Mapping[UUID, str],
    posts: Mapping[UUID, str],
    member: Mapping[UUID, Mapping[UUID, datetime]],
    now: datetime,
) -> list[Given]:
    """Those that most people tried go on, from unit to unit; each waits some days after who came before."""
    most = Post.objects.filter(removed_at=None, tried_count__gt=0, kind__in=PRACTICES, id__in=list(posts))
    given: list[Given] = []
    for post in most.select_related("space").order_by("-tried_count", "id")[:TRAVELLED]:
        key = posts[post.id]
        known = set(Reaction.objects.filter(post=post).values_list("person_id", flat=True))
        words = list(
            Comment.objects.filter(post=post, removed_at=None).select_related("author").order_by("id")
        )
        others = [
            one for one in member[post.space_id] if one in keys and one not in known and one != post.author_id
        ]
        others.sort(key=lambda one: chance(keys[one], key, "order"))
        at = post.created_at
        for one in others[:MOST]:
            at = max(at, member[post.space_id][one]) + DAY + chance(keys[one], key, "wait") * 6 * DAY
            if at > now - DAY:
                break
            said = [word for word in words if word.created_at < at and word.author_id not in (None, one)]
            luck = chance(keys[one], key, "how")
            on = said[int(luck * 1000) % len(said)] if said and luck > 0.6 else None
            given += _stages(
                loaded.people[keys[one]], post, on, at, now, luck, f"demo/travel/{key}/{keys[one]}"
            )
    return sorted(given, key=lambda one: one.at)


def _stages(
    person: Person, post: Post, on: Comment | None, at: datetime, now: datetime, luck: float, seed: str
) -> list[Given]:
    """Tried by all, adapted by some, taught on by a few, each some days later."""
    found = [Given(person, post, "tried", at, comment=on, seed=f"{seed}/tried")]
    for meaning, share, later in (("adapted", 0.4, 5 * DAY), ("taught", 0.15, 9 * DAY)):
        if luck < share and at + later < now - DAY:
            found.append(Given(person, post, meaning, at + later, seed=f"{seed}/{meaning}"))
    return found


def _read(
    loaded: Loaded,
    keys: Mapping[UUID, str],
    posts: Mapping[UUID, str],
    member: Mapping[UUID, Mapping[UUID, datetime]],
    now: datetime,
) -> list[Read]:
    """Members read what others share, most within days. Who tried something had read it."""
    tried: dict[tuple[UUID, UUID], datetime] = {}
    for post, person, at in Reaction.objects.order_by("-at").values_list("post_id", "person_id", "at"):
        tried[post, person] = at
    found: list[Read] = []
    for row in Post.objects.filter(removed_at=None, id__in=list(posts)).order_by("id"):
        key = posts[row.id]
        share = READ if row.kind in PRACTICES else READ_OTHERS
        for person, since in member[row.space_id].items():
            name = keys.get(person)
            before = tried.get((row.id, person))
            if name is None or not (before or chance(name, key, "reads") < share):
                continue
            at = max(row.created_at, since) + HOUR + chance(name, key, "when") ** 3 * 12 * DAY
            at = min(at, before - HOUR) if before else at
            if row.created_at < at < now:
                found.append(Read(loaded.people[name], row, at, f"demo/read/{key}/{name}"))
    return found
