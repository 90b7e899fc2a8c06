"""What the first page is made of: things worth ten minutes, each with its reason and its length."""

from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """What sort of thing it is, in the order in which the first page takes one of each."""

    WAITS = 1  # something that others cannot go on without: decisions, answers of a cohort
    MEETING = 2  # a workshop of the days to come
    STEP = 3  # my own next step
    HELP = 4  # one person I can help, or who helped me and waits for a word
    PROMPT = 5  # the prompt of the week
    READING = 6  # a charter that changed, how a colleague does it


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: what to do, why it comes to this person, about how long it takes.

    ``key`` names it from one day to the next, so that it can be set aside. ``minutes`` is 0 where nobody can say.
    """

    key: str
    kind: Kind
    text: str
    where: str
    why: str
    minutes: int = 0
    waiting: bool = False
