"""What became of each part of a file: kept, adapted or refused, and why. Nothing vanishes silently."""

from dataclasses import dataclass, field
from enum import StrEnum


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

    def count(self, fate: Fate) -> int:
        """How many parts met this fate."""
        return sum(1 for one in self.remarks if one.fate is fate)
