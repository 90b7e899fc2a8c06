"""Who gets what at the addresses of paths (testing/rights.py says how to read the table).

Léa takes the path, Karim leads its cohort; who belongs to its space alone takes nothing.
"""

from uuid import UUID

from django.utils import timezone

from cordee.testing.cast import NOW, Stage
from cordee.testing.rights import Json

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /programme/                                                 ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /programme/mener-un-entretien/                              ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /programme/{not_public}/                                    none none none none none none none none none none
GET    /paths/                                                     in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /me/plan/                                                   in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /me/plan/                                                   in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /me/plan/sharing/                                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /me/plan/{goal}/                                            in   in   none none ok   none none none none none
GET    /paths/mener-un-entretien/                                  in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /paths/mener-un-entretien/steps/{step_page}/                in   in   no   no   ok   no   no   no   no   no
POST   /paths/mener-un-entretien/positioning/                      in   in   no   no   same no   no   no   no   no
POST   /paths/mener-un-entretien/steps/{step_page}/progress/       in   in   no   no   ok   no   no   no   no   no
POST   /paths/mener-un-entretien/steps/{package}/play/             in   in   no   no   same no   no   no   no   no
GET    /packages/{ticket}/                                         ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /packages/{ticket}/                                         ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /packages/{ticket}/a/index.html                             ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /xapi/statements                                            bad  bad  bad  bad  bad  bad  bad  bad  bad  bad
POST   /xapi/statements                                            bad  bad  bad  bad  bad  bad  bad  bad  bad  bad
GET    /xapi/activities/state                                      bad  bad  bad  bad  bad  bad  bad  bad  bad  bad
POST   /xapi/activities/state                                      bad  bad  bad  bad  bad  bad  bad  bad  bad  bad
GET    /xapi/activities/profile                                    bad  bad  bad  bad  bad  bad  bad  bad  bad  bad
POST   /xapi/activities/profile                                    bad  bad  bad  bad  bad  bad  bad  bad  bad  bad
GET    /xapi/agents/profile                                        bad  bad  bad  bad  bad  bad  bad  bad  bad  bad
POST   /xapi/agents/profile                                        bad  bad  bad  bad  bad  bad  bad  bad  bad  bad
GET    /xapi/left                                                  ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /xapi/about                                                 ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /packages/{ticket}x/a/index.html                            none none none none none none none none none none
GET    /paths/mener-un-entretien/steps/{step_page}/posts/          in   in   no   no   ok   no   no   no   no   no
POST   /paths/mener-un-entretien/steps/{step_page}/posts/          in   in   no   no   ok   no   no   no   no   no
POST   /paths/mener-un-entretien/steps/{quiz}/attempts/            in   in   no   no   same no   no   no   no   no
GET    /attempts/{attempt}/                                        in   in   none none ok   none ok   none ok   ok
POST   /attempts/{attempt}/                                        in   in   none none ok   none no   none no   no
POST   /attempts/{attempt}/hints/{asked_first}/                    in   in   none none ok   none no   none no   no
GET    /cohorts/{cohort}/works/                                    in   in   none none no   none ok   none ok   ok
GET    /cohorts/{cohort}/answers/                                  in   in   none none no   none ok   none ok   ok
GET    /attempts/{open_attempt}/grades/{open_asked}/               in   in   none none no   none ok   none no   ok
POST   /attempts/{open_attempt}/grades/{open_asked}/               in   in   none none no   none ok   none no   ok
POST   /works/{work}/usefulness/                                   in   in   none none no   none ok   none no   ok
POST   /works/{work}/verdict/                                      in   in   none none no   none ok   none no   ok
GET    /paths/mener-un-entretien/cohorts/new/                      in   in   no   no   no   no   ok   no   no   ok
POST   /paths/mener-un-entretien/cohorts/new/                      in   in   no   no   no   no   ok   no   no   ok
GET    /cohorts/join/nowhere/                                      in   in   none none none none none none none none
POST   /cohorts/join/nowhere/                                      in   in   none none none none none none none none
GET    /cohorts/{cohort}/                                          in   in   none none ok   none ok   none ok   ok
GET    /cohorts/{cohort}/settings/                                 in   in   none none no   none ok   none no   ok
POST   /cohorts/{cohort}/settings/                                 in   in   none none no   none ok   none no   ok
POST   /cohorts/{cohort}/enrolment/                                in   in   none none no   none no   none no   no
POST   /cohorts/{cohort}/enrolment/ leave                          in   in   none none ok   none no   none no   no
#                                                                  visi deac susp memb auth outs keep else audi admi
POST   /cohorts/{cohort}/people/ look                              in   in   none none no   none same none no   same
POST   /cohorts/{cohort}/people/ sure                              in   in   none none no   none ok   none no   ok
POST   /cohorts/{cohort}/people/ out                               in   in   none none no   none ok   none no   ok
POST   /cohorts/{cohort}/circles/                                  in   in   none none no   none ok   none no   ok
POST   /cohorts/{cohort}/staff/                                    in   in   none none no   none ok   none no   ok
GET    /cohorts/{cohort}/dates/                                    in   in   none none no   none ok   none no   ok
POST   /cohorts/{cohort}/dates/                                    in   in   none none no   none ok   none no   ok
GET    /cohorts/{cohort}/dossiers/                                 in   in   none none no   none ok   none ok   ok
POST   /cohorts/{cohort}/dossiers/ all                             in   in   none none no   none ok   none no   ok
POST   /cohorts/{cohort}/dossiers/ some                            in   in   none none no   none ok   none no   ok
GET    /cohorts/{cohort}/progress/                                 in   in   none none no   none ok   none ok   ok
GET    /cohorts/{cohort}/progress/?form=csv                        in   in   none none no   none ok   none ok   ok
GET    /cohorts/{cohort}/days/                                     in   in   none none no   none ok   none ok   ok
GET    /cohorts/{cohort}/learners/{place}/                         in   in   none none ok   none ok   none ok   ok
POST   /cohorts/{cohort}/learners/{place}/certificates/ give       in   in   none none no   none same none no   same
POST   /cohorts/{cohort}/learners/{place}/certificates/ revoke     in   in   none none no   none ok   none no   ok
GET    /certificates/                                              ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /certificates/{certificate}/                                ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /certificates/{certificate}/paper/                          in   in   none none ok   none ok   none ok   ok
"""
SENT = {
    "my-plan": {"kind": "goal", "text": "Mener un entretien sans notes"},
    "my-goal": {"done": "1"},
    "step-progress": {"read": "1"},
    "step-posts": {"kind": "question", "title": "Et si ?", "body": "Des mots"},
    "step-play": Json({"begin": True}),
    "package-player": Json({"said": {}, "page": "another page", "turn": 1, "revision": 0}),
    "attempt": {"end": "1"},
    "attempt-grade": {"share": "1", "remark": "Bien"},
    "cohort-new": {
        "title": "Automne",
        "starts_on": "2030-01-01",
        "entry": "hand",
        "time_zone": "Europe/Paris",
    },
    "cohort-settings": {
        "title": "Été",
        "starts_on": "2030-01-01",
        "entry": "hand",
        "time_zone": "Europe/Paris",
    },
    "cohort-enrolment leave": {"leave": "1"},
    "cohort-dossiers all": {"act": "all", "category": "employee", "nsf": "413", "hours_planned": "14"},
    "cohort-dossiers some": {"act": "some", "learner": "{place}", "category": "seeker"},
    "cohort-people look": {"people": "nadia@example.org"},
    "cohort-people sure": {"people": "nadia@example.org", "sure": "1"},
    "cohort-people out": {"out": "{place}"},
    "cohort-staff": {"person": "@nadia", "roles": "tutor"},
    "cohort-certificates give": {"kind": "completion"},
    "cohort-certificates revoke": {"revoke": "{certificate}", "why": "Une erreur"},
    "cohort-dates": {"on-{step_page}": "2030-01-01"},
    "work-verdict": {"kind": "validated", "note": "Bien"},
}


def prepare(stage: Stage) -> dict[str, object]:
    """A mission that Léa told of, and a quiz that she is answering, a certificate; on the path of the pages."""
    from cordee.paths.actions.attempts import begin, end_attempt
    from cordee.paths.actions.certificates import issue_certificate
    from cordee.paths.actions.dossiers import set_cohort_dossier, set_dossiers
    from cordee.paths.actions.paths import create_path
    from cordee.paths.actions.planning import add_goal
    from cordee.paths.actions.playing import begin_play
    from cordee.paths.actions.progress import complete_step
    from cordee.paths.actions.unpacking import unpack
    from cordee.paths.kinds import Sent
    from cordee.paths.models import Certificate, Enrolment, Work
    from cordee.paths.queries.paths import path_seen
    from cordee.paths.tests.conftest import Taken
    from cordee.paths.tests.packages import bring, lesson
    from cordee.paths.tests.test_attempts import quiz_of
    from cordee.paths.tests.test_works import step_of
    from cordee.paths.tickets import write_ticket

    place = Enrolment.objects.select_related("cohort__path").get(person=stage.cast.lea)
    taken = Taken(place.cohort.path, place.cohort, place, {})
    mission = step_of(taken, stage, "mission", {"task": "Menez un entretien."})
    complete_step(place, mission, Sent({"body": "Fait", "shared": "on"}), now=NOW)
    written = quiz_of(taken, stage, ["open"])
    said = begin(place, written, now=NOW)
    end_attempt(said, answers={UUID(said.drawn[0]): "Mon avis"}, now=NOW)
    package, file = bring(taken, stage, "scorm", lesson(), entry="a/index.html")
    unpacked = unpack(file.id, now=NOW)
    assert unpacked is not None
    play = begin_play(place, package, now=NOW)
    quiz = quiz_of(taken, stage, ["text"])
    attempt = begin(place, quiz, now=NOW)
    where = path_seen(stage.cast.karim, taken.path.slug)
    other = next(kind for kind in Certificate.Kind.values if kind != Certificate.Kind.COMPLETION)
    not_public = create_path(stage.cast.karim, title="Entre nous", now=NOW)
    facts = {"funder_name": "Opco du lac", "entrusted_to": "Un sous-traitant"}
    set_cohort_dossier(where, taken.cohort, **facts, now=NOW)
    set_dossiers(where, taken.cohort, [place], **facts, now=NOW)
    mine = add_goal(stage.cast.lea, kind="goal", text="Savoir me taire", now=NOW)
    return {
        "goal": mine.id,
        "not_public": not_public.slug,
        "certificate": issue_certificate(where, place, other, now=NOW).code,
        "open_attempt": said.id,
        "open_asked": said.drawn[0],
        "quiz": quiz.key,
        "package": package.key,
        "nowhere": UUID(int=1),
        "ticket": write_ticket(unpacked.folder, play.id, "scorm12", now=timezone.now()),
        "attempt": attempt.id,
        "asked_first": attempt.drawn[0],
        "place": place.id,
        "work": Work.objects.get().id,
    }
