"""Who gets what at the addresses of the ledger (testing/rights.py says how to read the table).

Léa ("author") takes the path, Karim ("keeper") leads its cohort. Whoever holds an auditor's link reads by it.
"""

from datetime import timedelta

from cordee.testing.cast import NOW, Stage

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /evidence/                                                  in   in   no   no   no   no   ok   no   ok   ok
GET    /evidence/?kind=attendance&learner=L&cohort={cohort}        in   in   no   no   no   no   ok   no   ok   ok
GET    /evidence/new/                                              in   in   no   no   no   no   ok   no   ok   ok
POST   /evidence/new/                                              in   in   no   no   no   no   ok   no   no   ok
POST   /evidence/file/                                             in   in   no   no   no   no   ok   no   ok   ok
POST   /evidence/file/ whole                                       in   in   no   no   no   no   no   no   ok   ok
GET    /evidence/checkpoints/                                      in   in   no   no   no   no   no   no   ok   ok
POST   /evidence/verification/                                     in   in   no   no   no   no   no   no   ok   ok
GET    /evidence/links/                                            in   in   no   no   no   no   no   no   ok   ok
POST   /evidence/links/                                            in   in   no   no   no   no   no   no   no   ok
POST   /evidence/links/{audit_link}/end/                           in   in   no   no   no   no   no   no   no   ok
GET    /evidence/{piece}/                                          in   in   none none ok   none ok   none ok   ok
GET    /evidence/{brought}/                                        in   in   none none ok   none ok   none ok   ok
GET    /evidence/{brought}/file/                                   in   in   none none ok   none ok   none ok   ok
GET    /me/evidence/                                               in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /me/evidence/file/                                          in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /audit/{audit_secret}/                                      ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /audit/{audit_secret}/indicators/                           ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /audit/{audit_secret}/file/                                 ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /audit/{audit_secret}/{piece}/                              ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /audit/{audit_secret}/{brought}/file/                       ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /audit/{audit_secret}/99999/                                none none none none none none none none none none
GET    /audit/not-one-of-ours/                                     none none none none none none none none none none
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/evidence                                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/evidence/{piece}                                    in   in   none none ok   none ok   none ok   ok
GET    /api/v1/evidence/checkpoints                                in   in   no   no   no   no   no   no   ok   ok
"""
SENT: dict[str, object] = {
    "evidence-new": {
        "cohort": "{cohort}", "learner": "{attender}", "kind": "follow-up", "on": "2026-03-01", "note": "Appelée",
    },
    "evidence-file": {"cohort": "{cohort}", "with_files": "1"},
    "evidence-file whole": {},
    "auditor-links": {"label": "Cabinet Vérif", "days": "7", "cohort": "{cohort}"},
}  # fmt: skip


def prepare(stage: Stage) -> dict[str, object]:
    """A piece about Léa, one that Karim brought with a file, and a link to her cohort."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from cordee.evidence.actions.attaching import attach_evidence
    from cordee.evidence.actions.checkpoints import make_checkpoint
    from cordee.evidence.actions.links import give_link
    from cordee.evidence.models import Piece
    from cordee.evidence.tests.conftest import read_on
    from cordee.paths.models import Enrolment

    place = Enrolment.objects.select_related("cohort__path").get(person=stage.cast.lea)
    attach_evidence(
        stage.cast.karim,
        kind="need",
        cohort=place.cohort,
        enrolment=place,
        note="Préparer ses entretiens annuels",
        upload=SimpleUploadedFile("besoin.txt", b"Son responsable demande."),
        happened_at=NOW,
        now=NOW,
    )
    read_on()
    make_checkpoint(NOW)
    link, secret = give_link(
        stage.cast.thomas, label="Cabinet Vérif", cohorts=[place.cohort_id], days=60, now=_soon()
    )
    own = Piece.objects.filter(subject_id=stage.cast.lea.id, kind="enrolment").first()
    brought = Piece.objects.get(kind="need")
    assert own is not None
    return {"piece": own.number, "brought": brought.number, "audit_link": link.id, "audit_secret": secret}


def _soon() -> object:
    from django.utils import timezone

    return timezone.now() - timedelta(minutes=1)
