"""What a kind of activity is: what its author writes, how it is shown, what doing it means, what it is worth.

A new kind is one new file here, registered in ``kinds/__init__.py``, with a template of its name in
``jinja2/paths/kinds/``. Read ``checklist.py`` first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise

from cordee.paths.contents import Content
from cordee.paths.models import Activity, Enrolment, Progress
from cordee.people.models import Person


@dataclass(frozen=True)
class Step:
    """Somebody before an activity. Without ``enrolment``, an author looks at it as a learner would: nothing is kept."""

    person: Person
    activity: Activity
    enrolment: Enrolment | None
    progress: Progress | None
    now: datetime


@dataclass(frozen=True)
class Sent:
    """What a form or the API sends: its fields (the last of each name), those with several values, and files."""

    fields: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, list[str]] = field(default_factory=dict)
    files: Mapping[str, UploadedFile] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What an act on an activity comes to: ``done``, a ``score`` (0 to 1) where it has one, a ``state`` to keep."""

    done: bool
    score: float | None = None
    state: dict[str, Any] = field(default_factory=dict)


class Kind:
    """A kind of activity. ``mode`` is what it usually is (70-20-10); ``between_people`` cannot be done alone."""

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    icon: ClassVar[str]
    mode: ClassVar[str]
    between_people: ClassVar[bool] = False
    Content: ClassVar[type[Content]]

    def render(self, step: Step) -> dict[str, Any]:
        """What the template ``paths/kinds/<name>.html`` needs beside ``step`` and ``shown`` (its safe HTML)."""
        return {}

    def complete(self, step: Step, sent: Sent) -> Outcome:
        """Do what was sent, in the transaction that keeps the outcome. Raises Invalid where something is missing."""
        return Outcome(done=True)

    def score(self, step: Step) -> float | None:
        """What it is worth so far, from 0 to 1; None for a kind that is only done or not."""
        return step.progress.score if step.progress else None
