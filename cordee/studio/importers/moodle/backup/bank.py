"""The questions of a backup: banks by their categories, and which question is meant by what quizzes say."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import quote

from cordee.media.archive import Archive
from cordee.studio.importers.moodle.backup.files import Files, placed
from cordee.studio.importers.moodle.backup.outline import NULL
from cordee.studio.importers.moodle.texts import Texts
from cordee.studio.importers.moodle.told import Answer, Place, Text, Told
from cordee.studio.importers.moodle.usual import says_something
from cordee.studio.markup import Element, outer
from cordee.studio.records import field_around, records
from cordee.studio.shelf import Shelf

QUESTIONS = "questions.xml"
AROUND = ("question_category", "question_bank_entry", "question_versions")
_GROUP = re.compile(r'"draggroup";(?:s:\d+:"(\d+)"|i:(\d+))')
_OPTIONS = ("single", "shuffleanswers", "usecase", "attachments", "delimitchars")


@dataclass
class Found:
    """A question where it stands: its category, the entry of the bank that it is a version of."""

    told: Told
    identifier: str
    category: str
    entry: str
    version: int
    ready: bool


@dataclass
class Category:
    """A category by its number: its path of names, and what it is for."""

    name: str
    parent: str
    context: str


@dataclass
class Questions:
    """All of them. ``drawn`` says from which category a random question draws."""

    categories: dict[str, Category] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    drawn: dict[str, str] = field(default_factory=dict)

    def path(self, number: str) -> str:
        """The names of a category and of those around it."""
        names: list[str] = []
        while number in self.categories and len(names) < 20:
            one = self.categories[number]
            if one.name != "top":
                names.insert(0, one.name.replace("/", "-"))
            number = one.parent
        return "/".join(names)


def questions(archive: Archive, shelf: Shelf, files: Files, part: str = QUESTIONS) -> Questions:
    """The questions of a backup of Moodle 2 and later."""
    made = Questions()
    if part not in archive.names:
        return made
    parts: dict[str, list[Told]] = defaultdict(list)
    newest: dict[str, Found] = {}
    for element in records(archive, part, ["question"], inside=AROUND):
        number = _category(made, element)
        if not number:
            continue  # of a survey: old backups have all in one file
        context = made.categories[number].context
        identifier = element.get("id") or _field(element, "id")
        kind = _field(element, "qtype")
        if kind == "random":
            made.drawn[identifier] = number
            continue
        texts = Texts(shelf, meaning=files.meaning((context, "question"), (context, f"qtype_{kind}")))
        told = told_of(element, kind, identifier, texts)
        parent = _field(element, "parent")
        if parent not in ("", "0", identifier):
            parts[parent].append(told)
            continue
        entry = field_around(element, "question_bank_entry", "@id")
        said = field_around(element, "question_versions", "version")
        status = field_around(element, "question_versions", "status")
        one = Found(told, identifier, number, entry, int(said) if said.isdigit() else 0, status != "draft")
        # Of the versions of an entry the newest that is ready is the one that is asked.
        before = newest.get(entry) if entry else None
        if before is None:
            made.found.append(one)
            newest[entry] = one
        elif (one.ready, one.version) >= (before.ready, before.version):
            made.found[made.found.index(before)] = one
            newest[entry] = one
    for one in made.found:
        one.told.parts = _in_sequence(one.told, parts.get(one.identifier, []))
    return made


def _category(made: Questions, element: Element) -> str:
    number = field_around(element, "question_category", "@id") or field_around(
        element, "question_category", "id"
    )
    if number not in made.categories:
        made.categories[number] = Category(
            name=field_around(element, "question_category", "name"),
            parent=field_around(element, "question_category", "parent"),
            context=field_around(element, "question_category", "contextid"),
        )
    return number


def _in_sequence(told: Told, parts: list[Told]) -> list[Told]:
    """The questions in a text with gaps, in the order of its gaps."""
    order = [one for one in told.options.get("sequence", "").split(",") if one]
    by_key = {part.key: part for part in parts}
    return [by_key[one] for one in order if one in by_key] if order else parts


def told_of(element: Element, kind: str, identifier: str, texts: Texts) -> Told:
    """A question of a backup; names in small letters, as ``records`` gives them."""
    said = {tag: _first(element, tag) for tag in (*_OPTIONS, "sequence")}
    text = _text(element, "questiontext", "questiontext", identifier)
    if image := _field(element, "image"):  # of Moodle 1.9: a file of the course, below the text
        text = Text(f'{text.text}<p><img src="$@FILEPHP@$/{quote(image)}"></p>', "html")
    marks = _first(element, "defaultmark") or _field(element, "defaultgrade")
    return Told(
        key=identifier,
        name=_field(element, "name"),
        kind=kind,
        text=text,
        texts=texts,
        feedback=_text(element, "generalfeedback", "generalfeedback", identifier),
        points=_float(marks, 1.0),
        answers=list(_answers(element, kind)),
        pairs=_pairs(element),
        options=said,
        guide=_text(element.find(".//essay"), "graderinfo", "graderinfo", identifier),
        template=_text(element.find(".//essay"), "responsetemplate", "responsetemplate", identifier),
        units=[unit for one in element.iterfind(".//numerical_unit") if (unit := _field(one, "unit"))],
        hints=[
            _text(one, "hint", "hint", one.get("id") or "") for one in element.iterfind(".//question_hint")
        ],
        values=_values(element),
        places=_places(element),
        image=f"@@PLUGINFILE@@/~bgimage~{identifier}/" if kind.startswith("dd") else "",
        whole_feedback=any(
            says_something(_first(element, tag))
            for tag in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
        ),
        source=outer(element).decode("utf-8", "replace")[:20_000],
    )


def _answers(element: Element, kind: str) -> list[Answer]:
    tolerances = {
        _field(one, "answer"): (_field(one, "tolerance"), _field(one, "tolerancetype") or "1")
        for tag in ("numerical_record", "calculated_record", "numerical", "calculated")
        for one in element.iterfind(f".//{tag}")
        if one.find("answer") is not None
    }
    made = []
    for one in element.iterfind(".//answers/answer"):
        number = one.get("id") or _field(one, "id")
        tolerance, relative = tolerances.get(number, ("", ""))
        dragged = kind in ("ddwtos", "gapselect")
        group = _GROUP.search(_field(one, "feedback"))
        text = _text(one, "answertext", "answer", number) or _text(one, "answer_text", "answer", number)
        made.append(
            Answer(
                text=text,
                share=_float(_field(one, "fraction"), 0.0),
                feedback=Text() if dragged else _text(one, "feedback", "answerfeedback", number),
                tolerance=tolerance,
                relative=kind.startswith("calculated") and relative == "1",
                group=(group[1] or group[2])
                if group
                else (_field(one, "feedback") or "1")
                if dragged
                else "1",
            )
        )
    if kind == "truefalse" and made:
        # Which is which is told by number, whatever the words.
        true = _first(element, "trueanswer")
        numbers = [one.get("id") or _field(one, "id") for one in element.iterfind(".//answers/answer")]
        if true in numbers and numbers.index(true) == 1:
            made.reverse()
        for one, word in zip(made, ("true", "false"), strict=False):
            one.text = Text(word)
    if kind in ("ddmarker", "ddimageortext"):
        made = [Answer(Text(_field(one, "label"), "plain")) for one in element.iterfind(".//drags/drag")]
    return made


def _pairs(element: Element) -> list[tuple[Text, str]]:
    return [
        (
            _text(one, "questiontext", "subquestion", one.get("id") or _field(one, "id")),
            _field(one, "answertext"),
        )
        for one in [*element.iterfind(".//matches/match"), *element.iterfind(".//matchs/match")]
    ]


def _places(element: Element) -> list[Place]:
    made = []
    for one in element.iterfind(".//drops/drop"):
        said = _field(one, "choice")
        choice = int(said) if said.isdigit() else 0
        if shape := _field(one, "shape"):
            made.append(Place(shape, _field(one, "coords"), choice))
        else:
            made.append(Place("corner", f"{_field(one, 'xleft')},{_field(one, 'ytop')}", choice))
    return made


def _values(element: Element) -> dict[str, list[str]]:
    return {
        _field(one, "name"): [_field(item, "value") for item in one.iterfind(".//dataset_item")]
        for one in element.iterfind(".//dataset_definition")
    }


def _text(element: Element | None, name: str, area: str, item: str) -> Text:
    if element is None:
        return Text()
    said = element.findtext(name) or ""
    form = (
        _field(element, f"{name}format")
        or _field(element, "answerformat" if name == "answertext" else "")
        or "1"
    )
    return Text() if said.strip() == NULL else Text(placed(said, area, item), form)


def _first(element: Element, tag: str) -> str:
    """The first field of this name, wherever in the question."""
    found = element.find(f".//{tag}")
    said = "" if found is None else (found.text or "").strip()
    return "" if said == NULL else said


def _field(element: Element, name: str) -> str:
    said = (element.findtext(name) or "").strip() if name else ""
    return "" if said == NULL else said


def _float(text: str, default: float) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return default
