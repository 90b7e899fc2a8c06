"""A question as Moodle tells it, whatever the file: of a backup old or new, or of a file of questions."""

from dataclasses import dataclass, field

from cordee.studio.importers.moodle.texts import Texts


@dataclass(frozen=True)
class Text:
    """A text and its format."""

    text: str = ""
    form: str = "html"

    def __bool__(self) -> bool:
        return bool(self.text.strip())


@dataclass
class Answer:
    """One answer: its text, its share (1 is everything), and for numbers how far one may be off."""

    text: Text
    share: float = 0.0
    feedback: Text = Text()
    tolerance: str = ""
    relative: bool = False  # the tolerance is a share of the value
    group: str = "1"  # of what can be dragged


@dataclass
class Place:
    """Where something is to be put on an image: a shape with its coordinates in pixels, or a corner."""

    shape: str
    coordinates: str
    choice: int  # counted from 1


@dataclass
class Told:
    """What is said of a question. ``kind`` is Moodle's word; ``parts`` are the questions in a text with gaps."""

    key: str
    name: str
    kind: str
    text: Text
    texts: Texts
    feedback: Text = Text()
    points: float = 1.0
    answers: list[Answer] = field(default_factory=list)
    pairs: list[tuple[Text, str]] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    guide: Text = Text()
    template: Text = Text()  # what an answer begins with
    units: list[str] = field(default_factory=list)
    hints: list[Text] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)  # of what is calculated, by name
    places: list[Place] = field(default_factory=list)
    image: str = ""  # address of a background
    parts: list["Told"] = field(default_factory=list)
    whole_feedback: bool = False  # it says something of its own to who was right, or wrong
    source: str = ""

    def words(self, text: Text) -> str:
        """A text of it as Markdown."""
        return self.texts.words(text.text, text.form) if text else ""

    def flag(self, name: str, default: bool = False) -> bool:
        """An option that is on or off."""
        said = self.options.get(name, "").strip().lower()
        return default if not said or said == "$@null@$" else said in ("1", "true", "yes")
