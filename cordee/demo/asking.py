"""The questions of the demo's last days on their way: asked of people, taken by one, come to the facilitators."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from cordee.asks.actions.clock import look_at, look_at_all
from cordee.asks.actions.owning import take
from cordee.asks.actions.responding import name_somebody
from cordee.asks.actions.watching import look_after, still_waits
from cordee.asks.actions.wishes import set_wishes
from cordee.asks.models import Ask
from cordee.demo.loaded import Loaded
from cordee.journal.readers import catch_up
from cordee.spaces.models import Post

DAYS = 13
# Its replies did not help: it has come to the facilitators meanwhile.
STILL = "entretiens/3-maintenant/7"
TAKEN = ("animer/3-maintenant/9", "helene")
NAMED = (
    ("accueil/3-maintenant/8", "christine", "lea"),
    ("outils/3-maintenant/10", "bruno", "ines"),
    ("entretiens/3-maintenant/11", "camille", "karim"),
)


def ask_around(loaded: Loaded, *, now: datetime) -> None:
    """Let the product's own clock run over the questions of the last days, up to ``now``.

    Inès, who is asked too much, takes three questions a week; Christine is away.
    """
    catch_up()
    people = loaded.people
    for key, quota, away in (
        ("ines", 3, None),
        ("christine", 2, (now.date(), now.date() + timedelta(days=9))),
    ):
        first, last = away or (None, None)
        set_wishes(people[key], quota=quota, away_from=first, away_until=last, unasked=[], now=now)
    rows = Post.objects.filter(
        kind=Post.Kind.QUESTION, removed_at=None, created_at__gt=now - timedelta(days=DAYS)
    )
    here = {post.id for post in loaded.posts.values()}
    look_after({post: at for post, at in rows.values_list("id", "created_at") if post in here})
    late = loaded.posts[STILL]
    for moment in _moments(now):
        look_at_all(moment)
        if late.created_at + timedelta(days=2) < moment < late.created_at + timedelta(days=3):
            _still_waits(late, moment)
    _today(loaded, now)


def _moments(now: datetime) -> Iterator[datetime]:
    """Twice each of the days, before ``now``."""
    start = (now - timedelta(days=DAYS)).replace(hour=8, minute=0, second=0, microsecond=0)
    for half in range(2 * DAYS + 2):
        if (moment := start + timedelta(hours=12 * half)) < now - timedelta(minutes=20):
            yield moment


def _still_waits(post: Post, now: datetime) -> None:
    if post.author and post.watch.state == "replied":
        still_waits(post.author, post, now=now)
        post.refresh_from_db()


def _today(loaded: Loaded, now: datetime) -> None:
    people = loaded.people
    key, owner = TAKEN
    take(people[owner], loaded.posts[key], until=_soon(now.date()), now=now - timedelta(minutes=9))
    for place, (key, by, to) in enumerate(NAMED):
        post = loaded.posts[key]
        if not Ask.objects.filter(post=post, person=people[to]).exists():
            name_somebody(people[by], post, people[to], now=now - timedelta(minutes=8 - place))
        look_at(post.id, now=now)


def _soon(today: date) -> date:
    """The third day from now, not on a weekend."""
    day = today + timedelta(days=3)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day
