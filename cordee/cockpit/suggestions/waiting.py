"""A question waits too long for a first reply."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.asks.actions.owning import take
from cordee.asks.actions.responding import name_somebody
from cordee.asks.models import Ask
from cordee.asks.queries.able import able_for, today
from cordee.cockpit.models import Suggestion
from cordee.cockpit.suggestions.contract import MOST, Evidence, Found, Kind, Sent, post_of, was_answered
from cordee.core.errors import Invalid
from cordee.people.cards import card, columns
from cordee.people.models import Person
from cordee.spaces.models import Post

TOO_LONG = timedelta(days=2)
WHILE = timedelta(days=60)  # older questions are no longer news
SEEN_TO = timedelta(days=3)


class Waiting(Kind):
    """Ask somebody who may know, or see to it oneself until a day."""

    name = "waiting"
    icon = "waiting"
    label = gettext_lazy("Questions that wait")
    strength = 7.0

    def find(self, spaces: Sequence[UUID], now: datetime) -> list[Found]:
        """Questions without a reply for two days that nobody sees to, the longest first. One query."""
        asked = Ask.objects.filter(post_id=OuterRef("id")).order_by().values("post_id")
        rows = (
            Post.objects.filter(
                space_id__in=spaces,
                kind=Post.Kind.QUESTION,
                comment_count=0,
                removed_at__isnull=True,
                resolved_at__isnull=True,
                locked_at__isnull=True,
                duplicate_of__isnull=True,
                created_at__lt=now - TOO_LONG,
                created_at__gt=now - WHILE,
            )
            .exclude(ownerships__ended_at__isnull=True, ownerships__id__isnull=False)
            .annotate(asked=Subquery(asked.annotate(count=Count("id")).values("count")))
            .order_by("created_at", "id")
        )
        columns_read = ("space_id", "created_at", "id", "title", "asked", *columns("author"))
        return [
            Found(
                self.name,
                space,
                at,
                None,
                post,
                title,
                facts={"asked": asked or 0, "author": card(face), "able": None},
            )
            for space, at, post, title, asked, *face in rows.values_list(*columns_read)[:MOST]
        ]

    def complete(self, one: Found, now: datetime) -> None:
        """Who may know."""
        post = post_of(one.post_id)
        asked = set(Ask.objects.filter(post=post).values_list("person_id", flat=True))
        free = [able for able in able_for(post, now=now, asked=asked).able if able.free and not able.away]
        best = max(free, key=lambda able: (able.score, able.id), default=None)
        one.facts["able"] = Person.objects.filter(id=best.id).first() if best else None

    def sentence(self, one: Found) -> str:
        author = one.facts["author"]
        if author is None:
            return _("A question waits for a first reply: “%(title)s”") % {"title": one.title}
        return _("%(who)s waits for a first reply: “%(title)s”") % {"who": author.name, "title": one.title}

    def evidence(self, one: Found) -> list[Evidence]:
        """The question, and who was asked so far."""
        told = [Evidence(one.title, one.post_url)]
        if count := one.facts["asked"]:
            said = ngettext("%(count)s person was asked", "%(count)s people were asked", count)
            told.append(Evidence(said % {"count": count}, f"/spaces/{one.space_slug}/waiting/"))
        return told

    def button(self, one: Found) -> str:
        if able := one.facts["able"]:
            return _("Ask %(who)s") % {"who": able.name}
        return _("See to it for three days")

    def act(self, actor: Person, row: Suggestion, sent: Sent, now: datetime) -> None:
        """Put it to who may know, or take it until a day."""
        post = post_of(row.post_id)
        if sent.to:
            person = Person.objects.filter(handle=sent.to, is_active=True).first()
            if person is None:
                raise Invalid(
                    _("Nobody here answers to this name. Write what stands after @ in their profile.")
                )
            name_somebody(actor, post, person, now=now)
        else:
            take(actor, post, until=_in_three_days(now), now=now)

    def followed(self, rows: Sequence[Suggestion]) -> dict[UUID, datetime]:
        """A member replied."""
        return was_answered(rows)


def _in_three_days(now: datetime) -> date:
    return today(now) + SEEN_TO


KIND = Waiting()
