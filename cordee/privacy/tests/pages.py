"""Which pages of privacy are opened in a real browser (testing/rooms.py says how)."""

BROWSER: dict[str, list[str]] = {
    "lea": ["/me/data/", "/me/data/looks/", "/me/data/views/", "/me/data/information/"]
}
