"""The pages of the folder: front matter in YAML, then a text; questions in fenced blocks."""

import re
from typing import Any

from cordee.paths.contents import Content
from cordee.paths.kinds import KINDS
from cordee.paths.kinds.quiz import QuizContent
from cordee.studio import yamls
from cordee.studio.course import Bank, Course, Module, Named, Objective, Step
from cordee.studio.exporting.addresses import Addresses
from cordee.studio.exporting.form import EDITION, INDEX, MARK, main_text
from cordee.studio.exporting.places import Places

_TICKS = re.compile(r"^[ \t>]*(`{3,})", re.MULTILINE)


class Pages:
    """What stands on each page of one course."""

    def __init__(self, course: Course) -> None:
        self.course, self.places = course, Places(course)
        texts = [one.text for one in course.objectives]
        # An objective is named by its words, as people would; by its key where they are not its own.
        self._objectives = {
            one.key: one.text if texts.count(one.text) == 1 else one.key for one in course.objectives
        }

    def whole(self) -> str:
        """The path itself: what it is, what the public is told of it; its table of contents, for who reads the folder."""
        course, here = self.course, Addresses(self.places, INDEX)
        front = _said(
            {MARK: EDITION, "title": course.title},
            description=course.summary,
            language=course.language,
            audience=course.audience,
            template=course.template,
            cover=here.file(course.cover),
            authors=[_named(one) for one in course.authors],
            objectives=[self._objective(one) for one in course.objectives],
            sheet={
                name: here.in_text(value) if isinstance(value, str) else value
                for name, value in course.sheet.items()
            },
            helper=_named(course.helper) if course.helper else None,
            files=[one for name in course.files if (one := self._file(name))],
        )
        lines = []
        for module in course.modules:
            lines.append(f"- [{_plain(module.title)}]({self.places.modules[module.key]}/{INDEX})")
            lines += [f"  - [{_plain(step.title)}]({self.places.steps[step.key]})" for step in module.steps]
        return _page(front, "\n".join(lines))

    def module(self, module: Module) -> str:
        """A module: its title, and the words above its steps."""
        here = Addresses(self.places, f"{self.places.modules[module.key]}/{INDEX}")
        front = {"title": module.title, "key": module.key}
        about = here.in_text(module.about)
        return _page(front, about) if _stands(about) else _page(front | {"about": about})

    def step(self, step: Step) -> str:
        """An activity: its main text is the text of the page."""
        here = Addresses(self.places, self.places.steps[step.key])
        content = step.content.with_words(here.in_text).with_files(here.file)
        kept, text = content.kept(), main_text(type(content))
        if isinstance(content, QuizContent):
            kept |= self._asked(content, here)
        body = kept.get(text, "")
        if _stands(body) and not (step.kind == "quiz" and "```" in body):
            kept.pop(text, None)
        else:
            body = ""
        front = _said(
            {"title": step.title, "kind": step.kind, "key": step.key},
            mode=step.mode if step.mode != KINDS[step.kind].mode else "",
            minutes=step.minutes,
            optional=not step.required,
            objectives=[self._objectives.get(key, key) for key in step.objectives],
            release=_release(step.release, here),
            credits=step.credits,
            content=kept,
        )
        return _page(front, body)

    def bank(self, bank: Bank) -> str:
        """A bank: a fenced block a question."""
        here = Addresses(self.places, self.places.banks[bank.key])
        blocks = []
        for asked in bank.questions:
            content: Content = asked.question.with_words(here.in_text).with_files(here.file)
            source = yamls.dump({"kind": asked.question.name, "key": asked.key} | content.kept())
            fence = "`" * (1 + max([2, *(len(ticks) for ticks in _TICKS.findall(source))]))
            blocks.append(f"{fence}quiz\n{source}{fence}")
        return _page({"title": bank.title, "key": bank.key}, "\n\n".join(blocks))

    def _objective(self, one: Objective) -> dict[str, Any]:
        return _said({"text": one.text, "key": one.key}, skills=one.skills)

    def _file(self, name: str) -> dict[str, Any] | None:
        """What the file cannot say of itself; None where there is nothing."""
        held, place = self.course.files[name], self.places.files[name]
        called = held.name if held.name != place.rpartition("/")[2] else ""
        told = _said({}, name=called, alternative=held.alternative, picture=held.picture)
        return {"file": place} | told if told else None

    def _asked(self, content: QuizContent, here: Addresses) -> dict[str, Any]:
        """Questions and draws by their banks: a bank whose questions follow one another is named instead of them."""
        questions, at = list(content.questions), 0
        named: list[str] = []
        while at < len(questions):
            for bank in self.course.banks:
                keys = [one.key for one in bank.questions]
                if keys and questions[at : at + len(keys)] == keys:
                    named.append(here.bank(bank.key))
                    at += len(keys)
                    break
            else:
                named.append(questions[at])
                at += 1
        draws = [{"bank": here.bank(draw.bank), "count": draw.count} for draw in content.draws]
        return _said({}, questions=named, draws=draws)


def _release(release: dict[str, Any], here: Addresses) -> dict[str, Any]:
    """When a step opens, with the steps that it waits for by their pages."""
    told = dict(release)
    if "after" in told:
        told["after"] = [here.step(key) for key in told["after"]]
    if told.get("score"):
        told["score"] = told["score"] | {"key": here.step(told["score"]["key"])}
    return told


def _named(one: Named) -> dict[str, str]:
    return {"handle": one.handle, "name": one.name}


def _said(front: dict[str, Any], **more: Any) -> dict[str, Any]:
    """``front`` with what says something; zero does."""
    return front | {
        name: value for name, value in more.items() if value or (value == 0 and value is not False)
    }


def _stands(text: str) -> bool:
    """Whether a text can be the text of a page: what reading takes off at both ends is what ``_page`` puts there."""
    return "\r" not in text


def _plain(title: str) -> str:
    return re.sub(r"([\\\[\]<>`*_])", r"\\\1", title)


def _page(front: dict[str, Any], text: str = "") -> str:
    return f"---\n{yamls.dump(front)}---\n" + (f"\n{text}\n" if text else "")
