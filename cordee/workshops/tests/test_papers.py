"""The sheet to take away: an accessible PDF, and a CSV that French Excel opens."""

import csv
import io

import pytest
from pypdf import PdfReader

from cordee.administration.actions.settings import edit_organisation
from cordee.paths.actions.certificates import issue_certificate
from cordee.testing.cast import Stage
from cordee.workshops.actions.signing import Sent, correct, note, sign_on_device, sign_sheet
from cordee.workshops.tests.conftest import DRAWN, ENDS, STARTS, Planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(planned: Planned, stage: Stage) -> Planned:
    """Léa was noted absent in the morning, which was corrected, and drew in the afternoon; Karim signed the morning."""
    karim = planned.seen_by(stage.cast.karim)
    wrong = note(
        karim, planned.workshop, planned.morning, planned.place, present=False, reason="=Train", now=STARTS
    )
    correct(karim, wrong, present=True, reason="Arrivée à 9 h 20", now=ENDS)
    sent = Sent(drawing=DRAWN, device_at=STARTS)
    sign_on_device(karim, planned.workshop, planned.afternoon, planned.place, sent, now=ENDS)
    sign_sheet(karim, planned.workshop, planned.morning, Sent(typed="Karim Benali"), now=ENDS)
    return planned


def test_the_paper_is_an_accessible_pdf(signed: Planned, stage: Stage, sign_in) -> None:
    edit_organisation(stage.cast.thomas, siret="123 456 782 00010", now=ENDS)
    answer = sign_in(stage.cast.karim).get(f"{signed.workshop.url}sheet.pdf")
    assert answer["Content-Type"] == "application/pdf"
    paper = PdfReader(io.BytesIO(answer.content))
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert b"pdfuaid:part" in answer.content
    text = " ".join(page.extract_text() for page in paper.pages)
    for words in (
        "Léa Martin",
        "Arrivée à 9 h 20",
        "Karim Benali",
        "matin",
        "après-midi",
        "123 456 782 00010",
    ):
        assert words in text.replace("\xa0", " ")


def test_the_table_tells_every_row(signed: Planned, stage: Stage, sign_in) -> None:
    answer = sign_in(stage.cast.karim).get(f"{signed.workshop.url}sheet.csv").getvalue().decode()
    assert answer.startswith("\ufeff")
    _head, *rows = csv.reader(io.StringIO(answer[1:]), delimiter=";")
    told = [(row[1], row[2], row[4], row[5], row[10], row[11]) for row in rows]
    assert told == [
        ("matin", "Léa Martin", "absent", "'=Train", "non, corrigé", "0"),
        ("matin", "Léa Martin", "présent", "Arrivée à 9 h 20", "oui", "3,5"),
        ("matin", "Karim Benali (formation)", "présent", "", "oui", "3,5"),
        ("après-midi", "Léa Martin", "présent", "", "oui", "3,5"),
    ]
    in_english = sign_in(stage.cast.karim)
    stage.cast.karim.language = "en"
    stage.cast.karim.save()
    assert "morning" in in_english.get(f"{signed.workshop.url}sheet.csv").getvalue().decode()


def test_hours_attended_stand_on_the_certificate_and_the_traces(
    signed: Planned, stage: Stage, sign_in
) -> None:
    where = signed.taken.seen_by(stage.cast.karim)
    place = signed.taken.seen_by(stage.cast.lea).learning
    assert place
    given = issue_certificate(where, place, "realisation", now=ENDS)
    assert given.record["minutes_attended"] == 420
    page = sign_in(stage.cast.lea).get(f"/cohorts/{signed.taken.cohort.id}/learners/{place.id}/")
    assert "en atelier, d’après l’émargement" in page.content.decode()
