"""The programme of a space: a prompt came out, a prompt is stuck, a recap gathers what people said."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.journal.models import Event
from cordee.notifications.around import Around, post_of
from cordee.notifications.kinds.contract import Kind, Telling, names
from cordee.notifications.lines import Line
from cordee.programmes import events as programmes
from cordee.spaces import events

_NEEDS_ADMINISTRATORS = ("nobody", "charter")


class Prompt(Kind):
    """A prompt came out: told to who follows the space, instead of the news of it. Others find it on their first page."""

    name = "prompt"
    group = "spaces"
    verbs = frozenset({events.POST_PUBLISHED})
    strength = 60
    icon = "prompt"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Followers of the space."""
        if not event.data.get("prompt") or event.space_id is None:
            return
        for person in around.followers(event.space_id, event.at):
            yield Telling(
                person, event, self.name, f"prompt:{event.space_id}", "follows-space", event.space_id,
                event.space_id, event.object_id,
            )  # fmt: skip

    def words(self, line: Line) -> str:
        """That something is asked."""
        return ngettext("This week's prompt is out", "%(count)s prompts are out", line.posts) % {
            "count": line.posts
        }


class Stuck(Kind):
    """A prompt did not come out, or waits: told to who can do something about it."""

    name = "prompt-stuck"
    group = "keeping"
    verbs = frozenset({programmes.PROMPT_MISSED, programmes.PROMPT_WAITS})
    strength = 20
    icon = "prompt"
    about = gettext_lazy("A prompt of the programme")

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """The facilitators of the space; where none of them can publish, the administrators."""
        assert event.space_id is not None
        meaning = event.verb.partition(".")[2]
        told: set[UUID] = set()
        for person in around.facilitators(event.space_id):
            told.add(person)
            yield self._telling(person, event, "facilitates", meaning)
        if event.data.get("why") in _NEEDS_ADMINISTRATORS:
            for person in around.administrators:
                if person not in told:
                    yield self._telling(person, event, "administers", "nobody")

    def _telling(self, person: UUID, event: Event, reason: str, meaning: str) -> Telling:
        return Telling(
            person, event, self.name, f"prompt-stuck:{event.object_id}:{meaning}", reason, event.object_id,
            event.space_id, meaning=meaning,
        )  # fmt: skip

    def words(self, line: Line) -> str:
        """Which of the two."""
        match next(iter(line.meanings), ""):
            case "missed":
                return _("A prompt was missed: choose what becomes of it")
            case "nobody":
                return _("A prompt waits: no facilitator of the space can publish it")
        return _("A prompt waits for you")

    def address(self, line: Line) -> str:
        """The programme, which says why."""
        return f"/spaces/{line.space_slug}/programme/"


class Recap(Kind):
    """A recap came out: told to who is quoted in it, then to who took part or follows the thread."""

    name = "recap"
    group = "spaces"
    verbs = frozenset({events.COMMENT_PUBLISHED})
    strength = 25
    icon = "bullets"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Each once, by the closest reason."""
        quoted = event.data.get("quoted")
        post = post_of(event)
        if quoted is None or post is None:
            return
        reasons = dict.fromkeys((UUID(one) for one in quoted), "quoted")
        for person in around.followers(post, event.at):
            reasons.setdefault(person, "follows-thread")
        for person in around.took_part(post, event.at):
            reasons.setdefault(person, "takes-part")
        for person, reason in reasons.items():
            yield Telling(
                person, event, self.name, f"recap:{post}", reason, post,
                event.space_id, post, event.object_id,
            )  # fmt: skip

    def words(self, line: Line) -> str:
        """Whose words it gathers."""
        if line.reason == "quoted":
            return _("%(who)s quoted you in a recap") % {"who": names(line)}
        return _("%(who)s gathered what was said in a recap") % {"who": names(line)}


KINDS = [Prompt(), Stuck(), Recap()]
