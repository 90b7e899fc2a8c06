"""Paths to start from: a file each, in each language of the house."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.paths.questions import question
from cordee.studio.course import Asked, Bank, Course, Module, Objective, Step
from cordee.studio.making import step
from cordee.studio.yamls import load

HERE = Path(__file__).parent
NAMES = ("onboarding", "practices", "regulation", "workshop")  # in the order of the page


@dataclass(frozen=True, slots=True)
class Template:
    """What stands on the page of somebody who begins a path."""

    name: str
    title: str
    summary: str
    steps: int
    minutes: int


def templates(language: str) -> list[Template]:
    """All of them, in a language of the house."""
    found = []
    for name in NAMES:
        course = course_from(name, language)
        steps = [one for module in course.modules for one in module.steps]
        minutes = sum(one.minutes or 0 for one in steps)
        found.append(Template(name, course.title, course.summary, len(steps), minutes))
    return found


def course_from(name: str, language: str) -> Course:
    """The template of this name as a course; each time a new one. Raises Missing."""
    if name not in NAMES:
        raise Missing(_("There is no such template."))
    said = _read(name)
    tongue = language if language in said else "en"
    told = said[tongue]
    questions = [
        Asked(question(one["kind"], one["content"]), f"question-{at}")
        for at, one in enumerate(told.get("questions", []))
    ]
    return Course(
        told["title"],
        summary=told["summary"],
        language=tongue,
        objectives=[Objective(text, key=f"aim-{at}") for at, text in enumerate(told["objectives"])],
        modules=[
            Module(
                one["title"],
                key=f"module-{at}",
                steps=[_step(each, f"step-{at}-{place}") for place, each in enumerate(one["steps"])],
            )
            for at, one in enumerate(told["modules"])
        ],
        banks=[Bank(_("Questions"), "questions", questions)] if questions else [],
        key=f"template-{name}-{tongue}",
    )


@cache
def _read(name: str) -> dict[str, Any]:
    said: dict[str, Any] = load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return said


def _step(said: dict[str, Any], key: str) -> Step:
    values = dict(said["content"])
    if "asks" in said:
        values["questions"] = [f"question-{at}" for at in said["asks"]]
    made = step(said["kind"], said["title"], values, key)
    made.minutes, made.mode = said["minutes"], said.get("mode", "")
    made.objectives = [f"aim-{at}" for at in said.get("serves", [])]
    return made
