"""Moodle XML: a file of questions, with their images written in it."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _

from cordee.core.text import excerpt, plain
from cordee.media.archive import Archive, Broken
from cordee.studio.course import Course, asset_link
from cordee.studio.importers.banking import Banks, Unread
from cordee.studio.importers.gift import category
from cordee.studio.importers.moodle import kinds
from cordee.studio.importers.moodle.questions import NoCounterpart
from cordee.studio.importers.moodle.texts import Texts
from cordee.studio.importers.moodle.told import Answer, Place, Text, Told
from cordee.studio.importers.moodle.usual import says_something
from cordee.studio.making import title_of
from cordee.studio.markup import Element, beginning, outer
from cordee.studio.records import records
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf

_ROOT = re.compile(r"<quiz[\s>]")
_OPTIONS = ("single", "shuffleanswers", "usecase", "attachments", "delimitchars")
PLUGIN = "@@PLUGINFILE@@/"


class MoodleXml:
    """One file of questions, with or without categories."""

    name = "Moodle XML"

    def recognises(self, archive: Archive) -> bool:
        """A single XML whose root is a quiz."""
        alone = archive.names[0] if len(archive.names) == 1 else ""
        return alone.lower().endswith((".xml", ".txt")) and bool(_ROOT.search(beginning(archive, alone)))

    def course(self, archive: Archive, report: Report) -> Course:
        """A bank for each category, and a quiz on it."""
        name = archive.names[0]
        course = Course(title_of(name.rpartition("/")[2].partition(".")[0]))
        shelf, banks, unread = Shelf(archive, course), Banks(), Unread()
        shelf.seen(name)
        bank = course.title
        for number, element in enumerate(records(archive, name, ["question"], report=report), 1):
            if not element.get("type"):
                continue  # the end of a file that was cut off
            if element.get("type") == "category":
                bank = category(element.findtext("category/text") or "") or course.title
                continue
            title = _text(element, "name").text.strip()
            with report.trying(_("question"), title or _("question %(number)s") % {"number": number}):
                take(_told(element, number, shelf), course, bank, banks, unread, report)
        if not banks.by_name and not unread.found:
            raise Broken(_("No question can be read in this file."))
        banks.fill(course, unread, report)
        return course


def take(told: Told, course: Course, bank: str, banks: Banks, unread: Unread, report: Report) -> list[str]:
    """A question into its bank; the keys of what it became."""
    name = told.name or excerpt(plain(told.words(told.text)), 60) or _("question")
    if told.kind in kinds.WITHOUT_QUESTION:
        banks.say(bank, told.words(told.text))
        report.adapted(_("text without a question"), name, _("It stands above the quiz."))
        return []
    try:
        questions, why = kinds.made(told, course.files)
    except NoCounterpart as said:
        unread.found.append((name, str(said), told.source))
        return []
    if why:
        report.adapted(_("question"), name, why)
    else:
        report.kept(_("question"), name)
    return [banks.put(bank, told.key, question) for question in questions]


def _told(element: Element, number: int, shelf: Shelf) -> Told:
    kind = (element.get("type") or "").lower()
    texts = Texts(shelf, meaning=Files(element, shelf))  # before any text is read: it marks them
    text = _text(element, "questiontext")
    name = _text(element, "name").text.strip()
    key = (element.findtext("idnumber") or "").strip()[:100]
    options = {tag: (element.findtext(tag) or "").strip() for tag in _OPTIONS}
    return Told(
        key=key or hashlib.sha256(f"{name}\0{text.text}".encode()).hexdigest()[:24],
        name=name,
        kind=kind,
        text=text,
        texts=texts,
        feedback=_text(element, "generalfeedback"),
        points=_float(element.findtext("defaultgrade"), 1.0),
        answers=list(_answers(element, kind)),
        pairs=[
            (_inner(one), (one.findtext("answer/text") or "").strip())
            for one in element.iterfind("subquestion")
        ],
        options=options,
        guide=_text(element, "graderinfo"),
        template=_text(element, "responsetemplate"),
        units=[
            unit
            for one in element.iterfind("units/unit")
            if (unit := (one.findtext("unit_name") or "").strip())
        ],
        hints=[_inner(one) for one in element.iterfind("hint")],
        values=_values(element),
        places=list(_places(element)),
        image=_background(element),
        whole_feedback=any(
            says_something(element.findtext(f"{tag}/text") or "")
            for tag in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
        ),
        source=outer(element).decode("utf-8", "replace")[:20_000],
    )


class Files:
    """What addresses in the texts of one question mean; each file is taken when it is first asked for.

    Two texts of a question may each have an ``image.png`` of their own: addresses say in which text they stand.
    """

    def __init__(self, element: Element, shelf: Shelf) -> None:
        self._shelf = shelf
        self._taken: dict[tuple[str, str], str] = {}
        self._held: dict[tuple[str, str], str] = {}
        for number, one in enumerate(element.iter("file")):
            holder = one.getparent()
            holder.set("files", holder.get("files") or str(number))
            name = ((one.get("path") or "/") + (one.get("name") or "")).lstrip("/")
            self._held[holder.get("files"), name] = one.text or ""

    def __call__(self, url: str) -> str:
        """The address in the course; of a file that is not there, none."""
        if not url.startswith(PLUGIN):
            return url
        place, _slash, name = url.removeprefix(PLUGIN).partition("/")
        name = unquote(name.partition("?")[0]).lstrip("/")
        found = next(
            (key for key in ((place.lstrip("~"), name), *self._held) if key in self._held and key[1] == name),
            None,
        )
        if found is None:
            return self._shelf.lacks(name)
        if found not in self._taken:
            try:
                self._taken[found] = self._shelf.make(name, base64.b64decode(self._held[found]))
            except (binascii.Error, ValueError):
                return ""
        return asset_link(self._taken[found])


def _text(element: Element, path: str) -> Text:
    found = element.find(path)
    return Text() if found is None else _inner(found)


def _inner(element: Element) -> Text:
    # Some write the text without the element that should hold it.
    text = element.findtext("text")
    text = text if text is not None else element.text or ""
    placed = text.replace(PLUGIN, f"{PLUGIN}~{element.get('files', '')}/")
    return Text(placed, element.get("format") or "html")


def _answers(element: Element, kind: str) -> Iterator[Answer]:
    """What is answered, dragged or chosen; the elements differ by kind."""
    for one in element.iterfind("answer"):
        yield Answer(
            text=_inner(one),
            share=_float(one.get("fraction"), 0.0) / 100
            if kind != "ordering"
            else _float(one.get("fraction"), 0.0),
            feedback=_text(one, "feedback"),
            tolerance=(one.findtext("tolerance") or "").strip(),
            relative=kind.startswith("calculated") and (one.findtext("tolerancetype") or "1").strip() == "1",
        )
    for tag in ("dragbox", "selectoption", "drag"):
        for one in element.iterfind(tag):
            group = one.findtext("group") or one.findtext("draggroup") or "1"
            yield Answer(Text((one.findtext("text") or "").strip()), group=group.strip())


def _places(element: Element) -> Iterator[Place]:
    for one in element.iterfind("drop"):
        choice = int(_float(one.findtext("choice"), 0))
        if shape := (one.findtext("shape") or "").strip():
            yield Place(shape, one.findtext("coords") or "", choice)
        else:
            yield Place("corner", f"{one.findtext('xleft')},{one.findtext('ytop')}", choice)


def _values(element: Element) -> dict[str, list[str]]:
    """The values of a calculated question, by name."""
    return {
        (one.findtext("name/text") or "").strip(): [
            (item.findtext("value") or "").strip() for item in one.iterfind("dataset_items/dataset_item")
        ]
        for one in element.iterfind("dataset_definitions/dataset_definition")
    }


def _background(element: Element) -> str:
    file = element.find("file")
    return "" if file is None else f"{PLUGIN}~{element.get('files')}/{quote(file.get('name') or '')}"


def _float(text: str | None, default: float) -> float:
    try:
        return float((text or "").strip().replace(",", "."))
    except ValueError:
        return default
