"""A contribution that helped others deserves to be seen."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.cockpit.models import Suggestion
from cordee.cockpit.suggestions.contract import MOST, Choice, Evidence, Found, Kind, Sent, came_back, post_of
from cordee.people.cards import Card, columns
from cordee.people.models import Person
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.library import KINDS, offer
from cordee.spaces.actions.pins import pin
from cordee.spaces.models import Comment, Membership, Post, Practice

LATELY = timedelta(days=42)
HELPED = 3  # people who said so
SAYS_SO = ("useful", "thanks", "tried", "insightful", "adapted", "taught")


class Light(Kind):
    """A thank-you in its thread, and perhaps its place on top or in the library."""

    name = "light"
    icon = "thanks"
    label = gettext_lazy("Contributions to bring to light")
    strength = 5.0
    choices = (
        Choice("", gettext_lazy("Thank only"), usual=True),
        Choice("pin", gettext_lazy("and pin it on top")),
        Choice("offer", gettext_lazy("and offer it for the library")),
    )

    def find(self, spaces: Sequence[UUID], now: datetime) -> list[Found]:
        """What helped three people at least, and no facilitator has answered, pinned or kept. One query."""
        keeper = Membership.objects.filter(
            space_id=OuterRef("space_id"), person_id=OuterRef("author_id"), role=Membership.Role.FACILITATOR
        )
        answered = Comment.objects.filter(
            post_id=OuterRef("id"),
            removed_at__isnull=True,
            author__memberships__space_id=OuterRef("space_id"),
            author__memberships__role=Membership.Role.FACILITATOR,
        )
        rows = (
            Post.objects.filter(
                ~Exists(keeper),
                ~Exists(answered),
                ~Exists(Practice.objects.filter(post_id=OuterRef("id"))),
                space_id__in=spaces,
                kind__in=KINDS,
                created_at__gt=now - LATELY,
                removed_at__isnull=True,
                locked_at__isnull=True,
                pinned_at__isnull=True,
                author__is_active=True,
            )
            .annotate(
                helped=Count(
                    "reactions__person",
                    filter=Q(reactions__meaning__in=SAYS_SO, reactions__comment__isnull=True),
                    distinct=True,
                )
            )
            .filter(helped__gte=HELPED)
            .order_by("-helped", "-id")
        )
        columns_read = ("space_id", "created_at", "id", "title", "helped", *columns("author"))
        return [
            Found(self.name, space, at, Card(*face), post, title, facts={"helped": helped})
            for space, at, post, title, helped, *face in rows.values_list(*columns_read)[:MOST]
        ]

    def sentence(self, one: Found) -> str:
        assert one.person
        return ngettext(
            "What %(who)s wrote helped %(count)s person: “%(title)s”",
            "What %(who)s wrote helped %(count)s people: “%(title)s”",
            one.facts["helped"],
        ) % {"who": one.person.name, "count": one.facts["helped"], "title": one.title}

    def evidence(self, one: Found) -> list[Evidence]:
        return [Evidence(one.title, one.post_url)]

    def button(self, one: Found) -> str:
        return _("Thank")

    def draft(self, one: Found, me: Person) -> str:
        assert one.person
        return ngettext(
            "Thank you @%(handle)s: %(count)s person says that this helped. What made the difference for you?",
            "Thank you @%(handle)s: %(count)s people say that this helped. What made the difference for you?",
            one.facts["helped"],
        ) % {"handle": one.person.handle, "count": one.facts["helped"]}

    def act(self, actor: Person, row: Suggestion, sent: Sent, now: datetime) -> None:
        post = post_of(row.post_id)
        reply(actor, post, body=sent.text, now=now)
        if sent.choice == "pin":
            pin(actor, post, now=now)
        elif sent.choice == "offer":
            offer(actor, post, now=now)

    def followed(self, rows: Sequence[Suggestion]) -> dict[UUID, datetime]:
        """Its author wrote again."""
        return came_back(rows)


KIND = Light()
