"""The course that a path holds: its blocks as their designer made them, its units as the steps that they became."""

from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID, uuid5

from django.core.files.storage import default_storage
from django.db import transaction

from cordee.cmi5.models import Course
from cordee.cmi5.structure import Block, Part, Unit
from cordee.cmi5.structure import Course as Structure
from cordee.cmi5.structure.reading import LARGEST, STRUCTURE, course_of
from cordee.core.errors import Refusal
from cordee.media.archive import opened, read
from cordee.media.models import File
from cordee.paths.models import Activity, Version


@transaction.atomic
def course_of_step(version: Version, activity: Activity, *, now: datetime) -> Course:
    """The course of the steps that came in the same package as this one; made when it is first asked for."""
    named = activity.content.get("package", "")
    file = File.objects.filter(pk=named).first() if named else None
    course = Course.objects.filter(version=version, file=file).first()
    if course is not None and course.read.unit(activity.key) is not None:
        return course
    structure = _structure(version, file, named)
    values = {
        "iri": structure.iri,
        "title": version.path.title[:300],
        "structure": structure.model_dump(mode="json"),
        "units": len(structure.units()),
        "made_at": now,
    }
    return Course.objects.update_or_create(version=version, file=file, defaults=values)[0]


def _structure(version: Version, file: File | None, named: str) -> Structure:
    steps = [
        one
        for one in Activity.objects.filter(version=version, kind="cmi5").order_by(
            "module__position", "position"
        )
        if one.content.get("package", "") == named and one.content.get("standard", "cmi5") == "cmi5"
    ]
    whole = (_designed(file) if file else None) or Structure(
        iri=f"urn:uuid:{file.id if file else version.path_id}",
        title={"und": version.path.title},
        parts=[],
    )
    root = file.id if file else version.path_id
    left = {one.content.get("identifier", ""): one for one in reversed(steps)}
    whole.parts = _placed(whole.parts, left, root)
    known = {unit.key for unit in whole.units()}
    whole.parts += [_unit(one, None) for one in steps if one.key not in known]
    whole.key = uuid5(root, "course")
    return whole


def _designed(file: File) -> Structure | None:
    """What the package says; None where it is not to be read, or not as the standard wants it."""
    try:
        with NamedTemporaryFile() as kept, default_storage.open(file.stored_as) as stored:
            for block in stored.chunks():
                kept.write(block)
            kept.flush()
            with opened(Path(kept.name)) as archive:
                # A structure that came alone was packed under its own name.
                name = (
                    STRUCTURE if STRUCTURE in archive.names or len(archive.names) != 1 else archive.names[0]
                )
                return course_of(read(archive, name, LARGEST), archive)
    except (OSError, KeyError, Refusal):
        return None


def _placed(parts: list[Part], left: dict[str, Activity], root: UUID) -> list[Part]:
    """The parts whose units are steps, with the keys that they have in every version."""
    placed: list[Part] = []
    for part in parts:
        if isinstance(part, Block):
            inner = _placed(part.parts, left, root)
            if inner:
                placed.append(part.model_copy(update={"parts": inner, "key": uuid5(root, part.iri)}))
        elif step := left.pop(part.iri, None):
            placed.append(_unit(step, part))
    return placed


def _unit(step: Activity, designed: Unit | None) -> Unit:
    """A step as a unit: what its author changed counts."""
    content = step.content
    return Unit(
        iri=content.get("identifier") or (designed.iri if designed else f"urn:uuid:{step.key}"),
        key=step.key,
        title=designed.title if designed else {"und": step.title},
        description=designed.description if designed else {},
        url=content["entry"],
        move_on=content.get("move_on", "NotApplicable"),
        mastery=content.get("mastery"),
        launch_method=content.get("launch_method", "AnyWindow"),
        launch_parameters=content.get("launch_parameters")
        or (designed.launch_parameters if designed else None),
        entitlement_key=designed.entitlement_key if designed else None,
        activity_type=designed.activity_type if designed else "",
        objectives=designed.objectives if designed else [],
    )
