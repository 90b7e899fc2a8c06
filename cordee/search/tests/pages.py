"""Who sees which page of search; read by the tests of all pages (web/tests/test_pages.py says how)."""

OK, NONE = 200, 404
MATRIX: dict[str, tuple[str, int, int, int, int]] = {
    "search": ("/search/?q=entretien", OK, OK, OK, OK),
    "search-suggestions": ("/search/suggestions/?q=entr", OK, OK, OK, OK),
    "search-closest": ("/search/closest/?title=Comment+finir+un+entretien", OK, OK, OK, OK),
    "similar": ("/posts/{question}/similar/", OK, OK, OK, OK),
    "similar (hidden)": ("/posts/{secret}/similar/", OK, OK, OK, NONE),
}
ELSEWHERE: set[str] = set()
BROWSER: dict[str, list[str]] = {
    "lea": ["/search/", "/search/?q=entretein&kind=question", "/search/?q=introuvable"]
}


def prepare(stage: object) -> dict[str, object]:
    """The index, as the reader makes it."""
    from cordee.journal.readers import catch_up

    catch_up()
    return {}
