"""Which pages of search are opened in a real browser (testing/rooms.py says how)."""

BROWSER: dict[str, list[str]] = {
    "lea": ["/search/", "/search/?q=entretein&kind=question", "/search/?q=introuvable"]
}


def prepare(stage: object) -> dict[str, object]:
    """The index, as the reader makes it."""
    from cordee.journal.readers import catch_up

    catch_up()
    return {}
