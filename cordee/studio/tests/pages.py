"""Which pages of the studio are opened in a real browser (testing/rooms.py says how).

The path is the one that ``paths/tests/pages.py`` makes.
"""

BROWSER: dict[str, list[str]] = {
    "karim": [
        "/studio/", "/studio/new/", "/studio/mener-un-entretien/", "/studio/mener-un-entretien/sheet/",
        "/studio/mener-un-entretien/activities/{step_page}/",
        "/studio/mener-un-entretien/activities/{step_page}/preview/",
        "/studio/mener-un-entretien/banks/new/questions/new/?kind=cloze", "/studio/from/{question}/",
    ],
}  # fmt: skip
