"""Paths of Cordée as folders of Markdown: what ``bin/cordee export`` writes, or somebody by hand (docs/importing.md)."""

import posixpath
import re
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar
from urllib.parse import unquote

from django.utils.translation import gettext as _

from cordee.media.archive import DAMAGE, Archive, Broken, read
from cordee.paths.contents import Content
from cordee.paths.kinds import KINDS, content
from cordee.paths.models import Activity, Path
from cordee.studio.course import (
    Asked,
    Asset,
    Bank,
    Course,
    Module,
    Named,
    Objective,
    Step,
    asset_link,
    step_link,
)
from cordee.studio.exporting.form import ADDRESS, BANKS, INDEX, MARK, main_text
from cordee.studio.importers.markdown.asking import FENCES, NoQuestion, of_block
from cordee.studio.importers.markdown.front import line, lines, minutes, parted
from cordee.studio.importers.markdown.held import fenced, fences
from cordee.studio.importers.markdown.plan import ASIDE, PAGE, natural, pretty
from cordee.studio.making import LONGEST_TITLE, name_of
from cordee.studio.markup import decoded
from cordee.studio.report import Report
from cordee.studio.shelf import asset

C = TypeVar("C", bound=Content)
LARGEST_PAGE = 8 * 1024**2  # bytes: a bank may be long
_MARKED = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:[^\n]*\n){0,40}?" + MARK.encode() + rb"[ \t]*:")
_LISTED = re.compile(r"^\s*[-*+] .*$", re.MULTILINE)


class OurFolder:
    """A folder whose README.md says ``cordee: 1``."""

    name = "Markdown (Cordée)"

    def recognises(self, archive: Archive) -> bool:
        """By the first lines of its README.md."""
        if INDEX not in archive.names:
            return False
        with suppress(OSError, RuntimeError, *DAMAGE), archive.open(INDEX) as stream:
            return bool(_MARKED.match(stream.read(4096)))
        return False

    def course(self, archive: Archive, report: Report) -> Course:
        """Folders become modules, their pages steps, the pages of ``banks`` banks: as they are, nothing translated."""
        return _Reading(archive, report).course_of()


class _Reading:
    """One folder under way."""

    def __init__(self, archive: Archive, report: Report) -> None:
        self.archive, self.report = archive, report
        self.course = Course("", ours=True)
        self.names = sorted((name for name in archive.names if PAGE.search(name)), key=_order)
        self.sources: dict[str, tuple[dict[str, Any], str]] = {}
        self.steps: dict[str, str] = {}  # keys of steps by the names of their pages
        self.objectives: dict[str, str] = {}  # keys by words and by keys
        self.banks: dict[str, Bank] = {}  # by the names of their pages
        self.lost = False  # an address of the page under way leads nowhere

    def course_of(self) -> Course:
        """The whole course."""
        said, text = self._source(INDEX)
        self._files(said)
        banks = [name for name in self.names if name.startswith(f"{BANKS}/")]
        pages = [
            name
            for name in self.names
            if name not in banks and not (name.count("/") <= 1 and _is_index(name)) and not ASIDE.search(name)
        ]
        for name in pages:
            with self.report.trying(_("page"), name):
                self.steps[name] = line(self._source(name)[0], "key") or name
        self._whole(said, text)
        for name in banks:
            with self.report.trying(_("question bank"), name):
                self._bank(name)
        self._modules(pages)
        return self.course

    def _files(self, said: dict[str, Any]) -> None:
        """Everything that is no page is a file; what it cannot say of itself stands above."""
        told = {str(one.get("file")): one for one in _listed(said.get("files")) if isinstance(one, dict)}
        for name in sorted(self.archive.names):
            if not PAGE.search(name) or name in told:
                more, held = told.get(name, {}), asset(self.archive, name)
                self.course.files[name] = Asset(
                    line(more, "name") or held.name,
                    held.size,
                    held.open,
                    line(more, "alternative"),
                    more.get("picture") is True,
                )
        self.names = [name for name in self.names if name not in self.course.files]

    def _whole(self, said: dict[str, Any], text: str) -> None:
        course = self.course
        course.title = line(said, "title")
        course.summary = line(said, "description", "summary")
        course.language = line(said, "language", "lang") or "fr"
        course.template = said.get("template") is True
        course.cover = self._file(line(said, "cover"), "")
        if (audience := line(said, "audience")) in Path.Audience.values:
            course.audience = audience
        course.authors = [named for one in _listed(said.get("authors")) if (named := _named(one))]
        course.helper = _named(said.get("helper"))
        for one in _listed(said.get("objectives")):
            told = one if isinstance(one, dict) else {"text": one}
            if words := line(told, "text"):
                self._objective(words, line(told, "key") or words, lines(told, "skills"))
        sheet = said.get("sheet") if isinstance(said.get("sheet"), dict) else {}
        course.sheet = {
            str(name): self._text(value, INDEX) if isinstance(value, str) else value
            for name, value in _plain(sheet).items()
        }
        rest = _LISTED.sub("", text).strip()
        if rest and not course.summary:
            course.summary = rest
        elif rest:
            why = _("Its text is a table of contents for who reads the folder: nothing shows it.")
            self.report.adapted(_("page"), INDEX, why)

    def _objective(self, words: str, key: str, skills: list[str]) -> None:
        self.course.objectives.append(Objective(words, skills, key=key))
        self.objectives.setdefault(words, key)
        self.objectives[key] = key

    def _modules(self, pages: list[str]) -> None:
        folders = dict.fromkeys(
            name.partition("/")[0] if "/" in name else ""
            for name in self.names
            if name != INDEX and not name.startswith(f"{BANKS}/") and not ASIDE.search(name)
        )
        for folder in folders:
            index = next(
                (name for name in self.names if name.startswith(f"{folder}/") and _is_index(name)), ""
            )
            inside = [name for name in pages if name.rpartition("/")[0].partition("/")[0] == folder]
            module = Module(self.course.title if not folder else pretty(folder), key=folder)
            if folder and index.count("/") == 1:
                with self.report.trying(_("module"), index):
                    said, text = self._source(index)
                    module.title = line(said, "title") or module.title
                    module.key = line(said, "key") or module.key
                    module.about = self._text(line(said, "about") or text, index)
            for name in inside:
                with self.report.trying(_("page"), name):
                    self._step(module, name)
            self.course.modules.append(module)

    def _step(self, module: Module, name: str) -> None:
        said, text = self._source(name)
        title = name_of(line(said, "title"), pretty(name), most=LONGEST_TITLE)
        asked = any(not isinstance(part, str) and FENCES.match(part[1]) for part in fences(text))
        kind = line(said, "kind") or ("quiz" if asked else "page")
        if kind not in KINDS:
            why = _("There is no kind of activity called “%(kind)s”: it is a page.") % {"kind": kind}
            self.report.adapted(_("page"), title, why)
            kind, said = "page", {name: value for name, value in said.items() if name != "content"}
        given = said.get("content")
        values = _plain(given) if isinstance(given, dict) else {}
        if kind == "quiz":
            text = self._asked(values, text, title, name)
        main = main_text(KINDS[kind].Content)
        values = (
            {main: text} | values if text or KINDS[kind].Content.model_fields[main].is_required() else values
        )
        step = Step(kind, title, self._content(content(kind, values), name), key=self.steps[name])
        mode = line(said, "mode")
        step.mode = mode if mode in Activity.Mode.values else KINDS[kind].mode
        step.minutes = minutes(said)
        step.required = said.get("optional") is not True and said.get("required") is not False
        step.credits = lines(said, "credits")
        step.release = self._release(said.get("release"), name)
        for words in lines(said, "objectives"):
            if words not in self.objectives:
                self._objective(words, words, [])
            step.objectives.append(self.objectives[words])
        module.steps.append(step)
        self._tell(_("page"), title)

    def _asked(self, values: dict[str, Any], text: str, title: str, name: str) -> str:
        """Put the keys of questions in the place of banks; the text without the questions that stand in it."""
        listed = _listed(values.get("questions"))
        values["questions"] = [key for one in listed for key in self._keys(str(one), name)]
        draws = [one for one in _listed(values.get("draws")) if isinstance(one, dict)]
        for draw in draws:
            if bank := self.banks.get(_there(str(draw.get("bank")), name)):
                draw["bank"] = bank.key
        values["draws"] = draws
        own = Bank(title, f"bank {name}")
        rest = self._taken_out(text, own, name)
        if own.questions:
            self.course.banks.append(own)
            values["questions"] += [asked.key for asked in own.questions]
        return rest

    def _keys(self, said: str, name: str) -> list[str]:
        """The keys of the questions of a bank that is named by its page; else the one key that this is."""
        bank = self.banks.get(_there(said, name))
        return [asked.key for asked in bank.questions] if bank else [said]

    def _bank(self, name: str) -> None:
        said, text = self._source(name)
        bank = Bank(line(said, "title") or pretty(name), line(said, "key") or name)
        if self._taken_out(text, bank, name).strip():
            self.report.adapted(_("question bank"), bank.title, _("Text beside its questions: left out."))
        self.banks[name] = bank
        self.course.banks.append(bank)
        self._tell(_("question bank"), bank.title)

    def _taken_out(self, text: str, bank: Bank, name: str) -> str:
        """The questions in the fenced blocks of a text go into the bank; what is left of it."""
        rest: list[str] = []
        for part in fences(text):
            if isinstance(part, str):
                rest.append(part)
            elif not FENCES.match(part[1]):
                rest.append(fenced(part[1], part[2]))
            else:
                for one in of_block(part[2], str, name):
                    self._question(one, bank, name)
        return "\n".join(rest).strip("\n") if any(not isinstance(one, str) for one in fences(text)) else text

    def _question(self, one: Asked | NoQuestion, bank: Bank, name: str) -> None:
        if isinstance(one, NoQuestion):
            source = " ".join(one.source.split())[:80]
            self.report.refused(_("question"), f"{bank.title} · {source}", one.why)
            return
        bank.questions.append(Asked(self._content(one.question, name), one.key))

    def _release(self, said: Any, name: str) -> dict[str, Any]:
        release: dict[str, Any] = _plain(said) if isinstance(said, dict) else {}
        if "after" in release:
            release["after"] = [self._step_key(str(one), name) for one in _listed(release["after"])]
        if isinstance(score := release.get("score"), dict):
            release["score"] = score | {"key": self._step_key(str(score.get("key")), name)}
        return release

    def _step_key(self, said: str, name: str) -> str:
        return self.steps.get(_there(said, name), said)

    def _content(self, made: C, name: str) -> C:
        """A content with its files and addresses as the course calls them."""
        placed = made.with_files(lambda said: self._file(said, name))
        return placed.with_words(lambda text: self._text(text, name))

    def _file(self, said: str, name: str) -> str:
        there = _there(said, name)
        return there if there in self.course.files else said

    def _text(self, text: str, name: str) -> str:
        """A text with its addresses as the course calls them; what leads nowhere stays as it is, and is said."""

        def placed(found: re.Match[str]) -> str:
            address = found["address"]
            if re.match(r"[a-z][a-z0-9+.-]*:|[/#]", address, re.IGNORECASE):
                return found[0]
            there = _there(unquote(address.partition("#")[0]), name)
            if there in self.steps:
                return f"({step_link(self.steps[there])}{found['title'] or ''})"
            if there in self.course.files:
                return f"({asset_link(there)}{found['title'] or ''})"
            self.lost = True
            return found[0]

        return ADDRESS.sub(placed, text)

    def _tell(self, what: str, title: str) -> None:
        if self.lost:
            self.report.adapted(what, title, _("Some links or images lead nowhere from here."))
        else:
            self.report.kept(what, title)
        self.lost = False

    def _source(self, name: str) -> tuple[dict[str, Any], str]:
        if name not in self.sources:
            data = read(self.archive, name, LARGEST_PAGE)
            try:
                text = data.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = decoded(data)
            said, body = parted(text.replace("\r\n", "\n"))
            if not said and text.startswith("---"):
                raise Broken(_("Its front matter is no YAML."))
            self.sources[name] = said, body.removeprefix("\n").removesuffix("\n")
        return self.sources[name]


def _there(said: str, name: str) -> str:
    """The name in the archive of what a page calls so."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), said)) if said else ""


def _order(name: str) -> list[tuple[int, list[tuple[int, str]]]]:
    """By the numbers in names, folder by folder; pages of a folder before the folders in it."""
    *folders, last = name.split("/")
    return [*((1, natural(f"{one}.md")) for one in folders), (0, natural(last))]


def _is_index(name: str) -> bool:
    return PAGE.sub("", name.rpartition("/")[2]).lower() in ("readme", "index")


def _named(said: Any) -> Named | None:
    if isinstance(said, str):
        return Named(said.removeprefix("@"), "")
    return Named(line(said, "handle"), line(said, "name")) if isinstance(said, dict) else None


def _listed(said: Any) -> list[Any]:
    return said if isinstance(said, list) else [] if said is None else [said]


def _plain(value: Any) -> Any:
    """What YAML makes of a value, as JSON would have it: a day as its text."""
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
