"""Packages made elsewhere, played in a frame without the learner's session: SCORM, H5P, cmi5 and xAPI."""

from typing import Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from cordee.paths.contents import Content, Line, Stored, Words
from cordee.paths.kinds.contract import Kind


class ScormContent(Content):
    """The package, which of its pages begins, and the score from which it is passed (where the package does not say)."""

    about: Words = ""
    package: Stored
    entry: Line
    edition: Literal["1.2", "2004"] = "1.2"
    identifier: Line = ""
    launch_data: Words = ""
    pass_at: float | None = Field(None, ge=0, le=1)


class Scorm(Kind):
    """Plays a SCORM package and keeps what it says."""

    name, label, icon, mode = "scorm", _("SCORM package"), "package", "formal"
    Content = ScormContent


class H5PContent(Content):
    """The package."""

    about: Words = ""
    package: Stored
    library: Line = ""


class H5P(Kind):
    """Plays an H5P package and keeps what it says."""

    name, label, icon, mode = "h5p", _("H5P package"), "package", "formal"
    Content = H5PContent


class Cmi5Content(Content):
    """The package or an address elsewhere, which unit of it, and when it counts as done."""

    about: Words = ""
    package: Stored = ""
    entry: Line
    standard: Literal["cmi5", "xapi"] = "cmi5"
    identifier: Line = ""
    launch_parameters: Words = ""
    launch_method: Literal["AnyWindow", "OwnWindow"] = "AnyWindow"
    move_on: Literal["Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed", "NotApplicable"] = (
        "NotApplicable"
    )
    mastery: float | None = Field(None, ge=0, le=1)


class Cmi5(Kind):
    """Launches a cmi5 or xAPI unit and keeps what it says."""

    name, label, icon, mode = "cmi5", _("cmi5 or xAPI package"), "package", "formal"
    Content = Cmi5Content
