"""Which pages of recommendations are opened in a real browser (testing/rooms.py says how)."""

from cordee.testing.cast import Stage

BROWSER: dict[str, list[str]] = {
    "lea": ["/experts/", "/skills/ecoute/"],
    "ines": ["/me/expertise/"],
    "thomas": ["/experts/"],
}


def prepare(stage: Stage) -> dict[str, object]:
    """Inès has an accepted answer, and is shown for it."""
    from cordee.recommendations.actions import show_me
    from cordee.spaces.actions.resolutions import accept_answer
    from cordee.testing.cast import NOW

    accept_answer(stage.cast.lea, stage.answer, now=NOW)
    show_me(stage.cast.ines, ["ecoute"], now=NOW)
    return {}
