"""What became of each part of a file: kept, adapted or refused, and why. Nothing vanishes silently."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from cordee.core.errors import Refusal


class Fate(StrEnum):
    """What became of a part."""

    KEPT = "kept"
    ADAPTED = "adapted"
    REFUSED = "refused"


@dataclass(frozen=True)
class Remark:
    """A part of the file, named as its author would recognise it, and in words why it is not just as it was."""

    fate: Fate
    what: str  # its kind in the source: "quiz", "forum", "block: poll"
    name: str
    why: str = ""


@dataclass
class Report:
    """All remarks of one import."""

    format: str = ""
    remarks: list[Remark] = field(default_factory=list)

    def kept(self, what: str, name: str) -> None:
        """It is there as it was."""
        self.remarks.append(Remark(Fate.KEPT, what, name))

    def adapted(self, what: str, name: str, why: str) -> None:
        """It is there in another form."""
        self.remarks.append(Remark(Fate.ADAPTED, what, name, why))

    def refused(self, what: str, name: str, why: str) -> None:
        """It is not there."""
        self.remarks.append(Remark(Fate.REFUSED, what, name, why))

    @contextmanager
    def trying(self, what: str, name: str) -> Iterator[None]:
        """Read one part; whatever is odd in it costs this part alone, and is said.

        What others made holds more than one can foresee: a number that is a word, a reference to nothing.
        """
        try:
            yield
        except Refusal as refusal:
            fields = "; ".join(f"{field}: {why}" for field, why in refusal.fields.items())
            self.refused(what, name, f"{refusal.message} {fields}".strip())
        except (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
            told = {"error": f"{type(error).__name__}: {error}"[:200]}
            self.refused(what, name, _("It cannot be read (%(error)s).") % told)

    def count(self, fate: Fate) -> int:
        """How many parts met this fate."""
        return sum(1 for one in self.remarks if one.fate is fate)
