"""What lies ahead of somebody, of several rooms in one query: what they were asked, workshops, the prompts of
the week, charters that changed, what they set aside.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, JSONField, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.asks.queries.today import Waiting, waiting_of, waiting_rows
from cordee.core.compiled import compiled
from cordee.programmes.queries.prompts import FRESH
from cordee.programmes.queries.today import Invitation, invitation_rows, invitations_of
from cordee.spaces import access
from cordee.spaces.queries.today import outdated_charters
from cordee.web.models import Aside
from cordee.web.worth.contract import Kind, Thing
from cordee.workshops.queries.workshops import LATE, SOON, Near, near_of, near_rows
from cordee.workshops.words import spoken


@dataclass(frozen=True)
class Ahead:
    """What is found, and the keys that were set aside for today."""

    things: list[Thing]
    aside: set[str]


def ahead(who: access.Viewer, now: datetime) -> Ahead:
    """What one was asked, the workshops of the days to come, prompts, charters to read again. One query."""
    rows = _ahead(me=who.person.id, until=now + SOON, since=now - LATE, fresh=now - FRESH, now=now)
    things = [_charter(name, title) for what, name, title, _told in rows if what == "charter"]
    things += [_workshop(near) for near in near_of(_told(rows, "workshop"))]
    things += [_asked(one) for one in waiting_of(_told(rows, "ask"))]
    things += [_invited(one) for one in invitations_of(_told(rows, "prompt"))]
    return Ahead(things, {name for what, name, *_others in rows if what == "aside"})


@compiled()
def _ahead(*, me: UUID, until: datetime, since: datetime, fresh: datetime, now: datetime) -> QuerySet:
    nothing, blank = Value(None, output_field=JSONField()), Value("", output_field=CharField())
    columns = ("what", "name", "words", "told")
    charters = outdated_charters(me).annotate(what=Value("charter"), told=nothing)
    near = near_rows(me, until, since).annotate(what=Value("workshop"), name=blank, words=blank)
    aside = Aside.objects.filter(person_id=me, until__gt=now)
    aside = aside.annotate(what=Value("aside"), words=blank, told=nothing)
    asked = waiting_rows(me).annotate(what=Value("ask"), name=blank, words=blank)
    prompts = invitation_rows(me, fresh).annotate(what=Value("prompt"), name=blank, words=blank)
    return charters.values_list("what", "space__slug", "space__title", "told").union(
        near.values_list(*columns),
        asked.values_list(*columns),
        prompts.values_list(*columns),
        aside.values_list("what", "key", "words", "told"),
        all=True,
    )


def _told(rows: Iterable[tuple], what: str) -> Iterator[Mapping[str, Any]]:
    return (told for kind, _name, _words, told in rows if kind == what)


def _asked(one: Waiting) -> Thing:
    said = _("%(who)s asks, and you were thought of. %(why)s") if one.author else "%(why)s"
    why = said % {"who": one.author, "why": one.reason}
    return Thing(f"post:{one.post_id}", Kind.HELP, one.title, one.url, why, one.minutes, waiting=True)


def _invited(one: Invitation) -> Thing:
    said = ngettext(
        "This week in “%(space)s”: %(count)s reply so far",
        "This week in “%(space)s”: %(count)s replies so far",
        one.replies,
    )
    if not one.replies:
        said = _("This week in “%(space)s”: the first word is free")
    why = said % {"space": one.space_title, "count": one.replies}
    return Thing(f"post:{one.post_id}", Kind.PROMPT, one.title, one.url, why, one.minutes)


def _charter(slug: str, title: str) -> Thing:
    return Thing(
        f"charter:{slug}",
        Kind.READING,
        _("The charter of “%(title)s” has changed") % {"title": title},
        f"{reverse('charter', args=[slug])}?next=/",
        _("Read the new version before you contribute there again"),
        2,
    )


def _workshop(near: Near) -> Thing:
    where = [near.place, _("at a distance") if near.link else ""]
    said = (
        _("say whether you come")
        if near.asks
        else _("you are on the waiting list")
        if near.seat == "waiting"
        else ""
    )
    return Thing(
        f"workshop:{near.id}",
        Kind.MEETING,
        near.title,
        reverse("workshop", args=[near.id]),
        " · ".join(filter(None, [spoken(near), *where, said])),
        1 if near.asks else int((near.ends_at - near.starts_at).total_seconds() // 60),
        waiting=near.asks,
    )
