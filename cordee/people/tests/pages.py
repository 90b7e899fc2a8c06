"""Which pages of people are opened in a real browser (testing/rooms.py says how)."""

BROWSER: dict[str, list[str]] = {
    "lea": ["/me/sessions/", "/me/security/"],
    "thomas": ["/administration/coming-in/"],
}
