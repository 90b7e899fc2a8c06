"""Which pages of the cockpit are opened in a real browser (testing/rooms.py says how)."""

from cordee.testing.cast import Stage

BROWSER: dict[str, list[str]] = {
    "karim": ["/cockpit/", "/spaces/entretiens/cockpit/"],
    "thomas": ["/cockpit/"],
    "ines": ["/words/{word}/"],
}


def prepare(stage: Stage) -> dict[str, object]:
    """A word from Karim to Inès."""
    from django.utils import timezone

    from cordee.cockpit.actions.words import send_word

    sent = send_word(stage.cast.karim, stage.open, stage.cast.ines, "Bonjour Inès.", now=timezone.now())
    return {"word": sent.id}
