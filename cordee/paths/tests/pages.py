"""Who sees which page of paths; read by the tests of all pages (web/tests/test_pages.py says how)."""

from cordee.testing.cast import NOW, Stage

OK, NO, NONE = 200, 403, 404

MATRIX: dict[str, tuple[str, int, int, int, int]] = {
    "paths": ("/paths/", OK, OK, OK, OK),
    "my-plan": ("/me/plan/", OK, OK, OK, OK),
    "path": ("/paths/mener-un-entretien/", OK, OK, OK, OK),
    "step": ("/paths/mener-un-entretien/steps/{step_page}/", NO, NO, OK, NO),
    "step-posts": ("/paths/mener-un-entretien/steps/{step_page}/posts/", NO, NO, OK, NO),
    "cohort": ("/cohorts/{cohort}/", OK, OK, OK, NONE),
    "cohort-new": ("/paths/mener-un-entretien/cohorts/new/", OK, OK, NO, NO),
    "cohort-settings": ("/cohorts/{cohort}/settings/", OK, OK, NO, NONE),
    "cohort-dates": ("/cohorts/{cohort}/dates/", OK, OK, NO, NONE),
    "cohort-days": ("/cohorts/{cohort}/days/", OK, OK, NO, NONE),
    "cohort-progress": ("/cohorts/{cohort}/progress/", OK, OK, NO, NONE),
    "cohort-answers": ("/cohorts/{cohort}/answers/", OK, OK, NO, NONE),
    "cohort-works": ("/cohorts/{cohort}/works/", OK, OK, NO, NONE),
}
ELSEWHERE: set[str] = {
    "programme",
    "programme-sheet",
    "my-goal",
    "positioning",
    "my-plan-sharing",
    "step-progress",
    "step-play",
    "package-file",
    "package-player",
    "xapi-fetch",
    "xapi-about",
    "xapi-statements",
    "xapi-state",
    "xapi-profile",
    "xapi-agent",
    "work-usefulness",
    "work-verdict",
    "attempt-grade",
    "attempts",
    "attempt",
    "attempt-hint",
    "cohort-join",
    "cohort-enrolment",
    "cohort-people",
    "cohort-circles",
    "cohort-staff",
    "cohort-learner",
    "cohort-certificates",
    "certificate",
    "certificate-paper",
    "verify",
}
BROWSER: dict[str, list[str]] = {
    "lea": [
        "/programme/", "/programme/mener-un-entretien/",
        "/paths/", "/me/plan/", "/paths/mener-un-entretien/", "/paths/mener-un-entretien/steps/{step_page}/",
        "/paths/mener-un-entretien/steps/{step_checklist}/", "/paths/mener-un-entretien/steps/{step_discussion}/posts/",
    ],
    "karim": [
        "/cohorts/{cohort}/", "/cohorts/{cohort}/answers/",
        "/cohorts/{cohort}/works/", "/cohorts/{cohort}/settings/", "/cohorts/{cohort}/dates/",
        "/cohorts/{cohort}/progress/", "/paths/mener-un-entretien/cohorts/new/",
    ],
    "marc": ["/paths/", "/paths/mener-un-entretien/"],
}  # fmt: skip


def prepare(stage: Stage) -> dict[str, object]:
    """A path that Léa takes, whose sheet is public."""
    from cordee.administration.actions.settings import edit_organisation
    from cordee.paths.actions.paths import edit_path
    from cordee.paths.tests.conftest import take

    taken = take(stage)
    edit_organisation(stage.cast.thomas, public_sheets=True, now=NOW)
    edit_path(taken.seen_by(stage.cast.karim), audience="public", now=NOW)
    return {"cohort": taken.cohort.id} | {f"step_{kind}": step.key for kind, step in taken.steps.items()}
