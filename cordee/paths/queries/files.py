"""Who may read the files of paths and of works."""

from cordee.media.models import File
from cordee.paths.access import standing
from cordee.paths.models import PathFile, Staff, Work
from cordee.people.models import Person


def path_lets_read(person: Person, file: File) -> bool | None:
    """Whether the path in which the file stands lets ``person`` read it; None for a file of no path.

    Three queries at most. A cover is for everyone who sees the path; what its activities hold is for who reads it.
    """
    link = PathFile.objects.filter(file=file).first()
    if link is None:
        return None
    where = standing(person, path=link.path_id)
    return where.reads or (where.sees and where.path.cover_id == file.id)


def shown_to_staff(person: Person, file: File) -> bool:
    """Whether the file belongs to a work that ``person`` is there to look at: a tutor of its cohort. One query."""
    staffed = Staff.objects.filter(person=person).values("cohort")
    return Work.objects.filter(files=file, enrolment__cohort__in=staffed).exists()
