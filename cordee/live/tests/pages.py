"""Who sees which page of live; read by the tests of all pages (web/tests/test_pages.py says how)."""

OK, NONE = 200, 404
MATRIX: dict[str, tuple[str, int, int, int, int]] = {
    "live-comment": ("/live/posts/{question}/comments/{answer}/", OK, OK, OK, OK),
    "live-reactions": ("/live/posts/{question}/reactions/", OK, OK, OK, OK),
    "live-reactions (hidden)": ("/live/posts/{secret}/reactions/", OK, OK, OK, NONE),
    "live-comment-reactions": ("/live/posts/{question}/comments/{answer}/reactions/", OK, OK, OK, OK),
}
ELSEWHERE: set[str] = {"live-stream", "live-typing"}
BROWSER: dict[str, list[str]] = {}
