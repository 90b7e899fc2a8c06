"""Who gets what at the addresses of workshops (testing/rights.py says how to read the table).

Léa takes the path, Karim leads its cohort; who belongs to its space alone takes nothing.
"""

from cordee.testing.cast import NOW, Stage

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /cohorts/{cohort}/workshops/new/                            in   in   none none no   none ok   none no   ok
POST   /cohorts/{cohort}/workshops/new/                            in   in   none none no   none ok   none no   ok
GET    /workshops/{workshop}/                                      in   in   none none ok   none ok   none ok   ok
GET    /workshops/{workshop}/settings/                             in   in   none none no   none ok   none no   ok
POST   /workshops/{upcoming}/settings/                             in   in   none none no   none ok   none no   ok
POST   /workshops/{upcoming}/cancellation/                         in   in   none none no   none ok   none no   ok
POST   /workshops/{upcoming}/seat/                                 in   in   none none ok   none no   none no   no
POST   /workshops/{upcoming}/seat/ no                              in   in   none none ok   none no   none no   no
POST   /workshops/{workshop}/materials/                            in   in   none none no   none ok   none no   ok
POST   /workshops/{workshop}/materials/ out                        in   in   none none no   none ok   none no   ok
GET    /workshops/{workshop}/calendar.ics                          in   in   none none ok   none ok   none ok   ok
GET    /workshops/{workshop}/sheet.pdf                             in   in   none none no   none ok   none ok   ok
GET    /workshops/{workshop}/sheet.csv                             in   in   none none no   none ok   none ok   ok
GET    /workshops/{workshop}/{half}/                               in   in   none none no   none ok   none ok   ok
POST   /workshops/{workshop}/{half}/signatures/ sign               in   in   none none no   none ok   none no   ok
POST   /workshops/{workshop}/{half}/signatures/ note               in   in   none none no   none ok   none no   ok
POST   /workshops/{workshop}/{signed}/signatures/ correct          in   in   none none no   none ok   none no   ok
POST   /workshops/{workshop}/{signed}/signatures/ trainer          in   in   none none no   none ok   none no   ok
GET    /workshops/{workshop}/{half}/code/                          in   in   none none no   none ok   none no   ok
GET    /workshops/{workshop}/{half}/sign/                          in   in   none none ok   none no   none no   no
POST   /workshops/{workshop}/{half}/sign/                          in   in   none none ok   none no   none no   no
GET    /me/calendar/                                               in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /me/calendar/                                               in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /calendars/{calendar_secret}/                               ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /calendars/{calendar_secret}/{cohort}/                      ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
"""
WORKSHOP = {
    "title": "Un atelier",
    "starts": "2030-01-01T09:00",
    "ends": "2030-01-01T12:00",
    "time_zone": "Europe/Paris",
    "place": "Salle 1",
}
SENT = {
    "workshop-new": WORKSHOP,
    "workshop-settings": WORKSHOP,
    "workshop-cancellation": {"why": "Grève"},
    "workshop-seat": {"coming": "yes"},
    "workshop-seat no": {"coming": "no"},
    "workshop-materials": {"address": "https://example.org/plan", "title": "Plan"},
    "workshop-materials out": {"out": "{material}"},
    "workshop-signatures sign": {"act": "sign", "enrolment": "{attender}", "typed": "Léa Martin"},
    "workshop-signatures note": {
        "act": "note",
        "enrolment": "{attender}",
        "present": "no",
        "reason": "Malade",
    },
    "workshop-signatures correct": {"act": "correct", "row": "{row}", "present": "no", "reason": "Partie"},
    "workshop-signatures trainer": {"act": "trainer", "typed": "Karim"},
    "workshop-sign": {"granted": "{granted}"},
}


def prepare(stage: Stage) -> dict[str, object]:
    """Something to take away, a half-day that Léa signed, and what she scanned for the other."""
    from cordee.paths.models import Enrolment
    from cordee.workshops import codes
    from cordee.workshops.actions.planning import add_material
    from cordee.workshops.actions.signing import Sent, sign_on_device
    from cordee.workshops.models import Workshop
    from cordee.workshops.queries.workshops import workshop_seen
    from cordee.workshops.tests.conftest import ENDS

    past = Workshop.objects.get(title="Hier")
    sight, past = workshop_seen(stage.cast.karim, past.id)
    place = Enrolment.objects.select_related("cohort", "person").get(person=stage.cast.lea)
    material = add_material(sight, past, address="https://example.org/", now=NOW)
    morning, afternoon = past.halves
    row = sign_on_device(sight, past, afternoon, place, Sent(typed="Léa Martin"), now=ENDS)
    return {
        "material": material.id,
        "attender": place.id,
        "row": row.id,
        "signed": afternoon.key,
        "granted": codes.grant(stage.cast.lea.id, past.id, morning.key),
    }
