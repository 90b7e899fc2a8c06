"""Who sees which page of notifications; read by the tests of all pages (web/tests/test_pages.py says how)."""

MATRIX: dict[str, tuple[str, int, int, int, int]] = {
    "notifications": ("/notifications/", 200, 200, 200, 200),
    "notifications (panel)": ("/notifications/?panel=1", 200, 200, 200, 200),
    "notifications-count": ("/notifications/count/", 200, 200, 200, 200),
    "notification (of nobody)": ("/notifications/00000000-0000-7000-8000-000000000000/", 404, 404, 404, 404),
}
ELSEWHERE: set[str] = {"notifications-read", "notification-stop"}
BROWSER: dict[str, list[str]] = {"lea": ["/notifications/"]}
