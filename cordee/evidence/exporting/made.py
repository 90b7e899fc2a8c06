"""What a file of evidence turned out to hold."""

from collections import Counter
from dataclasses import dataclass, field

from cordee.evidence.models import Checkpoint


@dataclass
class Made:
    """What was written: how many pieces, the last checkpoint, and what the summary says."""

    pieces: int = 0
    checkpoint: Checkpoint | None = None
    kinds: Counter[str] = field(default_factory=Counter)
    learners: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)  # by name and identifier
    erased: int = 0
    without_content: int = 0
