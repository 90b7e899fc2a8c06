"""What a kind of notification is: which events it hears, whom it tells and why, how lines are grouped and worded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.journal.models import Event
from cordee.notifications.around import Around
from cordee.notifications.lines import Line


@dataclass(frozen=True, slots=True)
class Telling:
    """Somebody should hear of an event. ``key`` groups, ``reason`` is one of ``reasons.REASONS``, ``subject`` to mute.

    ``post_id`` (and ``comment_id``) is what they must be able to read to hear of it; without, ``space_id`` is what they
    must be able to see; without either, nothing can hide the line. ``nameless``: who did it is not said. ``path_id`` is
    the learning path it is about, ``object_id`` what of it (an activity, a cohort, an attempt: its kind knows).
    """

    person_id: UUID
    event: Event
    kind: str
    key: str
    reason: str
    subject: UUID | None = None
    space_id: UUID | None = None
    post_id: UUID | None = None
    comment_id: UUID | None = None
    meaning: str = ""
    nameless: bool = False
    path_id: UUID | None = None
    object_id: UUID | None = None


class Kind:
    """One kind. A file of this folder gives its own in ``KINDS``; nothing else has to know of it.

    ``strength``: of several kinds that would tell somebody of the same event, the lowest does; in a message it comes
    first. ``group`` is one of ``groups.GROUPS``: what people choose a pace for. ``cannot_wait``: a digest would come too
    late, so the weekly budget does not hold it back. ``one_by_one``: the bell gathers several contributions in a line, a
    message names each.
    """

    name: ClassVar[str]
    group: ClassVar[str] = "keeping"
    cannot_wait: ClassVar[bool] = False
    one_by_one: ClassVar[bool] = False
    verbs: ClassVar[frozenset[str]]
    strength: ClassVar[int]
    icon: ClassVar[str] = "bell"
    about: ClassVar[Promise | str] = ""  # stands for the title where there is none

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Whom to tell of ``event``. Who did it, who muted it and who may not read it are left out by ``decide``."""
        raise NotImplementedError

    def words(self, line: Line) -> str:
        """What happened, in a sentence that begins with who did it."""
        raise NotImplementedError

    def address(self, line: Line) -> str:
        """Where the line leads."""
        if line.post_id and line.comment_id:
            return f"/posts/{line.post_id}/?at={line.comment_id}#c-{line.comment_id}"
        if line.post_id:
            return f"/posts/{line.post_id}/"
        return f"/spaces/{line.space_slug}/" if line.space_slug else "/notifications/"


def names(line: Line) -> str:
    """Who did it: one or two by name, then how many more."""
    known = [card.name for card in line.people]
    if not known:
        return _("Somebody")
    more = line.people_count - 2
    if line.people_count == 1 or len(known) == 1:
        return known[0]
    if more <= 0:
        return _("%(one)s and %(other)s") % {"one": known[0], "other": known[1]}
    return ngettext(
        "%(one)s, %(other)s and %(count)s other person",
        "%(one)s, %(other)s and %(count)s other people",
        more,
    ) % {"one": known[0], "other": known[1], "count": more}
