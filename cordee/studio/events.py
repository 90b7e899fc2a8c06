"""What the studio tells the journal."""

from cordee.journal.actions import Fact
from cordee.paths.models import Path
from cordee.people.models import Person

PATH_IMPORTED = "path.imported"  # data: format, version, activities


def of_import(path: Path, actor: Person, *, source: str, version: int, activities: int) -> Fact:
    """A path came in from a file."""
    data = {"format": source, "version": version, "activities": activities}
    return Fact(PATH_IMPORTED, path.id, actor_id=actor.id, data=data)
