"""Who gets what of the API's operations on cmi5 courses (testing/rights.py says how to read the table)."""

from cordee.testing.cast import Stage

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
POST   /api/v1/administration/cmi5/courses                         in   in   no   no   no   no   no   no   no   bad
GET    /api/v1/administration/cmi5/courses                         in   in   no   no   no   no   no   no   ok   ok
GET    /api/v1/administration/cmi5/courses/{course}                in   in   no   no   no   no   no   no   ok   ok
DELETE /api/v1/administration/cmi5/courses/{course}                in   in   no   no   no   no   no   no   no   ok
POST   /api/v1/administration/cmi5/courses/{course}/registrations  in   in   no   no   no   no   no   no   no   ok
GET    /api/v1/administration/cmi5/courses/{course}/registrations  in   in   no   no   no   no   no   no   ok   ok
POST   /api/v1/administration/cmi5/courses/{course}/aus/0/launches in   in   no   no   no   no   no   no   no   ok
GET    /api/v1/administration/cmi5/registrations/{taken}           in   in   no   no   no   no   no   no   ok   ok
POST   /api/v1/administration/cmi5/registrations/{taken}/aus/0/waivers in   in   no   no   no   no   no   no   no   ok
GET    /api/v1/administration/cmi5/sessions/{launched}             in   in   no   no   no   no   no   no   ok   ok
PUT    /api/v1/administration/cmi5/sessions/{launched}/abandonment in   in   no   no   no   no   no   no   no   ok
"""
_ACTOR = {"account": {"homePage": "https://lms.example", "name": "4711"}}
COURSES = "/administration/cmi5/courses/{course_id}"
SENT: dict[str, object] = {
    f"POST {COURSES}/registrations": {"actor": _ACTOR},
    f"POST {COURSES}/aus/{{index}}/launches": {"actor": _ACTOR},
    "POST /administration/cmi5/registrations/{registration_id}/aus/{index}/waivers": {
        "reason": "Administrative"
    },
}


def prepare(stage: Stage) -> dict[str, object]:
    """A course that somebody takes, one of its units launched."""
    from cordee.cmi5.models import Session
    from cordee.cmi5.tests.courses import a_course, launched, registered

    course = a_course()
    taken = registered(course)
    launched(taken)
    return {"course": course.id, "taken": taken.id, "launched": Session.objects.get(registration=taken).id}
