"""A question with many replies, of which none was accepted."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.cockpit.models import Suggestion
from cordee.cockpit.suggestions.contract import (
    FOLLOWS_WITHIN,
    MOST,
    Evidence,
    Found,
    Kind,
    Sent,
    post_of,
    since,
)
from cordee.people.cards import Card, columns
from cordee.people.models import Person
from cordee.spaces.actions.comments import reply
from cordee.spaces.models import Post, Resolution

REPLIES = 3
STILL = timedelta(days=5)
WHILE = timedelta(days=60)


class Endless(Kind):
    """A word to who asked: did one of the replies help?"""

    name = "endless"
    icon = "question"
    label = gettext_lazy("Threads without an end")
    strength = 3.0

    def find(self, spaces: Sequence[UUID], now: datetime) -> list[Found]:
        """Three replies or more, nothing new for five days; the latest first. One query."""
        rows = Post.objects.filter(
            space_id__in=spaces,
            kind=Post.Kind.QUESTION,
            comment_count__gte=REPLIES,
            resolved_at__isnull=True,
            removed_at__isnull=True,
            locked_at__isnull=True,
            duplicate_of__isnull=True,
            last_activity_at__lt=now - STILL,
            last_activity_at__gt=now - WHILE,
            author__is_active=True,
        ).order_by("-last_activity_at", "-id")
        columns_read = ("space_id", "last_activity_at", "id", "title", "comment_count", *columns("author"))
        return [
            Found(self.name, space, at, Card(*face), post, title, facts={"replies": replies})
            for space, at, post, title, replies, *face in rows.values_list(*columns_read)[:MOST]
        ]

    def sentence(self, one: Found) -> str:
        assert one.person
        return ngettext(
            "“%(title)s” has %(count)s reply and no answer that %(who)s accepted",
            "“%(title)s” has %(count)s replies and no answer that %(who)s accepted",
            one.facts["replies"],
        ) % {"title": one.title, "count": one.facts["replies"], "who": one.person.name}

    def evidence(self, one: Found) -> list[Evidence]:
        return [Evidence(one.title, one.post_url)]

    def button(self, one: Found) -> str:
        return _("Ask whether it is solved")

    def draft(self, one: Found, me: Person) -> str:
        assert one.person
        return _(
            "@%(handle)s, did one of these replies help you? If so, accept it: who looks for the same will find it. "
            "If not, what is still missing?"
        ) % {"handle": one.person.handle}

    def act(self, actor: Person, row: Suggestion, sent: Sent, now: datetime) -> None:
        reply(actor, post_of(row.post_id), body=sent.text, now=now)

    def followed(self, rows: Sequence[Suggestion]) -> dict[UUID, datetime]:
        """An answer was accepted."""
        ends = dict(
            Resolution.objects.filter(post_id__in={row.post_id for row in rows}).values_list("post_id", "at")
        )
        return {
            row.id: ends[row.post_id]
            for row in rows
            if row.post_id in ends and since(row) < ends[row.post_id] <= since(row) + FOLLOWS_WITHIN
        }


KIND = Endless()
