"""Who sees which page of privacy; read by the tests of all pages (web/tests/test_pages.py says how)."""

OK, MOVED = 200, 302
MATRIX: dict[str, tuple[str, int, int, int, int]] = {
    "my-data": ("/me/data/", OK, OK, OK, OK),
    "my-data-looks": ("/me/data/looks/", OK, OK, OK, OK),
}
ELSEWHERE: set[str] = {"my-data-export", "my-departure"}
BROWSER: dict[str, list[str]] = {"lea": ["/me/data/", "/me/data/looks/"]}
