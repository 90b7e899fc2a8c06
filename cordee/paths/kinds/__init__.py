"""The kinds of activities. A new one is a file here, a line in ``KINDS``, and a template of its name."""

from typing import Any

from cordee.paths.contents import Content
from cordee.paths.kinds.checklist import Checklist
from cordee.paths.kinds.contract import Kind, Outcome, Sent, Step
from cordee.paths.kinds.discussion import Discussion
from cordee.paths.kinds.explanation import Explanation
from cordee.paths.kinds.file import FileKind
from cordee.paths.kinds.link import Link
from cordee.paths.kinds.mission import Mission
from cordee.paths.kinds.packages import H5P, Cmi5, Scorm
from cordee.paths.kinds.page import Page
from cordee.paths.kinds.poll import Poll
from cordee.paths.kinds.quiz import Quiz
from cordee.paths.kinds.video import Video
from cordee.paths.kinds.workshop import Workshop

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Page(),
        Video(),
        FileKind(),
        Link(),
        Quiz(),
        Explanation(),
        Discussion(),
        Mission(),
        Workshop(),
        Poll(),
        Checklist(),
        Scorm(),
        H5P(),
        Cmi5(),
    )
}


def content(kind: str, values: dict[str, Any]) -> Content:
    """The content of an activity of this kind. Raises KeyError, Invalid."""
    return KINDS[kind].Content.given(values)


__all__ = ["KINDS", "Kind", "Outcome", "Sent", "Step", "content"]
