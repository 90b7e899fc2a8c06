"""Learning paths: a place that I was given, what is said of what I did, what waits for a tutor, my name in a path."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.journal.models import Event
from cordee.notifications.around import Around
from cordee.notifications.kinds.contract import Kind, Telling, names
from cordee.notifications.lines import Line
from cordee.paths import events


def _path_of(event: Event) -> UUID:
    return UUID(event.data["path"]) if "path" in event.data else event.object_id


class Place(Kind):
    """I am in, I have more time, I lead or write, my certificate is there. Nothing mutes it: it concerns me alone."""

    name = "place"
    group = "learning"
    verbs = frozenset(
        {
            events.ENROLLED,
            events.DEADLINE_SET,
            events.STAFF_CHANGED,
            events.AUTHOR_ADDED,
            events.CERTIFICATE_ISSUED,
        }
    )
    strength = 15
    icon = "paths"
    about = gettext_lazy("A learning path")

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """The person whose place it is; of a deadline only who was given more time."""
        person, meaning = event.data.get("person"), self._meaning(event)
        if person and meaning:
            led = event.verb == events.STAFF_CHANGED
            yield Telling(
                UUID(person), event, self.name, f"{meaning}:{event.object_id}", "concerned",
                meaning=meaning, path_id=_path_of(event), object_id=event.object_id if led else None,
            )  # fmt: skip

    def _meaning(self, event: Event) -> str:
        match event.verb:
            case events.ENROLLED:
                return "waited" if event.data.get("waited") else "enrolled"
            case events.DEADLINE_SET:
                return "extended"
            case events.STAFF_CHANGED:
                return str(event.data["role"]) if event.data.get("now") else ""
            case events.AUTHOR_ADDED:
                return "author"
        return "certificate"

    def words(self, line: Line) -> str:
        """What changed, and who did it where somebody did."""
        match next(iter(line.meanings), ""):
            case "waited":
                return _("A place is free: you are in, and can begin")
            case "extended":
                said = _("%(who)s changed your deadline")
            case "facilitator":
                said = _("%(who)s asks you to facilitate a cohort")
            case "tutor":
                said = _("%(who)s asks you to be a tutor in a cohort")
            case "author":
                said = _("%(who)s lets you write a path with them")
            case "certificate":
                said = _("%(who)s issued your certificate")
            case _other:
                said = _("%(who)s gave you a place in a path: you can begin")
        return said % {"who": names(line)}

    def address(self, line: Line) -> str:
        """The path, the cohort that I lead, or the place where it is written."""
        match next(iter(line.meanings), ""):
            case "facilitator" | "tutor":
                return f"/cohorts/{line.object_id}/"
            case "author":
                return f"/studio/{line.path_slug}/"
        return f"/paths/{line.path_slug}/"


class Judged(Kind):
    """What somebody says of a mission or an answer of mine."""

    name = "judged"
    group = "learning"
    verbs = frozenset({events.WORK_JUDGED, events.ANSWER_GRADED})
    strength = 25
    icon = "accepted"
    about = gettext_lazy("A learning path")

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """The learner; the answers of one attempt are one line, and so are those to whom a work was useful."""
        graded = event.verb == events.ANSWER_GRADED
        person = event.data.get("person" if graded else "author")
        if person:
            meaning = "graded" if graded else str(event.data["kind"])
            where = event.object_id if graded else UUID(event.data["activity"])
            yield Telling(
                UUID(person), event, self.name, f"{meaning}:{event.object_id}", "concerned",
                meaning=meaning, path_id=_path_of(event), object_id=where,
            )  # fmt: skip

    def words(self, line: Line) -> str:
        """The verdict."""
        match next(iter(line.meanings), ""):
            case "validated":
                said = _("%(who)s validated what you did")
            case "more":
                said = _("%(who)s asks for a little more on what you did")
            case "graded":
                said = _("%(who)s read your answers: see your points and what is said of them")
            case _other:
                said = ngettext(
                    "%(who)s found your work useful", "%(who)s found your work useful", line.people_count
                )
        return said % {"who": names(line)}

    def address(self, line: Line) -> str:
        """The attempt, or the step of the work."""
        if "graded" in line.meanings:
            return f"/attempts/{line.object_id}/"
        return f"/paths/{line.path_slug}/steps/{line.object_id}/"


class ForTutors(Kind):
    """Works and open answers that wait for a tutor: one line a cohort, however many they are."""

    name = "to-judge"
    group = "learning"
    verbs = frozenset({events.WORK_SENT, events.ATTEMPT_ENDED})
    strength = 40
    icon = "waiting"
    about = gettext_lazy("A learning path")

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Who leads the cohort, of what a person has to look at."""
        work = event.verb == events.WORK_SENT
        if not (event.data.get("kind") == "mission" if work else event.data.get("to_grade")):
            return
        cohort = UUID(event.data["cohort"])
        meaning = "work" if work else "answer"
        for person in around.leaders(cohort, event.at):
            yield Telling(
                person, event, self.name, f"{meaning}:{cohort}", "leads", None, event.space_id,
                meaning=meaning, path_id=_path_of(event), object_id=cohort,
            )  # fmt: skip

    def words(self, line: Line) -> str:
        """How many wait, from whom."""
        if "work" in line.meanings:
            said = ngettext(
                "%(who)s sent what they did: a word from you is awaited",
                "%(who)s sent what they did: a word from you is awaited",
                line.people_count,
            )
        else:
            said = ngettext(
                "%(who)s answered open questions: you can grade them",
                "%(who)s answered open questions: you can grade them",
                line.people_count,
            )
        return said % {"who": names(line)}

    def address(self, line: Line) -> str:
        """Where they stand together."""
        return f"/cohorts/{line.object_id}/{'works' if 'work' in line.meanings else 'answers'}/"


class Credited(Kind):
    """A contribution of mine became an activity: its author is named there, and told."""

    name = "credited"
    group = "learning"
    verbs = frozenset({events.POST_CREDITED})
    strength = 20
    icon = "paths"

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Who wrote it."""
        if event.data.get("author"):
            post = UUID(event.data["post"])
            yield Telling(
                UUID(event.data["author"]), event, self.name, f"credited:{post}", "wrote", post,
                around.spaces_of_posts.get(post), post, path_id=event.object_id,
            )  # fmt: skip

    def words(self, line: Line) -> str:
        """Of which path."""
        said = _("%(who)s made your contribution an activity of the path “%(path)s”, with your name on it")
        return said % {"who": names(line), "path": line.path_title}


KINDS = [Place(), Judged(), ForTutors(), Credited()]
