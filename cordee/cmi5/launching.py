"""Launching the unit that is a step of a path: the learner's registration, and the address that opens it."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from cordee.cmi5.actions.registering import register, waive
from cordee.cmi5.actions.sessions import Launch, launch
from cordee.cmi5.actions.stepping import course_of_step
from cordee.cmi5.models import Registration, Session, Standing
from cordee.cmi5.structure import Unit
from cordee.core.errors import Missing
from cordee.paths.launches import Page
from cordee.paths.models import Activity, Enrolment, Play
from cordee.people.models import Person
from cordee.records.people import agent_of

_TAGS = {"fr": "fr-FR", "en": "en-US"}


class Steps:
    """The steps of paths that are units of cmi5 (``paths.launches.Launcher``)."""

    def launch(self, request: HttpRequest, play: Play, activity: Activity, page: Page) -> str:
        """Launch a step for its learner; what is done already is seen again (launch mode Review)."""
        now, person = timezone.now(), play.enrolment.person
        registration, unit = _taken(play.enrolment, activity, now)
        asked = Launch(mode_for(registration, unit), page.back, languages_of(person))
        home = request.build_absolute_uri("/")
        return launch(registration, unit, asked, page.address, home, now=now)[1]

    def pass_over(self, enrolment: Enrolment, activity: Activity, *, now: datetime) -> None:
        """State that a unit is waived, since a positioning showed it as known; its step is seen to already."""
        registration, unit = _taken(enrolment, activity, now)
        waive(registration, unit, "Tested Out", now=now, moves_step=False)


def _taken(enrolment: Enrolment, activity: Activity, now: datetime) -> tuple[Registration, Unit]:
    """The learner's registration for the course of a step, made where there is none yet, and the unit."""
    course = course_of_step(enrolment.version, activity, now=now)
    registration = Registration.objects.filter(enrolment=enrolment, course__file=course.file).first()
    if registration is None:
        registration, _made = register(
            course, agent_of(enrolment.person_id), now=now, person=enrolment.person, enrolment=enrolment
        )
    elif registration.course_id != course.id:  # the learner went on to a newer version of the path
        registration.course = course
        registration.save(update_fields=["course"])
    unit = course.read.unit(activity.key)
    if unit is None:
        raise Missing("")
    return registration, unit


def mode_for(registration: Registration, unit: Unit) -> str:
    """Review for what its unit may not say once more (9.3), Normal for all else."""
    standing = Standing.objects.filter(registration=registration, unit=unit.key).first()
    if standing is None:
        return Session.Mode.NORMAL
    passed, completed = standing.passed_at is not None, standing.completed_at is not None
    if unit.mastery is not None and not passed:
        return Session.Mode.NORMAL
    over = {"Passed": passed, "CompletedAndPassed": passed and completed}
    return Session.Mode.REVIEW if over.get(unit.move_on, completed or passed) else Session.Mode.NORMAL


def languages_of(person: Person) -> str:
    """A person's languages as their units read them."""
    first = person.language or settings.LANGUAGE_CODE
    return ",".join([_TAGS.get(first, first), *(tag for name, tag in _TAGS.items() if name != first)])
