"""Operations: courses of cmi5 for other software, which launches them for learners of its own (docs/cmi5.md)."""

import shutil
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router, Status

from cordee.api import shapes
from cordee.api.resources import answers
from cordee.api.resources.administering import changer, reader
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas.cmi5 import (
    AgentIn,
    CourseLineOut,
    CourseOut,
    CourseRegistrationIn,
    LaunchIn,
    LaunchOut,
    RegistrationLineOut,
    RegistrationOut,
    UnitSessionOut,
    WaiverIn,
)
from cordee.cmi5.actions.importing import LARGEST, import_course, remove_course
from cordee.cmi5.actions.registering import account_of, register, waive
from cordee.cmi5.actions.sessions import Launch, abandon, launch
from cordee.cmi5.models import Course, Registration, Session
from cordee.cmi5.names import course_iri, unit_iri
from cordee.cmi5.pages import page_of
from cordee.cmi5.queries import (
    course_by_id,
    courses,
    registration_by_id,
    registrations,
    session_by_id,
    standings,
    unit_at,
)
from cordee.cmi5.structure.parts import said_in
from cordee.core.errors import Invalid
from cordee.people.models import Person
from cordee.records.refusals import Bad
from cordee.records.validation.agents import agent

router = Router(tags=["cmi5"])
COURSES = "/administration/cmi5/courses"
REGISTRATION = "/administration/cmi5/registrations/{registration_id}"
SESSION = "/administration/cmi5/sessions/{session_id}"
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_FORM = {
    "type": "object",
    "properties": {"file": {"type": "string", "format": "binary"}},
    "required": ["file"],
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/zip": _BINARY,
            "application/xml": _BINARY,
            "multipart/form-data": {"schema": _FORM},
        },
    }
}


@router.post(COURSES, response=answers(CourseOut, 201), summary="Import a cmi5 course", openapi_extra=_BODY)
def create_cmi5_course(request: HttpRequest) -> Any:
    """The file is the body, or the part `file` of a form: a zip with cmi5.xml at its root, or that XML alone.

    What breaks the standard is refused with its place (422). When this answers, the course can be launched.
    """
    me = changer(request)
    with tempfile.NamedTemporaryFile() as kept:
        _save(request, kept)
        course = import_course(me, Path(kept.name), now=timezone.now())
    return Status(201, _course(course))


def _save(request: HttpRequest, kept: Any) -> None:
    if request.content_type == "multipart/form-data":
        upload = request.FILES.get("file")
        if upload is None:
            message = _("The form has no part “file”.")
            raise Invalid(message, fields={"file": message})
        for chunk in upload.chunks():
            kept.write(chunk)
    elif int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST * 1024**2:
        raise Invalid(_("This file is larger than %s MB.") % LARGEST)
    else:
        shutil.copyfileobj(request, kept)
    kept.flush()


@router.get(COURSES, response=answers(PageOf[CourseLineOut]), summary="The cmi5 courses")
def list_cmi5_courses(request: HttpRequest, after: Text | None = None) -> Any:
    """Newest first."""
    reader(request)
    return shapes.page(courses(after), _line)


@router.get(f"{COURSES}/{{course_id}}", response=answers(CourseOut), summary="A cmi5 course")
def read_cmi5_course(request: HttpRequest, course_id: UUID) -> Any:
    """With its units (AUs) in order."""
    reader(request)
    return _course(course_by_id(course_id))


@router.delete(f"{COURSES}/{{course_id}}", response=answers(None, 204), summary="Take a cmi5 course away")
def delete_cmi5_course(request: HttpRequest, course_id: UUID) -> Any:
    """With its registrations; what was stated stays in the record store."""
    remove_course(changer(request), course_by_id(course_id), now=timezone.now())
    return Status(204, None)


@router.post(
    f"{COURSES}/{{course_id}}/registrations",
    response={200: RegistrationOut, **answers(RegistrationOut, 201)},
    summary="Register a learner",
)
def create_cmi5_registration(request: HttpRequest, course_id: UUID, sent: CourseRegistrationIn) -> Any:
    """Units that ask for nothing are satisfied at once. One that you name and that is there already is told (200)."""
    changer(request)
    registration, made = _registered(course_by_id(course_id), sent.actor, sent.registration)
    return Status(201 if made else 200, _registration(registration))


@router.get(
    f"{COURSES}/{{course_id}}/registrations",
    response=answers(PageOf[RegistrationLineOut]),
    summary="The registrations of a course",
)
def list_cmi5_registrations(
    request: HttpRequest,
    course_id: UUID,
    home_page: Text = "",
    account: Text = "",
    after: Text | None = None,
) -> Any:
    """All, or those of one account: of its `home_page` and `account`. In the order of their identifiers."""
    reader(request)
    who = account_of({"account": {"homePage": home_page, "name": account}}) if account else ""
    return shapes.page(registrations(course_by_id(course_id), who, after), _taken)


@router.post(
    f"{COURSES}/{{course_id}}/aus/{{index}}/launches",
    response=answers(LaunchOut, 201),
    summary="Launch a unit",
)
def create_cmi5_launch(request: HttpRequest, course_id: UUID, index: int, sent: LaunchIn) -> Any:
    """States that it is launched, and answers the address to open: by it one session is played."""
    changer(request)
    course = course_by_id(course_id)
    unit = unit_at(course, index)
    page = page_of(request, course, unit, uuid4())
    registration, _made = _registered(course, sent.actor, sent.registration)
    asked = Launch(sent.launch_mode, sent.return_url or "")
    home = request.build_absolute_uri("/")
    session, address = launch(registration, unit, asked, page, home, now=timezone.now())
    told = {
        "session": session.id,
        "registration": registration.id,
        "launch_url": address,
        "launch_method": unit.launch_method,
        "activity_id": unit_iri(course, unit.key),
    }
    return Status(201, told)


@router.get(REGISTRATION, response=answers(RegistrationOut), summary="How far a learner is")
def read_cmi5_registration(request: HttpRequest, registration_id: UUID) -> Any:
    """Unit by unit."""
    reader(request)
    return _registration(registration_by_id(registration_id))


@router.post(
    f"{REGISTRATION}/aus/{{index}}/waivers",
    response=answers(RegistrationOut),
    summary="Spare a learner a unit",
)
def create_cmi5_waiver(request: HttpRequest, registration_id: UUID, index: int, sent: WaiverIn) -> Any:
    """Stated once; sent again it changes nothing."""
    me, registration = changer(request), registration_by_id(registration_id)
    waive(registration, unit_at(registration.course, index), sent.reason, by=me, now=timezone.now())
    return _registration(registration_by_id(registration_id))


@router.get(SESSION, response=answers(UnitSessionOut), summary="A session of a unit")
def read_cmi5_session(request: HttpRequest, session_id: UUID) -> Any:
    """Whether it was begun, and how it ended."""
    reader(request)
    return _session(session_by_id(session_id))


@router.put(f"{SESSION}/abandonment", response=answers(UnitSessionOut), summary="End a session that was left")
def put_cmi5_abandonment(request: HttpRequest, session_id: UUID) -> Any:
    """Nothing is taken from its unit any more. One that its unit ended cannot be left (409)."""
    changer(request)
    abandon(session_by_id(session_id), now=timezone.now())
    return _session(session_by_id(session_id))


def _registered(course: Course, sent: AgentIn, identifier: UUID | None) -> tuple[Registration, bool]:
    actor = sent.dict(exclude_none=True)
    try:
        agent(actor, "actor")
    except Bad as refusal:
        raise Invalid(refusal.message, fields={"actor": refusal.message}) from None
    person = None
    if actor["account"]["homePage"] == settings.SITE_ADDRESS and (who := _uuid(actor["account"]["name"])):
        person = Person.objects.filter(pk=who, is_active=True).first()
    return register(course, actor, now=timezone.now(), identifier=identifier, person=person)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _line(course: Course) -> dict[str, Any]:
    return {
        "id": course.id,
        "iri": course.iri,
        "title": course.title,
        "units": course.units,
        "packaged": course.file_id is not None,
        "imported_at": course.made_at,
    }


def _course(course: Course) -> dict[str, Any]:
    structure, language = course.read, get_language() or "fr"
    units = [
        {
            "index": index,
            "id": unit.iri,
            "activity_id": unit_iri(course, unit.key),
            "title": said_in(unit.title, language),
            "url": unit.url,
            "launch_method": unit.launch_method,
            "move_on": unit.move_on,
            "mastery_score": unit.mastery,
        }
        for index, unit in enumerate(structure.units())
    ]
    return {**_line(course), "activity_id": course_iri(structure.key), "aus": units}


def _taken(registration: Registration) -> dict[str, Any]:
    names = ("id", "actor", "at", "satisfied_at")
    return {name: getattr(registration, name) for name in names} | {"course": registration.course_id}


def _registration(registration: Registration) -> dict[str, Any]:
    names = ("completed_at", "passed_at", "failed_at", "waived_at", "score", "progress")
    aus = [
        {
            "index": index,
            "id": unit.iri,
            "activity_id": unit_iri(registration.course, unit.key),
            "satisfied": satisfied,
            **{name: getattr(standing, name, None) for name in names},
        }
        for index, (unit, standing, satisfied) in enumerate(standings(registration))
    ]
    return {**_taken(registration), "aus": aus}


def _session(session: Session) -> dict[str, Any]:
    names = ("id", "launched_at", "fetched_at", "initialized_at", "ended_at", "end")
    keys = [unit.key for unit in session.registration.course.read.units()]
    return {name: getattr(session, name) for name in names} | {
        "registration": session.registration_id,
        "launch_mode": session.mode,
        "index": keys.index(session.unit) if session.unit in keys else None,
    }
