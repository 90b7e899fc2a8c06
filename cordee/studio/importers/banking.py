"""Files that hold questions and nothing else become banks, and a quiz on each; what cannot be read is kept aside."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cordee.paths.kinds import content
from cordee.paths.questions import Question
from cordee.studio.course import Asked, Bank, Course, Module, Step
from cordee.studio.making import LONGEST_BODY, pages, step, title_of
from cordee.studio.report import Report

LONGEST_ABOUT = 5_000  # characters above a quiz; more is a page of its own


@dataclass
class Unread:
    """Questions that cannot be asked here, as they stood: name, why, source."""

    found: list[tuple[str, str, str]] = field(default_factory=list)

    def step(self, key: str = "unread") -> list[Step]:
        """A page that shows them, so that nothing is lost; none where there is nothing to show."""
        parts = [
            _("These questions could not be kept as questions. Here they are as they stood in the source."),
            *(f"## {name}\n\n{why}\n\n{fenced(source[:5_000])}" for name, why, source in self.found),
        ]
        body = ""
        for part in parts:
            if len(body) + len(part) > LONGEST_BODY:
                break
            body += f"{part}\n\n"
        return [step("page", _("Questions to look at"), {"body": body}, key)] if self.found else []


def fenced(text: str) -> str:
    """A text as a block of code, whatever it holds."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}\n{text}\n{fence}"


class Banks:
    """The banks of a course under way, by their names; each question is in one."""

    def __init__(self) -> None:
        self.by_name: dict[str, Bank] = {}
        self.about: dict[str, list[str]] = {}
        self._seen: Counter[str] = Counter()

    def put(self, name: str, key: str, question: Question) -> str:
        """A question into the bank ``name``; of two with one key, the second gets its own. Returns it."""
        self._seen[key] += 1
        unique = key if self._seen[key] == 1 else f"{key} #{self._seen[key]}"
        self._bank(name).questions.append(Asked(question, unique))
        return unique

    def say(self, name: str, text: str) -> None:
        """A text that stands among the questions of a bank, without one."""
        self._bank(name)
        self.about.setdefault(name, []).append(text)

    def fill(self, course: Course, unread: Unread, report: Report) -> None:
        """The banks into the course, with a quiz on each."""
        module = Module(course.title, key="questions")
        for name, bank in self.by_name.items():
            if not bank.questions:
                continue
            course.banks.append(bank)
            about = "\n\n".join(self.about.get(name, []))
            if len(about) > LONGEST_ABOUT:
                module.steps += pages(title_of(name), about, f"about {name}")
                about = ""
            values = {"about": about, "questions": [asked.key for asked in bank.questions]}
            module.steps.append(Step("quiz", title_of(name), content("quiz", values), key=f"quiz {name}"))
        module.steps += unread.step()
        for name, why, _source in unread.found:
            report.refused(_("question"), name, why)
        course.modules.append(module)

    def _bank(self, name: str) -> Bank:
        return self.by_name.setdefault(name, Bank(title_of(name.rpartition("/")[2]), key=f"bank {name}"))
