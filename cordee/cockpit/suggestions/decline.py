"""A space is going silent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.cockpit.models import Suggestion
from cordee.cockpit.suggestions.contract import FOLLOWS_WITHIN, Evidence, Found, Kind, Sent, since
from cordee.insights.decline import State
from cordee.insights.models import Said
from cordee.insights.queries import verdicts_of
from cordee.insights.words import verdict_words
from cordee.people.models import Person
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Post


class Decline(Kind):
    """One open question to everybody, to begin with."""

    name = "decline"
    icon = "health"
    label = gettext_lazy("Spaces going silent")
    strength = 5.5
    rests = timedelta(days=28)

    def find(self, spaces: Sequence[UUID], now: datetime) -> list[Found]:
        """By the rule of ``insights.decline``. One query."""
        return [
            Found(self.name, space, now, facts={"verdict": verdict})
            for space, verdict in verdicts_of(spaces, now).items()
            if verdict.state in (State.DECLINING, State.SILENT)
        ]

    def sentence(self, one: Found) -> str:
        return _("“%(space)s” is going silent") % {"space": one.space_title}

    def evidence(self, one: Found) -> list[Evidence]:
        return [
            Evidence(verdict_words(one.facts["verdict"]), f"/spaces/{one.space_slug}/health/"),
            Evidence(_("Start a thread programme"), f"/spaces/{one.space_slug}/programme/"),
        ]

    def button(self, one: Found) -> str:
        return _("Ask everybody")

    def draft(self, one: Found, me: Person) -> str:
        return _(
            "What have you tried these last weeks, even something small, and what came of it? Two lines are enough. "
            "And if this space should speak of something else, say what."
        )

    def act(self, actor: Person, row: Suggestion, sent: Sent, now: datetime) -> None:
        publish(
            actor,
            row.space,
            kind=Post.Kind.DISCUSSION,
            title=_("What did you try lately?"),
            body=sent.text,
            now=now,
        )

    def followed(self, rows: Sequence[Suggestion]) -> dict[UUID, datetime]:
        """A member contributed by themselves."""
        found: dict[UUID, datetime] = {}
        said = Said.objects.filter(
            space_id__in={row.space_id for row in rows}, seen=True, kept=False, prompt=False
        )
        told = list(
            said.filter(at__gt=min(map(since, rows)))
            .order_by("at")
            .values_list("id", "post_id", "space_id", "at")
        )
        for row in rows:
            for one, post, space, at in told:
                if one == post and space == row.space_id and since(row) < at <= since(row) + FOLLOWS_WITHIN:
                    found[row.id] = at
                    break
        return found


KIND = Decline()
