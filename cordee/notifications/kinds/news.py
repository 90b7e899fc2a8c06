"""New contributions: in a space, by somebody, on a skill that I follow."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import ngettext

from cordee.journal.models import Event
from cordee.notifications.around import Around
from cordee.notifications.kinds.contract import Kind, Telling, names
from cordee.notifications.lines import Line
from cordee.spaces import events


class News(Kind):
    """Grouped by what is followed. Who follows the person and the space hears it as news of the person."""

    name = "news"
    group = "spaces"
    one_by_one = True
    verbs = frozenset({events.POST_PUBLISHED})
    strength = 70
    icon = "follow"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Followers of the author, of its skills, of its space: each once, by the closest reason."""
        targets: list[tuple[str, UUID | None]] = [("follows-person", event.actor_id)]
        targets += [("follows-skill", skill) for skill in around.skills[event.object_id]]
        targets.append(("follows-space", event.space_id))
        told: set[UUID] = set()
        for reason, target in targets:
            for person in around.followers(target, event.at) if target else ():
                if person not in told:
                    told.add(person)
                    yield Telling(
                        person, event, self.name, f"news:{target}", reason, target,
                        event.space_id, event.object_id,
                    )  # fmt: skip

    def words(self, line: Line) -> str:
        """How many, by whom."""
        said = ngettext(
            "%(who)s shared a new contribution", "%(count)s new contributions by %(who)s", line.posts
        )
        return said % {"who": names(line), "count": line.posts}

    def address(self, line: Line) -> str:
        """The contribution; of several, where they stand together."""
        if line.posts <= 1:
            return super().address(line)
        if line.skill_slug:
            return f"/skills/{line.skill_slug}/"
        if line.reason == "follows-person" and line.people:
            return line.people[0].url
        return f"/spaces/{line.space_slug}/"


KINDS = [News()]
