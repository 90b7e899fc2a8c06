"""A version of a path as a course: its rows by their keys, its files by name, its addresses as every course has them."""

import posixpath
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, BinaryIO, TypeVar, cast
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Q

from cordee.media.models import File
from cordee.paths.contents import Content
from cordee.paths.kinds import content
from cordee.paths.kinds.quiz import QuizContent
from cordee.paths.models import Activity, Bank, BankQuestion, Credit, Module, Path, Sheet, Version
from cordee.paths.questions import question
from cordee.people.models import Person
from cordee.studio.course import (
    SHEET,
    Asked,
    Asset,
    Course,
    Named,
    Objective,
    Step,
    asset_link,
    step_link,
)
from cordee.studio.course import (
    Bank as CourseBank,
)
from cordee.studio.course import (
    Module as CourseModule,
)
from cordee.studio.exporting.form import ADDRESS, FILES

C = TypeVar("C", bound=Content)
MayRead = Callable[[File], bool]
_MEDIA = re.compile(r"/media/(?P<name>[\w.-]+)\Z")
_NAMED = re.compile(r"/media/([\w.-]+)|\b([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b")


def course_of(version: Version, may_read: MayRead) -> Course:
    """All that is in a version, and what its path says of itself. Ten queries.

    A file that stands elsewhere (a contribution became a step) comes along where ``may_read`` says so.
    """
    return _Gathering(version, may_read).course_of()


class _Gathering:
    """One version under way."""

    def __init__(self, version: Version, may_read: MayRead) -> None:
        self.version, self.path = version, version.path
        self.course = Course(self.path.title, ours=True, key=str(self.path.pk))
        self.activities = list(version.activities.prefetch_related("objectives"))
        self.modules: list[Module] = list(version.modules.all())
        self.banks: list[Bank] = sorted(
            version.banks.prefetch_related("questions"), key=lambda bank: (bank.title, str(bank.key))
        )
        self.sheet, _made = Sheet.objects.select_related("helper").get_or_create(path=self.path)
        self.step = re.compile(rf"{re.escape(self.path.url)}steps/(?P<key>[0-9a-f-]{{36}})/\Z")
        self.steps = {str(one.key) for one in self.activities}
        self.questions = {str(one.key) for bank in self.banks for one in bank.questions.all()}
        self.files = self._known(may_read)
        self.names: dict[UUID, str] = {}  # of the files that something showed so far

    def course_of(self) -> Course:
        """The course, in an order that is always the same: names of files depend on it."""
        path, course = self.path, self.course
        course.summary, course.language = path.summary, path.language
        course.audience, course.template = path.audience, path.is_template
        course.authors = [_named(one) for one in path.authors.order_by("handle")]
        if path.cover_id:
            course.cover = self._file(str(path.cover_id))
        self._sheet()
        course.objectives = [
            Objective(one.text, sorted(skill.name for skill in one.skills.all()), key=str(one.key))
            for one in self.version.objectives.prefetch_related("skills")
        ]
        credits = self._credits()
        for row in self.modules:
            module = CourseModule(row.title, self._text(row.about), key=str(row.key))
            inside = [one for one in self.activities if one.module_id == row.pk]
            module.steps = [self._step(one, credits.get(one.key, [])) for one in inside]
            course.modules.append(module)
        course.banks = [
            CourseBank(bank.title, str(bank.key), [self._asked(one) for one in bank.questions.all()])
            for bank in self.banks
        ]
        return course

    def _sheet(self) -> None:
        blank = Sheet()
        told = {name: getattr(self.sheet, name) for name in SHEET}
        self.course.sheet = {
            name: self._text(value) if isinstance(value, str) else value
            for name, value in told.items()
            if value != getattr(blank, name)
        }
        if self.sheet.helper:
            self.course.helper = _named(self.sheet.helper)

    def _credits(self) -> dict[UUID, list[str]]:
        """Who is behind which step, by handle."""
        found: dict[UUID, list[str]] = {}
        rows = Credit.objects.filter(path=self.path, person__isnull=False).select_related("person")
        for row in rows.order_by("person__handle"):
            if row.person and row.person.handle not in found.setdefault(row.activity_key, []):
                found[row.activity_key].append(row.person.handle)
        return found

    def _step(self, row: Activity, credits: list[str]) -> Step:
        made = self._here(content(row.kind, row.content))
        if isinstance(made, QuizContent):
            there = [key for key in made.questions if key in self.questions]
            banks = {str(bank.key) for bank in self.banks}
            draws = [draw for draw in made.draws if draw.bank in banks]
            made = made.model_copy(update={"questions": there, "draws": draws})
        return Step(
            row.kind,
            row.title,
            made,
            key=str(row.key),
            mode=row.mode,
            minutes=row.minutes,
            required=row.required,
            objectives=[str(one.key) for one in sorted(row.objectives.all(), key=lambda one: one.position)],
            release=self._release(row.release),
            credits=credits,
        )

    def _release(self, said: dict[str, Any]) -> dict[str, Any]:
        """What waits for a step that is gone waits for nothing: so it is left out."""
        release = dict(said)
        after, score = release.pop("after", []), release.pop("score", None)
        if there := [key for key in after if key in self.steps]:
            release["after"] = there
        if score and score["key"] in self.steps:
            release["score"] = score
        return release

    def _asked(self, row: BankQuestion) -> Asked:
        return Asked(self._here(question(row.kind, row.content)), str(row.key))

    def _here(self, made: C) -> C:
        return made.with_words(self._text).with_files(self._file)

    def _text(self, text: str) -> str:
        """A text with its files and steps as the course names them."""

        def placed(found: re.Match[str]) -> str:
            address, title = found["address"], found["title"] or ""
            if media := _MEDIA.match(address):
                name = self._file(media["name"])
                return f"({asset_link(name)}{title})" if name in self.course.files else found[0]
            if (step := self.step.match(address)) and step["key"] in self.steps:
                return f"({step_link(step['key'])}{title})"
            return found[0]

        return ADDRESS.sub(placed, text)

    def _file(self, said: str) -> str:
        """The name of a file by its identifier or as it is stored; what is gone keeps what it was called."""
        file = self.files.get(said)
        if file is None:
            return said
        if file.pk not in self.names:
            self.names[file.pk] = self._named(file)
            self.course.files[self.names[file.pk]] = Asset(
                file.name, file.size, _opener(file), file.alternative, file.kind == File.Kind.IMAGE
            )
        return self.names[file.pk]

    def _named(self, file: File) -> str:
        """Its own name, once; an image is a WebP here, whatever it was."""
        stem, suffix = posixpath.splitext(file.name)
        if file.kind == File.Kind.IMAGE:
            suffix = ".webp"
        name, count = f"{FILES}/{stem}{suffix}", 1
        while name in self.course.files:
            count += 1
            name = f"{FILES}/{stem}-{count}{suffix}"
        return name

    def _known(self, may_read: MayRead) -> dict[str, File]:
        """The files that anything here may name, by identifier and by how they are stored."""
        whole = [
            *(str(one.content) for one in self.activities),
            *(one.about for one in self.modules),
            *(str(one.content) for bank in self.banks for one in bank.questions.all()),
            *(str(getattr(self.sheet, name)) for name in SHEET),
            str(self.path.cover_id),
        ]
        stored, keys = set(), set()
        for text in whole:
            for name, key in _NAMED.findall(text):
                stored.add(name)
                keys.add(key or name)
        keys = {key for key in keys if len(key) == len(str(self.path.pk)) and "." not in key}
        found = File.objects.filter(Q(stored_as__in=stored) | Q(pk__in=keys))
        own = set(self.path.file_links.values_list("file_id", flat=True))
        allowed = [file for file in found if file.pk in own or may_read(file)]
        return {str(file.pk): file for file in allowed} | {file.stored_as: file for file in allowed}


def _named(person: Person) -> Named:
    return Named(person.handle, person.name)


def _opener(file: File) -> Callable[[], AbstractContextManager[BinaryIO]]:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        with default_storage.open(file.stored_as, "rb") as stream:
            yield cast(BinaryIO, stream)

    return opened


def newest(path: Path) -> Version | None:
    """The draft where there is one, else what was published last: what its authors see. One query."""
    return Version.objects.filter(path=path).select_related("path").order_by("-number").first()
