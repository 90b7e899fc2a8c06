"""When an activity opens: from a moment, some days after the start, after others, for a group, from a score on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import Field

from cordee.paths.contents import Content


class Score(Content):
    """At least so much (0 to 1) on another activity."""

    key: UUID
    at_least: float = Field(ge=0, le=1)


class Release(Content):
    """All that is given must hold. ``after``: keys of activities that are done first."""

    opens_on: date | None = None
    days_after_start: int | None = Field(None, ge=0, le=1000)
    after: list[UUID] = []
    group: UUID | None = None
    score: Score | None = None


@dataclass(frozen=True)
class Situation:
    """Where a learner stands, as far as releases ask: ``titles`` name activities, ``scores`` of what has one."""

    starts_on: date
    zone: ZoneInfo
    now: datetime
    done: Collection[UUID]
    scores: Mapping[UUID, float]
    groups: Collection[UUID]
    titles: Mapping[UUID, str]


def closed_why(release: Release, at: Situation) -> str:
    """Why the activity is not open yet, in words for the learner; empty when it is."""
    opens = release.opens_on
    if release.days_after_start is not None:
        later = at.starts_on + timedelta(days=release.days_after_start)
        opens = max(opens, later) if opens else later
    # Of a day that begins: clocks that change in the night do not matter.
    if opens and datetime.combine(opens, time(), at.zone).astimezone(UTC) > at.now:
        days = max(1, (opens - at.now.astimezone(at.zone).date()).days)
        return ngettext("Opens tomorrow", "Opens in %(days)s days", days) % {"days": days}
    missing = [at.titles[key] for key in release.after if key not in at.done and key in at.titles]
    if missing:
        return _("Opens after “%(title)s”") % {"title": missing[0]}
    if release.group and release.group not in at.groups:
        return _("For another group")
    if release.score and at.scores.get(release.score.key, 0.0) < release.score.at_least:
        title = at.titles.get(release.score.key, "")
        if title:
            return _("Opens with %(share)s %% at “%(title)s”") % {
                "share": round(release.score.at_least * 100),
                "title": title,
            }
    return ""
