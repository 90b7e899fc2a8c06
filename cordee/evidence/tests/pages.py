"""Which pages of the ledger are opened in a real browser (testing/rooms.py says how)."""

BROWSER: dict[str, list[str]] = {
    "karim": ["/evidence/", "/evidence/new/"],
    "thomas": ["/evidence/links/", "/evidence/checkpoints/"],
    "lea": ["/me/evidence/"],
}
