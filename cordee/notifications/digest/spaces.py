"""What spaces give to digests: what my people made, and one thing that I could answer."""

from datetime import datetime

from django.utils.translation import gettext as _

from cordee.notifications.digest.parts import Item, Part, Section
from cordee.notifications.models import Cause
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.queries import today


class MadeByMyPeople(Part):
    """New contributions in the spaces that somebody belongs to, without their own."""

    name = "made"
    order = 40

    def of(self, person: Person, *, since: datetime, now: datetime) -> Section | None:
        """The newest few, without what the bell told of: that is told once. Three queries."""
        lines = [
            line
            for some in today.news(access.viewer(person), now).values()
            for line in some
            if line.created_at > since and line.author and line.author.id != person.id
        ]
        told = Cause.objects.filter(notice__person_id=person.id, post_id__in=[line.id for line in lines])
        known = set(told.values_list("post_id", flat=True)) if lines else set()
        lines = [line for line in lines if line.id not in known]
        lines.sort(key=lambda line: line.created_at, reverse=True)
        items = [
            Item(
                _("%(who)s, in “%(space)s”") % {"who": line.author.name, "space": line.space_title},
                line.title,
                line.url,
            )
            for line in lines
            if line.author
        ]
        return Section(_("New in your spaces"), items)


class CouldAnswer(Part):
    """A question that waits, on what somebody can help with. Alone it is no reason for a mail."""

    name = "answer"
    order = 60

    def of(self, person: Person, *, since: datetime, now: datetime) -> Section | None:
        """The first of those that today's page would offer. Three queries."""
        items = [
            Item(
                _("It is about %(skill)s, with which you offered to help.") % {"skill": one.skill}
                if one.skill
                else _("It waits in a space of yours."),
                one.post.title,
                one.post.url,
            )
            for one in today.suggestions(access.viewer(person), now)
            if one.why == "waiting"
        ]
        return Section(_("One thing that you could answer"), items, enough=False, most=1)
