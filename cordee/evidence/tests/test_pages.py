"""The ledger's pages, bringing pieces by hand, and what an auditor sees by a link."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cordee.core.errors import Forbidden, Invalid, Missing, TooFast
from cordee.evidence.actions.attaching import attach_evidence
from cordee.evidence.actions.checkpoints import do_verification, make_checkpoint
from cordee.evidence.actions.forgetting import forget_evidence, forget_links
from cordee.evidence.actions.links import A_MINUTE, give_link, open_link, revoke_link, scope_of
from cordee.evidence.checking import verify_ledger
from cordee.evidence.models import Attachment, AuditLink, Piece, Verification, Visit
from cordee.evidence.qualiopi.looking import held
from cordee.evidence.tests.conftest import pieces, read_on
from cordee.paths.tests.conftest import take
from cordee.people.models import Person, ViewLook
from cordee.testing.cast import NOW, Stage
from cordee.workshops.tests.conftest import Planned

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person | None], Client]


@pytest.fixture
def brought(lived: Planned, stage: Stage, settings: object, tmp_path: object) -> Piece:
    """What Karim noted of a call with Léa, with a file."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    attach_evidence(
        stage.cast.karim,
        kind="follow-up",
        cohort=lived.taken.cohort,
        enrolment=lived.place,
        note="<b>Appelée</b> : elle reprend lundi.",
        upload=SimpleUploadedFile("appel.txt", b"Compte rendu"),
        happened_at=NOW,
        now=NOW,
    )
    read_on()
    return pieces("follow-up")[0]


@pytest.fixture
def secret(lived: Planned, stage: Stage) -> str:
    """The secret of a link to Léa's cohort."""
    return give_link(
        stage.cast.thomas, label="Cabinet Vérif", cohorts=[lived.taken.cohort.id], now=timezone.now()
    )[1]


def test_who_keeps_it_sees_all_and_a_trainer_their_cohorts(
    brought: Piece, stage: Stage, sign_in: SignIn
) -> None:
    page = sign_in(stage.cast.thomas).get("/evidence/").content.decode()
    assert "Verser une pièce" in page
    assert "Léa Martin" in page
    page = sign_in(stage.cast.karim).get("/evidence/?learner=l%C3%A9a&kind=assistance").content.decode()
    assert "par l’équipe" in page
    assert "Suivi" in page
    assert sign_in(stage.cast.karim).get("/evidence/checkpoints/").status_code == 403
    assert sign_in(stage.cast.marc).get("/evidence/").status_code == 403


def test_a_page_costs_little(
    brought: Piece, stage: Stage, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(stage.cast.karim)
    client.get("/evidence/")
    with django_assert_max_num_queries(16):
        client.get("/evidence/?learner=L")
    with django_assert_max_num_queries(16):
        client.get(f"/evidence/{brought.number}/")


def test_a_piece_is_verified_where_it_is_shown(brought: Piece, stage: Stage, sign_in: SignIn) -> None:
    client = sign_in(stage.cast.lea)
    page = client.get(f"/evidence/{brought.number}/").content.decode()
    assert "Vérifiée à l’instant" in page
    assert "&lt;b&gt;Appelée" in page
    assert bytes(brought.link).hex() in page
    answer = client.get(f"/evidence/{brought.number}/file/")
    assert b"".join(answer.streaming_content) == b"Compte rendu"
    assert "attachment" in answer["Content-Disposition"]
    assert client.get("/evidence/1/").status_code == 404  # Karim's path, and nothing of hers
    assert sign_in(stage.cast.marc).get(f"/evidence/{brought.number}/file/").status_code == 404


def test_my_evidence_is_mine_to_read_and_to_take(
    brought: Piece, stage: Stage, sign_in: SignIn, secret: str
) -> None:
    client = sign_in(stage.cast.lea)
    assert "Aucun auditeur" in client.get("/me/evidence/").content.decode()
    assert Client().get(f"/audit/{secret}/").status_code == 200
    assert "Cabinet Vérif" in client.get("/me/evidence/").content.decode()
    assert "Cabinet Vérif" not in sign_in(stage.cast.marc).get("/me/evidence/").content.decode()
    answer = client.post("/me/evidence/file/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        assert any(name.startswith("files/") for name in archive.namelist())
    assert client.post("/evidence/file/").status_code == 403


def test_bringing_a_piece(lived: Planned, stage: Stage, sign_in: SignIn) -> None:
    client = sign_in(stage.cast.karim)
    cohort = str(lived.taken.cohort.id)
    assert "Léa Martin" in client.get(f"/evidence/new/?cohort={cohort}").content.decode()
    sent = {"cohort": cohort, "learner": str(lived.place.id), "kind": "need", "on": "2026-03-01", "note": ""}
    refused = client.post("/evidence/new/", sent)
    assert refused.status_code == 422
    assert "joignez un fichier" in refused.content.decode()
    assert client.post("/evidence/new/", sent | {"note": "Apprendre à conclure"}).status_code == 302
    read_on()
    (piece,) = pieces("need")
    assert piece.subject_id == stage.cast.lea.id
    assert "conclure" not in (piece.subject_part or "")
    for wrong in ({"kind": "attendance"}, {"on": "2999-01-01"}):
        assert client.post("/evidence/new/", sent | {"note": "x"} | wrong).status_code == 422
    with pytest.raises(Forbidden):
        attach_evidence(
            stage.cast.lea, kind="need", cohort=lived.taken.cohort, note="x", happened_at=NOW, now=NOW
        )


def test_what_was_brought_goes_with_who_it_was_about(
    brought: Piece, stage: Stage, django_capture_on_commit_callbacks: Callable
) -> None:
    stored = Attachment.objects.get().file.stored_as  # type: ignore[union-attr]
    with django_capture_on_commit_callbacks(execute=True):
        forget_evidence(stage.cast.lea.id)
    row = Attachment.objects.get()
    assert (row.note, row.file, row.enrolment) == ("", None, None)
    assert not default_storage.exists(stored)
    assert verify_ledger().holds


def test_an_auditor_reads_one_scope_and_no_other_page(
    brought: Piece, lived: Planned, stage: Stage, secret: str
) -> None:
    client = Client()
    page = client.get(f"/audit/{secret}/?indicator=12")
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]
    assert "Présence" in page.content.decode() or "Émargement" in page.content.decode()
    assert 'href="/spaces/' not in page.content.decode()
    assert "Appelée" in client.get(f"/audit/{secret}/{brought.number}/").content.decode()
    assert client.get(f"/audit/{secret}/{brought.number}/file/").status_code == 200
    answer = client.get(f"/audit/{secret}/file/")
    assert zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).testzip() is None
    assert client.get(f"/evidence/{brought.number}/").status_code == 302
    assert set(Visit.objects.values_list("page", flat=True)) == {
        "list", f"piece {brought.number}", f"file {brought.number}", "export",
    }  # fmt: skip
    client.get(f"/audit/{secret}/")
    assert Visit.objects.count() == 4  # again within minutes is the same visit


def test_a_link_shows_nothing_of_another_cohort(
    brought: Piece, lived: Planned, stage: Stage, secret: str
) -> None:
    client = Client()
    scope = scope_of(AuditLink.objects.get())
    told, page = held(scope, NOW), client.get(f"/audit/{secret}/indicators/").content.decode()
    assert f'href="/audit/{secret}/?indicator=12"' in page
    assert "/evidence/" not in page
    other = take(stage)  # the same learner, the same staff, another path and its cohort
    read_on()
    outside = Piece.objects.filter(path_id=other.path.id)
    assert outside.filter(subject_id=stage.cast.lea.id).exists()
    for piece in outside:
        assert client.get(f"/audit/{secret}/{piece.number}/").status_code == 404
    assert held(scope, NOW) == told
    assert client.get(f"/audit/{secret}/indicators/").content.decode() == page
    before = held(replace(scope, until=date(2020, 1, 1)), NOW)
    assert sum(one.count for one in before) == 0


def test_those_concerned_read_who_looked(
    brought: Piece, lived: Planned, stage: Stage, secret: str, sign_in: SignIn
) -> None:
    cohort = lived.taken.cohort.id
    sign_in(stage.cast.karim).get("/evidence/")
    sign_in(stage.cast.thomas).get("/evidence/qualiopi/")
    sign_in(stage.cast.lea).get(f"/evidence/{brought.number}/")
    Client().get(f"/audit/{secret}/")
    assert set(ViewLook.objects.values_list("viewer", "view", "scope_id")) == {
        (stage.cast.karim.id, "evidence.ledger", cohort),
        (stage.cast.thomas.id, "evidence.indicators", None),
        (None, "evidence.link", cohort),
    }


def test_links_that_ended_go_with_their_visits(lived: Planned, stage: Stage, secret: str) -> None:
    now = timezone.now()
    Client().get(f"/audit/{secret}/")
    assert forget_links(now, now) == 0  # it still opens
    assert forget_links(now + timedelta(days=8), now) == 1
    assert not Visit.objects.exists()


def test_a_link_ends(lived: Planned, stage: Stage, secret: str) -> None:
    link, now = AuditLink.objects.get(), timezone.now()
    assert secret not in str(AuditLink.objects.values())
    assert open_link(secret, "list", now=now + timedelta(days=6)) == link
    for gone in ("x" * 43, ""):
        with pytest.raises(Missing):
            open_link(gone, "list", now=now)
    with pytest.raises(Missing, match="expiré"):
        open_link(secret, "list", now=now + timedelta(days=8))
    with pytest.raises(TooFast):
        for _again in range(A_MINUTE + 1):
            open_link(secret, "list", now=now)
    revoke_link(stage.cast.thomas, link, now=now)
    with pytest.raises(Missing, match="retiré"):
        open_link(secret, "list", now=now)
    assert Client().get(f"/audit/{secret}/").status_code == 404


def test_a_link_is_given_by_administrators_for_two_months_at_most(stage: Stage, sign_in: SignIn) -> None:
    with pytest.raises(Forbidden):
        give_link(stage.cast.karim, label="x", now=NOW)
    for wrong in ({"days": 61}, {"days": 0}, {"label": " "}):
        with pytest.raises(Invalid):
            give_link(stage.cast.thomas, now=NOW, **{"label": "x"} | wrong)
    client = sign_in(stage.cast.thomas)
    assert client.post("/evidence/links/", {"label": "", "days": "x"}).status_code == 422
    page = client.post("/evidence/links/", {"label": "Cabinet", "days": "10"}).content.decode()
    assert "/audit/" in page
    link = AuditLink.objects.get()
    assert client.post(f"/evidence/links/{link.id}/end/").status_code == 302
    assert "retiré" in client.get("/evidence/links/").content.decode()


def test_the_whole_is_verified_in_the_background(lived: Planned, stage: Stage, sign_in: SignIn) -> None:
    client = sign_in(stage.cast.thomas)
    make_checkpoint(NOW)
    client.post("/evidence/verification/")
    row = Verification.objects.get()
    assert "Rechargez" in client.get("/evidence/checkpoints/").content.decode()
    do_verification(row.id)
    page = client.get("/evidence/checkpoints/").content.decode()
    assert "Tout est tel qu’écrit" in page
    row.refresh_from_db()
    assert row.pieces == Piece.objects.count()
