"""Who gets what at the addresses of the cockpit (testing/rights.py says how to read the table).

A suggestion about the open space, whose click replies in a thread: who administers and belongs to nothing is told that
they must join first.
"""

from cordee.testing.cast import NOW, Stage

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /cockpit/                                                   in   in   no   no   no   no   ok   ok   ok   ok
GET    /spaces/entretiens/cockpit/                                 in   in   no   no   no   no   ok   no   ok   ok
GET    /spaces/cercle/cockpit/                                     in   in   no   no   no   none ok   none ok   ok
POST   /cockpit/suggestions/{suggestion}/                          in   in   no   no   no   no   ok   no   no   same
POST   /cockpit/suggestions/{suggestion}/ dismiss                  in   in   no   no   no   no   ok   no   no   ok
GET    /words/{word}/                                              in   in   none none ok   none ok   none none none
POST   /words/{word}/                                              in   in   none none ok   none no   none none none
"""
SENT = {
    "suggestion": {"text": "Merci"},
    "suggestion dismiss": {"act": "dismiss", "reason": "later"},
    "word": {"text": "Merci"},
}


def prepare(stage: Stage) -> dict[str, object]:
    """A contribution to bring to light, and a word to Léa."""
    from cordee.cockpit.actions.words import send_word
    from cordee.cockpit.models import Suggestion

    row = Suggestion.objects.create(
        space=stage.open, kind="light", person=stage.cast.ines, post=stage.experience, shown_at=NOW
    )
    word = send_word(stage.cast.karim, stage.open, stage.cast.lea, "Bonjour Léa.", now=NOW)
    return {"suggestion": row.id, "word": word.id}
