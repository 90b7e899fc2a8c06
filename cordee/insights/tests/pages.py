"""Which pages of insights are opened in a real browser (testing/rooms.py says how)."""

BROWSER: dict[str, list[str]] = {
    "karim": ["/spaces/entretiens/health/"],
    "thomas": ["/spaces/cercle/health/", "/insights/"],
}
