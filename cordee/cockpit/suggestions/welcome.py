"""Somebody came, and nobody has greeted them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.cockpit.models import Suggestion
from cordee.cockpit.suggestions.contract import MOST, Evidence, Found, Kind, Sent, came_back
from cordee.insights.models import Arrival
from cordee.people.cards import Card, columns
from cordee.people.models import Person
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Membership, Post

LATELY = timedelta(days=21)
TOGETHER = 5  # who came and wrote nothing yet is greeted together


class Welcome(Kind):
    """In their own thread where they wrote one; together, in one contribution, where they did not."""

    name = "welcome"
    icon = "invite"
    label = gettext_lazy("Welcoming")
    strength = 6.0

    def find(self, spaces: Sequence[UUID], now: datetime) -> list[Found]:
        """Members of the last three weeks whom nobody named or answered, the longest here first. One query."""
        greeted = Arrival.objects.filter(
            space_id=OuterRef("space_id"), person_id=OuterRef("person_id"), greeted_at__isnull=True
        )
        theirs = Post.objects.filter(
            space_id=OuterRef("space_id"), author_id=OuterRef("person_id"), removed_at__isnull=True
        ).order_by("id")
        rows = (
            Membership.objects.filter(
                Exists(greeted),
                space_id__in=spaces,
                role=Membership.Role.MEMBER,
                joined_at__gt=now - LATELY,
                person__is_active=True,
            )
            .annotate(post=Subquery(theirs.values("id")[:1]), post_title=Subquery(theirs.values("title")[:1]))
            .order_by("joined_at", "id")
        )
        found: list[Found] = []
        waiting: dict[UUID, Found] = {}
        columns_read = ("space_id", "joined_at", "post", "post_title", *columns("person"))
        for space, at, post, title, *face in rows.values_list(*columns_read)[: MOST * TOGETHER]:
            person = Card(*face)
            if post is None and space in waiting and len(waiting[space].facts["others"]) < TOGETHER - 1:
                waiting[space].facts["others"].append(person)
                continue
            one = Found(self.name, space, at, person, post, title or "", facts={"others": []})
            if post is None:
                waiting[space] = one
            found.append(one)
        return found

    def sentence(self, one: Found) -> str:
        """Who came."""
        assert one.person
        if others := len(one.facts["others"]):
            return ngettext(
                "%(who)s and %(count)s other person came, and nobody has greeted them yet",
                "%(who)s and %(count)s other people came, and nobody has greeted them yet",
                others,
            ) % {"who": one.person.name, "count": others}
        if one.post_id:
            return _("%(who)s wrote here for the first time, and nobody has replied") % {
                "who": one.person.name
            }
        return _("%(who)s came and has had no word of welcome yet") % {"who": one.person.name}

    def evidence(self, one: Found) -> list[Evidence]:
        """Their contribution, or their profiles."""
        assert one.person
        if one.post_id:
            return [Evidence(one.title, one.post_url)]
        return [Evidence(card.name, card.url) for card in (one.person, *one.facts["others"])]

    def button(self, one: Found) -> str:
        return _("Greet")

    def draft(self, one: Found, me: Person) -> str:
        """A word that names them, so that they hear of it."""
        assert one.person
        if one.post_id:
            return _(
                "Welcome @%(handle)s, and thank you for this first contribution. What would help you most here?"
            ) % {"handle": one.person.handle}
        names = " ".join(f"@{card.handle}" for card in (one.person, *one.facts["others"]))
        return _(
            "Welcome %(names)s. In a few words: what do you work on these days, and what would you like to find here?"
        ) % {"names": names}

    def act(self, actor: Person, row: Suggestion, sent: Sent, now: datetime) -> None:
        """A reply in their thread, or a contribution of welcome."""
        theirs = Post.objects.filter(id=row.post_id).select_related("space").first() if row.post_id else None
        if theirs:
            reply(actor, theirs, body=sent.text, now=now)
        else:
            publish(
                actor,
                row.space,
                kind=Post.Kind.DISCUSSION,
                title=_("Welcome among us"),
                body=sent.text,
                now=now,
            )

    def followed(self, rows: Sequence[Suggestion]) -> dict[UUID, datetime]:
        """They wrote something."""
        return came_back(rows)


KIND = Welcome()
