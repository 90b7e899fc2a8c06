"""Who sees which page of people; read by the tests of all pages (web/tests/test_pages.py says how)."""

OK, NO = 200, 403
MATRIX: dict[str, tuple[str, int, int, int, int]] = {
    "my-sessions": ("/me/sessions/", OK, OK, OK, OK),
    "coming-in": ("/administration/coming-in/", OK, NO, NO, NO),
}
ELSEWHERE: set[str] = {"sign-up-proven", "join", "invitation-new", "invitation"}
BROWSER: dict[str, list[str]] = {"lea": ["/me/sessions/"], "thomas": ["/administration/coming-in/"]}
