"""Certificates: drawn from a frozen record, verified by anybody, taken back with a reason."""

import io

import pytest
from pypdf import PdfReader

from cordee.administration.actions.settings import edit_organisation
from cordee.core.errors import Conflict, Forbidden
from cordee.paths.actions.certificates import issue_certificate, revoke_certificate
from cordee.paths.actions.conversations import contribute
from cordee.paths.actions.progress import complete_step
from cordee.paths.kinds import Sent
from cordee.paths.models import Certificate
from cordee.paths.queries.certificates import is_intact, paper_of
from cordee.paths.tests.conftest import Taken
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db


def finish(taken: Taken) -> None:
    complete_step(taken.place, taken.steps["page"], Sent(), now=NOW)
    complete_step(taken.place, taken.steps["checklist"], Sent(lists={"items": ["0", "1"]}), now=NOW)

    contribute(
        taken.place.person, taken.cohort, taken.steps["discussion"], kind="question", title="T", body="B",
        enrolment=taken.place, now=NOW,
    )  # fmt: skip


def test_a_certificate_is_given_at_the_end_once_and_verified(taken: Taken, stage: Stage, sign_in) -> None:
    where = taken.seen_by(stage.cast.karim)
    with pytest.raises(Conflict):
        issue_certificate(where, taken.place, "completion", now=NOW)
    finish(taken)
    place = taken.seen_by(stage.cast.lea).learning
    given = issue_certificate(where, place, "completion", now=NOW)
    assert issue_certificate(where, place, "completion", now=NOW) == given
    assert given.record["steps_done"] == 3
    with pytest.raises(Forbidden):
        issue_certificate(taken.seen_by(stage.cast.ines), place, "realisation", now=NOW)
    visitor = sign_in(None)
    page = visitor.get(f"/certificates/{given.code.lower()}/").content.decode()
    assert "Léa Martin" in page
    assert visitor.get("/certificates/NOTHING/").status_code == 404
    assert sign_in(stage.cast.marc).get(f"/certificates/{given.code}/paper/").status_code == 404
    stage.cast.lea.name = "Léa Autrement"
    stage.cast.lea.save()
    assert Certificate.objects.get().name == "Léa Martin"
    assert is_intact(given)
    given.record = given.record | {"minutes_at_it": 999}
    assert not is_intact(given)


def test_the_paper_is_an_accessible_pdf(taken: Taken, stage: Stage, sign_in, tmp_path) -> None:
    where = taken.seen_by(stage.cast.karim)
    given = issue_certificate(where, taken.place, "realisation", now=NOW)
    answer = sign_in(stage.cast.lea).get(f"/certificates/{given.code}/paper/")
    assert answer["Content-Type"] == "application/pdf"
    (tmp_path / "paper.pdf").write_bytes(answer.content)
    paper = PdfReader(tmp_path / "paper.pdf")
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert b"pdfuaid:part" in answer.content
    text = paper.pages[0].extract_text()
    assert "Léa Martin" in text
    assert given.code in text


LEGAL = {
    "legal_address": "1 rue Haute, Lyon", "siret": "123 456 782 00010", "activity_number": "84 69 12345 69",
    "signatory": "Zoé Blanc", "signatory_role": "gérante", "qualiopi": True,
}  # fmt: skip


def test_a_certificate_keeps_who_the_organisation_was(taken: Taken, stage: Stage, sign_in) -> None:
    where = taken.seen_by(stage.cast.karim)
    plain = issue_certificate(where, taken.place, "realisation", now=NOW)
    assert paper_of(plain, "")["legal"] == []
    revoke_certificate(where, plain, why="Sans mentions", now=NOW)
    edit_organisation(stage.cast.thomas, now=NOW, **LEGAL)
    given = issue_certificate(where, taken.place, "realisation", now=NOW)
    edit_organisation(stage.cast.thomas, siret="", signatory="Autre", qualiopi=False, now=NOW)
    assert is_intact(given)
    answer = sign_in(stage.cast.lea).get(f"/certificates/{given.code}/paper/")
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().replace("\xa0", " ")
    for words in (
        "1 rue Haute, Lyon",
        "SIRET 123 456 782 00010",
        "84 69 12345 69",
        "Zoé Blanc, gérante",
        "Qualiopi",
    ):
        assert words in text
    page = sign_in(None).get(f"/certificates/{given.code}/").content.decode().replace("\xa0", " ")
    assert "SIRET 123 456 782 00010" in page
    given.record["legal"]["siret"] = "0"
    assert not is_intact(given)


def test_who_gives_certificates_is_told_what_is_missing(taken: Taken, stage: Stage, sign_in) -> None:
    address = f"/cohorts/{taken.cohort.id}/learners/{taken.place.id}/"
    assert "le numéro SIRET" in sign_in(stage.cast.karim).get(address).content.decode()
    assert "/administration/settings/#legal" in sign_in(stage.cast.thomas).get(address).content.decode()
    assert "le numéro SIRET" not in sign_in(stage.cast.lea).get(address).content.decode()
    edit_organisation(stage.cast.thomas, now=NOW, **LEGAL)
    assert "#legal" not in sign_in(stage.cast.thomas).get(address).content.decode()


def test_what_is_taken_back_says_so_and_why(taken: Taken, stage: Stage, sign_in) -> None:
    where = taken.seen_by(stage.cast.karim)
    given = issue_certificate(where, taken.place, "realisation", now=NOW)
    revoke_certificate(where, given, why="Erreur de personne", now=NOW)
    page = sign_in(None).get(f"/certificates/{given.code}/").content.decode()
    assert "Erreur de personne" in page
    assert issue_certificate(where, taken.place, "realisation", now=NOW) != given


def test_traces_of_a_learner_are_for_them_and_the_staff(taken: Taken, stage: Stage, sign_in) -> None:
    address = f"/cohorts/{taken.cohort.id}/learners/{taken.place.id}/"
    assert sign_in(stage.cast.lea).get(address).status_code == 200
    assert sign_in(stage.cast.ines).get(address).status_code == 200
    assert sign_in(stage.cast.marc).get(address).status_code == 404
    assert sign_in(stage.cast.lea).post(f"{address}certificates/", {"kind": "completion"}).status_code == 403
    client = sign_in(stage.cast.karim)
    assert client.post(f"{address}certificates/", {"kind": "realisation"}).status_code == 302
    assert Certificate.objects.get().kind == "realisation"
