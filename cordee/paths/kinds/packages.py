"""Packages made elsewhere: SCORM, H5P, cmi5 and xAPI. Kept whole and handed out; playing them here comes next."""

from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from cordee.media.queries import files_named
from cordee.paths.contents import Content, Line, Stored, Words
from cordee.paths.kinds.contract import Kind, Step


class ScormContent(Content):
    """The package, which of its pages begins, and the score from which it is passed (where the package does not say)."""

    about: Words = ""
    package: Stored
    entry: Line
    edition: Literal["1.2", "2004"] = "1.2"
    identifier: Line = ""
    launch_data: Words = ""
    pass_at: float | None = Field(None, ge=0, le=1)


class Package(Kind):
    """A file made elsewhere; until it is played here, a learner takes it away and says that it is done."""

    def render(self, step: Step) -> dict[str, Any]:
        """The package."""
        return {"files": files_named([step.activity.content.get("package", "")])}


class Scorm(Package):
    """A SCORM package."""

    name, label, icon, mode = "scorm", _("SCORM package"), "package", "formal"
    Content = ScormContent


class H5PContent(Content):
    """The package."""

    about: Words = ""
    package: Stored
    library: Line = ""


class H5P(Package):
    """An H5P package."""

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


class Cmi5(Package):
    """A cmi5 or xAPI unit, in a package or elsewhere."""

    name, label, icon, mode = "cmi5", _("cmi5 or xAPI package"), "package", "formal"
    Content = Cmi5Content
