"""Who gets what at the addresses of the improvement room (testing/rights.py says how to read the table).

Léa complained; somebody from outside did; Thomas answers. Karim was given Léa's other complaint, with an action.
"""

from datetime import timedelta

from cordee.testing.cast import NOW, Stage

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /improvement/                                               in   in   no   no   no   no   no   no   ok   ok
GET    /improvement/new/                                           in   in   ok   ok   ok   ok   ok   ok   no   ok
POST   /improvement/new/                                           in   in   ok   ok   ok   ok   ok   ok   no   ok
POST   /improvement/new/ nothing                                   in   in   bad  bad  bad  bad  bad  bad  no   bad
GET    /improvement/mine/                                          in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /improvement/{concern}/                                     in   in   none none ok   none none none ok   ok
GET    /improvement/{given}/                                       in   in   none none ok   none ok   none ok   ok
GET    /improvement/{outside_over}/                                in   in   none none none none none none ok   ok
POST   /improvement/{concern}/act/ acknowledge                     in   in   none none no   none none none no   ok
POST   /improvement/{concern}/act/ answer                          in   in   none none no   none none none no   ok
POST   /improvement/{concern}/act/ assign                          in   in   none none no   none none none no   ok
POST   /improvement/{concern}/act/ note                            in   in   none none no   none none none no   ok
POST   /improvement/{concern}/act/ plan                            in   in   none none no   none none none no   ok
POST   /improvement/{concern}/act/ close                           in   in   none none no   none none none no   held
POST   /improvement/{given}/act/ answer                            in   in   none none no   none ok   none no   ok
POST   /improvement/{given}/act/ finish                            in   in   none none no   none ok   none no   ok
POST   /improvement/{over}/act/ reopen                             in   in   none none ok   none none none no   ok
POST   /improvement/{outside_over}/act/ forget                     in   in   none none none none none none no   ok
GET    /concerns/                                                  none none none none none none none none none none
POST   /concerns/                                                  none none none none none none none none none none
GET    /concerns/{concern_proof}/                                  ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /concerns/{concern_proof}/                                  ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /spaces/entretiens/watch/                                   in   in   no   no   no   no   ok   no   no   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /cohorts/{cohort}/adaptations/                              in   in   none none no   none ok   none ok   ok
POST   /cohorts/{cohort}/adaptations/                              in   in   none none no   none ok   none no   ok
"""
WORDS = {"words": "Le lien est réparé."}
SENT = {
    "concern-new": {"kind": "idea", "title": "Une idée", "words": "La voici."},
    "concern-new nothing": {"kind": "idea", "title": "Une idée"},
    "concern-act acknowledge": {"act": "acknowledge"},
    "concern-act answer": WORDS | {"act": "answer"},
    "concern-act assign": {"act": "assign", "assigned": "karim"},
    "concern-act note": WORDS | {"act": "note"},
    "concern-act plan": {"act": "plan", "what": "Vérifier", "owner": "ines", "due_on": "{in_a_month}"},
    "concern-act close": WORDS | {"act": "close"},
    "concern-act finish": {"act": "finish", "measure": "{measure}", "outcome": "Vérifié", "works": "yes"},
    "concern-act reopen": WORDS | {"act": "reopen"},
    "concern-act forget": {"act": "forget"},
    "concerns": {
        "kind": "idea", "title": "Une idée", "words": "La voici.", "source": "funder", "name": "Un financeur",
        "email": "fonds@example.org",
    },
    "space-watch": {"kind": "legal"},
    "cohort-adaptations": {"learner": "{place}", "what": "Un tiers de temps en plus"},
}  # fmt: skip


def prepare(stage: Stage) -> dict[str, object]:
    """Léa's complaints, at every state; one from outside, over; who came in by its mail."""
    from django.utils import timezone

    from cordee.improvement.actions import handling, measures
    from cordee.improvement.actions.adapting import note_adaptation
    from cordee.improvement.actions.raising import proof_of
    from cordee.improvement.models import Concern, Measure
    from cordee.improvement.tests.conftest import complain
    from cordee.paths.models import Enrolment
    from cordee.paths.queries.paths import path_seen

    cast, now = stage.cast, timezone.now()
    concern, given, over = (complain(stage, title=title) for title in ("Un", "Deux", "Trois"))
    handling.assign(cast.thomas, given, cast.karim, now=NOW)
    measure = measures.plan_measure(
        cast.karim, given, what="Vérifier", owner=cast.karim, due_on=now.date(), now=now
    )
    handling.answer(cast.thomas, over, "Réparé.", now=NOW)
    handling.close(cast.thomas, over, "Fini.", now=NOW)
    place = Enrolment.objects.select_related("cohort__path").get(person=cast.lea)
    staff = path_seen(cast.karim, place.cohort.path.slug)
    adaptation = note_adaptation(staff, place, "Un écran plus grand", now=NOW)
    promised = {"acknowledge_by": NOW.date(), "answer_by": NOW.date()}
    outside, outside_over = (
        Concern.objects.create(
            kind="complaint", source="company", title=title, words="Deux fois.", outside_name="Usine",
            outside_email=f"{title}@example.org", at=NOW, confirmed_at=confirmed, closed_at=confirmed, **promised,
        )
        for title, confirmed in (("facture", None), ("autre", NOW))
    )  # fmt: skip
    Measure.objects.create(
        concern=outside_over, what="Relire", due_on=NOW.date(), made_by=cast.thomas, made_at=NOW, done_at=NOW,
        outcome="Relu", works="yes",
    )  # fmt: skip
    return {
        "concern": concern.id,
        "given": given.id,
        "over": over.id,
        "measure": measure.id,
        "outside_over": outside_over.id,
        "adaptation": adaptation.id,
        "concern_proof": proof_of(outside.id),
        "in_a_month": (now + timedelta(days=30)).date(),
    }
