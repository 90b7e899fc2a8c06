"""Who sees which page of people; read by the tests of all pages (web/tests/test_pages.py says how)."""

MATRIX: dict[str, tuple[str, int, int, int, int]] = {}
ELSEWHERE: set[str] = set()
BROWSER: dict[str, list[str]] = {}
