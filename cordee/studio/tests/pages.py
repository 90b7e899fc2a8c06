"""Who sees which page of the studio; read by the tests of all pages (web/tests/test_pages.py says how).

The path is the one that ``paths/tests/pages.py`` makes.
"""

OK, NO, NONE = 200, 403, 404

MATRIX: dict[str, tuple[str, int, int, int, int]] = {
    "studio": ("/studio/", OK, OK, NO, NO),
    "path-new": ("/studio/new/", OK, OK, NO, NO),
    "path-writing": ("/studio/mener-un-entretien/", OK, OK, NO, NO),
    "path-sheet": ("/studio/mener-un-entretien/sheet/", OK, OK, NO, NO),
    "path-export": ("/studio/mener-un-entretien/export/", OK, OK, NO, NO),
    "activity-writing": ("/studio/mener-un-entretien/activities/{step_page}/", OK, OK, NO, NO),
    "activity-preview": ("/studio/mener-un-entretien/activities/{step_page}/preview/", OK, OK, NO, NO),
    "question-new": ("/studio/mener-un-entretien/banks/new/questions/new/?kind=choice", OK, OK, NO, NO),
    "activity-from-post": ("/studio/from/{question}/", OK, OK, NO, NO),
}
ELSEWHERE: set[str] = {
    "path-objectives", "path-authors", "path-publication", "path-shelf", "path-modules", "path-module",
    "activity-new", "activity-place", "question-writing",
}  # fmt: skip
BROWSER: dict[str, list[str]] = {
    "karim": [
        "/studio/", "/studio/new/", "/studio/mener-un-entretien/", "/studio/mener-un-entretien/sheet/",
        "/studio/mener-un-entretien/activities/{step_page}/",
        "/studio/mener-un-entretien/activities/{step_page}/preview/",
        "/studio/mener-un-entretien/banks/new/questions/new/?kind=cloze", "/studio/from/{question}/",
    ],
}  # fmt: skip
