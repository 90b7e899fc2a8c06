"""Packages made elsewhere: SCORM, H5P, cmi5 and xAPI. Played in a frame without the session; what they say is kept."""

import math
from typing import Any, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from cordee.core.errors import Invalid
from cordee.media.queries import files_named
from cordee.paths.contents import Content, Line, Stored, Words
from cordee.paths.kinds.contract import Kind, Outcome, Sent, Step
from cordee.paths.models import Package as Unpacked
from cordee.paths.models import Play
from cordee.paths.queries.packages import package_of


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
    """What was made elsewhere, and says itself when it is done. What says nothing is said to be done by its learner."""

    def render(self, step: Step) -> dict[str, Any]:
        """The package, where it stands, and why it cannot be played where it cannot."""
        named = step.activity.content.get("package", "")
        unpacked = package_of(named)
        files = [unpacked.file] if unpacked else files_named([named])
        trouble = self.trouble(step, unpacked)
        return {
            "files": files,
            "trouble": trouble,
            "preparing": bool(files) and unpacked is None,
            "plays": not trouble and (unpacked is not None or not named),
        }

    def trouble(self, step: Step, unpacked: Unpacked | None) -> str:
        """Why it cannot be played, in words; empty where it can, or is not unpacked yet."""
        named = step.activity.content.get("package", "")
        if unpacked is None:
            return "" if not named or files_named([named]) else gettext("The file of this package is gone.")
        return unpacked.trouble

    def complete(self, step: Step, sent: Sent) -> Outcome:
        """What the package said so far (``played``); or the learner's word, for one that was opened and says nothing."""
        play = Play.objects.filter(enrolment=step.enrolment, activity_key=step.activity.key).first()
        if play is not None and self.speaks(play.said):
            return self.outcome(step, play.said)
        if "played" in sent.fields:
            return Outcome(done=False)
        shown = self.render(step)
        if play is None and shown["plays"]:
            raise Invalid(gettext("Open the package first."))
        return Outcome(done=True)

    def speaks(self, said: dict[str, Any]) -> bool:
        """Whether it tells how far one is; if not, its learner does."""
        return bool(said)

    def outcome(self, step: Step, said: dict[str, Any]) -> Outcome:
        """What it comes to, by what the package said. Nothing in it is sure to have the form that it should."""
        raise NotImplementedError

    def player(self, content: dict[str, Any]) -> str:
        """Which player stands beside it."""
        raise NotImplementedError


class Scorm(Package):
    """A SCORM package."""

    name, label, icon, mode = "scorm", _("SCORM package"), "package", "formal"
    Content = ScormContent

    def player(self, content: dict[str, Any]) -> str:
        """By edition."""
        return "scorm2004" if content.get("edition") == "2004" else "scorm12"

    def outcome(self, step: Step, said: dict[str, Any]) -> Outcome:
        """By its status and score; a score to pass at decides where both are there, as the standard says."""
        content, cmi = step.activity.content, _inside(said, "cmi")
        if content.get("edition") == "2004":
            completion, success = cmi.get("completion_status"), cmi.get("success_status")
            score = _score(_inside(cmi, "score"))
            done = success == "passed" or (completion == "completed" and success != "failed")
            ended = done or success == "failed" or completion == "completed"
        else:
            core = _inside(cmi, "core")
            score, status = _score(_inside(core, "score")), core.get("lesson_status")
            done, ended = status in ("passed", "completed"), status in ("passed", "completed", "failed")
        if (pass_at := content.get("pass_at")) is not None and score is not None:
            done = ended and score >= pass_at
        return Outcome(done=done, score=score)


class H5PContent(Content):
    """The package."""

    about: Words = ""
    package: Stored
    library: Line = ""


class H5P(Package):
    """An H5P package."""

    name, label, icon, mode = "h5p", _("H5P package"), "package", "formal"
    Content = H5PContent

    def player(self, content: dict[str, Any]) -> str:
        """The one there is."""
        return "h5p"

    def trouble(self, step: Step, unpacked: Unpacked | None) -> str:
        """It plays with the libraries that it brings, or not at all."""
        if unpacked is not None and not unpacked.trouble:
            library, missing = unpacked.manifest.get("library", ""), unpacked.manifest.get("missing", [])
            if not library or any(one.startswith(library) for one in missing):
                return gettext(
                    "This H5P package carries no libraries, so it cannot be played: its author must export it with them."
                )
        return super().trouble(step, unpacked)

    def speaks(self, said: dict[str, Any]) -> bool:
        """Much of H5P has nothing to score or to complete; what was only kept of where one was says neither."""
        return said.get("scored") is True or said.get("completed") is True

    def outcome(self, step: Step, said: dict[str, Any]) -> Outcome:
        """Done when the whole was completed or answered; what scores nothing is done when it was gone through."""
        score = _number(said.get("score"))
        return Outcome(
            done=said.get("completed") is True, score=None if score is None else min(1.0, max(0.0, score))
        )


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

    def render(self, step: Step) -> dict[str, Any]:
        """The package; and whether it opens in the whole window, as a unit may ask, or one of another site must."""
        content = step.activity.content
        if is_elsewhere(content):
            trouble = self.trouble(step, None)
            return {
                "files": [],
                "trouble": trouble,
                "preparing": False,
                "plays": not trouble,
                "alone": not trouble,
            }
        own = content.get("standard", "cmi5") == "cmi5" and content.get("launch_method") == "OwnWindow"
        return {**super().render(step), "alone": own}

    def trouble(self, step: Step, unpacked: Unpacked | None) -> str:
        """What is no cmi5 and stands on another site would need a frame of that site."""
        content = step.activity.content
        if is_elsewhere(content):
            if content.get("standard") == "xapi":
                return gettext("This unit stands on another site, which cannot be played in this page.")
            return ""
        return super().trouble(step, unpacked)

    def player(self, content: dict[str, Any]) -> str:
        """None: it is told at its launch where to speak to."""
        return "xapi"

    def speaks(self, said: dict[str, Any]) -> bool:
        """Once it stated anything of itself."""
        return bool(said.get("verbs"))

    def outcome(self, step: Step, said: dict[str, Any]) -> Outcome:
        """By what its statements said, and what its course asks for to move on."""
        verbs = said.get("verbs")
        held = {one for one in verbs if isinstance(one, str)} if isinstance(verbs, list) else set()
        passed, completed = "passed" in held, "completed" in held
        done = "waived" in held or {
            "Passed": passed,
            "Completed": completed,
            "CompletedAndPassed": passed and completed,
            "CompletedOrPassed": passed or completed,
        }.get(step.activity.content.get("move_on", ""), passed or completed or "terminated" in held)
        score = _number(said.get("score"))
        return Outcome(done=done, score=None if score is None else min(1.0, max(0.0, score)))


def is_elsewhere(content: dict[str, Any]) -> bool:
    """Whether a unit stands on another site: then its entry is a whole address."""
    return "://" in str(content.get("entry", "")).partition("?")[0]


def _inside(value: Any, name: str) -> dict[str, Any]:
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _score(score: dict[str, Any]) -> float | None:
    """From 0 to 1: what is scaled as it is, what is raw between its least and its most."""
    scaled, raw = _number(score.get("scaled")), _number(score.get("raw"))
    if scaled is None:
        if raw is None:
            return None
        low, high = _number(score.get("min")) or 0.0, _number(score.get("max")) or 100.0
        scaled = (raw - low) / (high - low) if high > low else None
    return None if scaled is None else min(1.0, max(0.0, scaled))
