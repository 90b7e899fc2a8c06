"""A prompt was answered, and waits for its recap."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.cockpit.models import Suggestion
from cordee.cockpit.suggestions.contract import FOLLOWS_WITHIN, MOST, Evidence, Found, Kind, since
from cordee.programmes.models import Prompt, Recap
from cordee.programmes.queries.recaps import RIPE

WHILE = timedelta(days=35)


class RecapWaits(Kind):
    """Its draft is made of what people wrote; it is read and edited on the page of the programme."""

    name = "recap"
    icon = "checklist"
    label = gettext_lazy("Recaps")
    strength = 6.5

    def find(self, spaces: Sequence[UUID], now: datetime) -> list[Found]:
        """Prompts of some days ago with replies and no recap, the latest first. One query."""
        rows = Prompt.objects.filter(
            programme__space_id__in=spaces,
            state=Prompt.State.PUBLISHED,
            published_at__lt=now - RIPE,
            published_at__gt=now - WHILE,
            post__isnull=False,
            post__removed_at__isnull=True,
            post__comment_count__gt=0,
            recap__published_at__isnull=True,
        ).order_by("-published_at", "-id")
        columns = (
            "programme__space_id",
            "published_at",
            "post_id",
            "post__title",
            "id",
            "post__comment_count",
        )
        return [
            Found(self.name, space, at, None, post, title, facts={"prompt": prompt, "replies": replies})
            for space, at, post, title, prompt, replies in rows.values_list(*columns)[:MOST]
        ]

    def sentence(self, one: Found) -> str:
        """What was answered."""
        return ngettext(
            "“%(title)s” has had %(count)s reply: its recap is drafted",
            "“%(title)s” has had %(count)s replies: its recap is drafted",
            one.facts["replies"],
        ) % {"title": one.title, "count": one.facts["replies"]}

    def evidence(self, one: Found) -> list[Evidence]:
        """The thread."""
        return [Evidence(one.title, one.post_url)]

    def button(self, one: Found) -> str:
        """Where it is read before it goes out."""
        return _("Read and publish the recap")

    def link(self, one: Found) -> str:
        """The page of the recap."""
        return f"/spaces/{one.space_slug}/programme/{one.facts['prompt']}/recap/"

    def followed(self, rows: Sequence[Suggestion]) -> dict[UUID, datetime]:
        """The recap came out."""
        out = Recap.objects.filter(
            prompt__post_id__in={row.post_id for row in rows}, published_at__isnull=False
        )
        moments = dict(out.values_list("prompt__post_id", "published_at"))
        return {
            row.id: at
            for row in rows
            if row.post_id
            and (at := moments.get(row.post_id))
            and since(row) < at <= since(row) + FOLLOWS_WITHIN
        }


KIND = RecapWaits()
