"""Which pages of paths are opened in a real browser (testing/rooms.py says how)."""

from cordee.testing.cast import NOW, Stage

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
