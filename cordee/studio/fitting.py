"""Making a course fit: what is too long, named twice, empty or points nowhere is put right, and said."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordee.core.text import clean, clean_line, plain
from cordee.paths.contents import STORED, WORDS, Content
from cordee.paths.kinds.file import FileContent
from cordee.paths.kinds.page import PageContent
from cordee.paths.kinds.quiz import QuizContent
from cordee.studio.course import ASSET, STEP, Course, Module, Step, asset_named, step_named
from cordee.studio.report import Report

TITLE, OBJECTIVE, PATH_TITLE, SUMMARY = 200, 300, 150, 400
MOST_TOLD = 20  # unused files by name
NOT_SHOWN = gettext_lazy("Nothing in the course shows it or links to it: left out.")
# A file or a step of the course in a text: ``words`` is there where it is shown, not linked to.
LINKED = re.compile(
    r"(?:(?P<words>!\[(?:[^\[\]\\]|\\.)*\])|(?<=\]))"
    rf"\(<?(?P<address>(?:{ASSET}|{STEP})[^\s)>]+)>?(?P<title>\s+\"[^\"\n]*\")?\)"
)


def fit(course: Course, report: Report) -> None:
    """Put right what would not fit in our tables, in place."""
    course.title = _cut(course.title, PATH_TITLE) or _("Course without a title")
    course.summary = _cut(plain(course.summary), SUMMARY)
    course.language = (clean_line(course.language).replace("_", "-").partition("-")[0] or "fr")[:5].lower()
    course.key = course.key or course.title
    _missing_files(course, report)
    _objectives(course, report)
    _banks(course, report)
    empty = [
        module
        for module in course.modules
        if not module.steps and not module.about.strip() and not course.ours
    ]
    course.modules = [module for module in course.modules if module not in empty]
    if empty:
        why = ngettext("one empty part", "%(count)s empty parts", len(empty)) % {"count": len(empty)}
        report.adapted(_("part"), why, _("It holds nothing: left out."))
    _steps(course, report)
    _dead_links(course, report)
    _unused_files(course, report)


def named_files(course: Course) -> set[str]:
    """The names of all files that something in the course shows or links to."""
    names = {asset_named(address) for text in texts(course) for address in _linked(text)}
    for content in contents(course):
        names.update(content.marked(STORED))
    return names | {course.cover} - {""}


def _linked(text: str) -> Iterator[str]:
    return (found["address"] for found in LINKED.finditer(text) if found["address"].startswith(ASSET))


def texts(course: Course) -> Iterator[str]:
    """Every Markdown text of the course."""
    for content in contents(course):
        yield from content.marked(WORDS)
    yield from (module.about for module in course.modules)
    yield from (text for text in course.sheet.values() if isinstance(text, str))


def contents(course: Course) -> Iterator[Content]:
    """Everything typed in the course: of steps and of questions."""
    for module in course.modules:
        for step in module.steps:
            yield step.content
    for bank in course.banks:
        for asked in bank.questions:
            yield asked.question


def _cut(text: str, longest: int) -> str:
    text = clean_line(text)
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _objectives(course: Course, report: Report) -> None:
    fresh = _unused()
    for at, one in enumerate(course.objectives):
        if len(clean_line(one.text)) > OBJECTIVE:
            report.adapted(_("objective"), one.text[:80], _("Too long: cut."))
        one.text = _cut(one.text, OBJECTIVE)
        one.key = fresh(one.key or f"objective {at} {one.text}")
    course.objectives = [one for one in course.objectives if one.text]


def _banks(course: Course, report: Report) -> None:
    fresh, questions = _unused(), _unused()
    for at, bank in enumerate(course.banks):
        bank.title = _cut(bank.title, TITLE) or _("Questions")
        bank.key = fresh(bank.key or f"bank {at} {bank.title}")
        for place, asked in enumerate(bank.questions):
            asked.key = questions(asked.key or f"{bank.key} {place}")
    empty = [bank for bank in course.banks if not bank.questions]
    for bank in [] if course.ours else empty:
        report.adapted(_("question bank"), bank.title, _("It holds no question: left out."))
    course.banks = [bank for bank in course.banks if bank.questions or course.ours]


def _steps(course: Course, report: Report) -> None:
    modules, steps = _unused(), _unused()
    objectives = {one.key for one in course.objectives}
    questions = {asked.key for bank in course.banks for asked in bank.questions}
    banks = {bank.key: len(bank.questions) for bank in course.banks}
    for at, module in enumerate(course.modules):
        module.title = _cut(module.title, TITLE) or _("Part %(number)s") % {"number": at + 1}
        module.key = modules(module.key or f"module {at} {module.title}")
        module.about = clean(module.about)
        for place, step in enumerate(module.steps):
            step.title = _cut(step.title, TITLE) or _("Step %(number)s") % {"number": place + 1}
            step.key = steps(step.key or f"{module.key} {place} {step.title}")
            step.objectives = [key for key in dict.fromkeys(step.objectives) if key in objectives]
            if step.minutes is not None:
                step.minutes = min(max(step.minutes, 1), 10_000)
            if isinstance(step.content, QuizContent):
                _quiz(module, place, step.content, questions, banks, report, ours=course.ours)


def _quiz(
    module: Module,
    place: int,
    content: QuizContent,
    questions: set[str],
    banks: dict[str, int],
    report: Report,
    *,
    ours: bool,
) -> None:
    """Only questions that are there; a quiz without any becomes a page that says so, but for one that was so here."""
    step = module.steps[place]
    there = [key for key in dict.fromkeys(content.questions) if key in questions]
    draws = [
        draw if ours else draw.model_copy(update={"count": min(draw.count, banks[draw.bank])})
        for draw in content.draws
        if draw.bank in banks
    ]
    lost = len(content.questions) - len(there) + len(content.draws) - len(draws)
    if lost:
        told = ngettext(
            "One question of it could not be kept.", "%(count)s questions of it could not be kept.", lost
        ) % {"count": lost}
        report.adapted(_("quiz"), step.title, told)
    if there or draws or ours:
        step.content = content.model_copy(update={"questions": there, "draws": draws})
        return
    note = _("This was a quiz, without any question that could be kept.")
    report.adapted(_("quiz"), step.title, note)
    body = f"{content.about}\n\n> {note}".strip()
    module.steps[place] = Step(
        "page", step.title, PageContent(body=body), step.key, objectives=step.objectives, release=step.release
    )


def _missing_files(course: Course, report: Report) -> None:
    """What needs a file that is not in the package cannot be kept as it is."""
    missing = [*sorted(named_files(course) - course.files.keys()), *dict.fromkeys(course.missing)]
    for name in missing[:MOST_TOLD]:
        report.refused(_("file"), name, _("It is named, but is not in the package."))
    if len(missing) > MOST_TOLD:
        more = _("%(count)s more files") % {"count": len(missing) - MOST_TOLD}
        report.refused(_("file"), more, _("It is named, but is not in the package."))
    for bank in course.banks:
        bank.questions = [one for one in bank.questions if not _lacks(one.question, course)]
    for module in course.modules:
        for place, step in enumerate(module.steps):
            lacking = _lacks(step.content, course)
            if not lacking:
                continue
            if isinstance(step.content, FileContent):
                left = [name for name in step.content.files if name not in lacking]
                step.content = step.content.model_copy(update={"files": left})
            else:
                why = _("The file that this step shows is not in the package.")
                report.adapted(step.kind, step.title, why)
                module.steps[place] = Step("page", step.title, PageContent(body=f"> {why}"), step.key)


def _dead_links(course: Course, report: Report) -> None:
    """Links to steps that are not in the course lose their address when it is taken in."""
    steps = {step.key for module in course.modules for step in module.steps}
    addresses = [found["address"] for text in texts(course) for found in LINKED.finditer(text)]
    dead = sum(1 for one in addresses if one.startswith(STEP) and step_named(one) not in steps)
    if dead:
        report.adapted("link", course.title, words_alone(dead))


def words_alone(count: int) -> str:
    """What is said of links whose addresses lead to no step."""
    return (
        ngettext(
            "%s link from page to page keeps its words alone.",
            "%s links from page to page keep their words alone.",
            count,
        )
        % count
    )


def _lacks(content: Content, course: Course) -> set[str]:
    return set(content.marked(STORED)) - course.files.keys()


def _unused_files(course: Course, report: Report) -> None:
    why = str(NOT_SHOWN)
    unused = sorted(course.files.keys() - named_files(course))
    for name in unused[:MOST_TOLD]:
        report.refused(_("file"), name, why)
    if len(unused) > MOST_TOLD:
        more = _("%(count)s more files") % {"count": len(unused) - MOST_TOLD}
        report.refused(_("file"), more, why)
    for name in unused:
        del course.files[name]


def _unused() -> Callable[[str], str]:
    """Gives back a key, with a number after it where it was given before."""
    seen: Counter[str] = Counter()

    def fresh(key: str) -> str:
        seen[key] += 1
        return key if seen[key] == 1 else fresh(f"{key} #{seen[key]}")

    return fresh
