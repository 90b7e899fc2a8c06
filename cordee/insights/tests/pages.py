"""Who sees which page of insights; read by the tests of all pages (web/tests/test_pages.py says how)."""

OK, NO, NONE = 200, 403, 404

MATRIX: dict[str, tuple[str, int, int, int, int]] = {
    "space-health": ("/spaces/entretiens/health/", OK, OK, NO, NO),
    "space-health (hidden)": ("/spaces/cercle/health/", OK, OK, NO, NONE),
}
ELSEWHERE: set[str] = set()
BROWSER: dict[str, list[str]] = {"karim": ["/spaces/entretiens/health/"]}
