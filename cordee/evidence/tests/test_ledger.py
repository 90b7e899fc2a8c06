"""The ledger: what becomes a piece, in a chain that nobody rewrites, and that erasing people leaves whole."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.evidence.actions.attaching import attach_evidence
from cordee.evidence.actions.checkpoints import make_checkpoint
from cordee.evidence.actions.forgetting import forget_evidence, forget_pieces
from cordee.evidence.chain import NotPlainError, canonical, seal_of
from cordee.evidence.checking import verify_ledger
from cordee.evidence.kinds import kind_of, known
from cordee.evidence.models import Attachment, Checkpoint, Piece, Tally
from cordee.evidence.reader import EvidenceReader
from cordee.evidence.telling import SAYS
from cordee.evidence.tests.conftest import pieces, read_on
from cordee.journal.actions import Fact, record
from cordee.journal.readers import replay
from cordee.media.models import File
from cordee.people.actions.leaving import forget_person
from cordee.testing.cast import NOW, Stage
from cordee.workshops.models import Signature
from cordee.workshops.tests.conftest import Planned

pytestmark = pytest.mark.django_db


def told(piece: Piece) -> dict:
    """What a piece says of its subject."""
    return json.loads(piece.subject_part or "{}")


def test_acts_become_pieces_in_the_order_of_the_journal(lived: Planned, stage: Stage) -> None:
    kinds = list(Piece.objects.order_by("number").values_list("kind", flat=True))
    assert set(kinds) >= {
        "programme", "team", "enrolment", "resource", "attendance", "assistance", "certificate",
    }  # fmt: skip
    assert list(Piece.objects.order_by("number").values_list("number", flat=True)) == list(
        range(1, len(kinds) + 1)
    )
    assert all(kind_of(kind).label for kind in kinds)


def test_attendance_is_told_by_half_day_with_its_minutes_and_its_digest(lived: Planned, stage: Stage) -> None:
    morning, absent, corrected = pieces("attendance")
    assert told(morning)["facts"] == {
        "half": "2026-03-05-am", "minutes": 210, "present": True, "way": "typed",
        "workshop": str(lived.workshop.id),
    }  # fmt: skip
    assert told(absent)["facts"]["present"] is False
    assert told(corrected)["facts"]["replaces"] == str(Signature.objects.get(present=False).id)
    assert len(told(morning)["digest"]) == 64
    assert morning.subject_id == stage.cast.lea.id
    assert morning.author_id == stage.cast.karim.id
    assert morning.enrolment_id == lived.place.id
    assert (morning.cohort_id, morning.path_id) == (lived.taken.cohort.id, lived.taken.path.id)


def test_an_answer_to_a_learner_is_assistance_with_its_delay(lived: Planned, stage: Stage) -> None:
    (piece,) = pieces("assistance")
    assert told(piece)["facts"] | {"post": ""} == {
        "by": "staff", "minutes": 180, "within": True, "promised": 48, "post": "",
    }  # fmt: skip
    assert (piece.author_id, piece.subject_id) == (stage.cast.ines.id, stage.cast.lea.id)


def test_what_was_written_is_in_no_piece(lived: Planned) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(piece::text, '') FROM evidence_piece piece")
        (everything,) = cursor.fetchone()
    assert "silence" not in everything
    assert "secondes" not in everything
    assert "Revenue" not in everything


def test_the_ledger_is_whole_and_counted(lived: Planned) -> None:
    verdict = verify_ledger()
    assert verdict.holds
    assert verdict.pieces == Piece.objects.count() > 8
    assert sum(Tally.objects.values_list("count", flat=True)) == verdict.pieces


def test_a_replay_checks_and_rewrites_nothing(lived: Planned) -> None:
    before = list(Piece.objects.order_by("number").values())
    replay(EvidenceReader())
    assert list(Piece.objects.order_by("number").values()) == before


def test_a_batch_that_breaks_off_leaves_neither_gap_nor_double(
    lived: Planned, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed in mid-batch: its pieces and its cursor go together, and the next turn writes them."""
    count = Piece.objects.count()
    for _again in range(3):
        record(Fact("path.author-added", lived.taken.path.id, stage.cast.karim.id, data={}), at=NOW)
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(
            "cordee.evidence.reader._count", lambda pieces: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        read_on()
    assert Piece.objects.count() == count
    read_on()
    assert Piece.objects.count() == count + 3
    assert verify_ledger().holds


def test_erasing_a_person_leaves_the_chain_and_no_trace_of_them(lived: Planned, stage: Stage) -> None:
    lea = stage.cast.lea
    head = verify_ledger().head
    forget_evidence(lea.id)
    verdict = verify_ledger()
    assert verdict.holds
    assert verdict.head == head
    assert verdict.erased > 4
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(piece::text, '') FROM evidence_piece piece")
        (everything,) = cursor.fetchone()
    assert str(lea.id) not in everything
    assert "Léa" not in everything
    assert str(lived.place.id) not in everything


def test_what_is_old_names_nobody_and_what_is_younger_stays(lived: Planned, stage: Stage) -> None:
    cohort, karim = lived.taken.cohort, stage.cast.karim
    for days, words in ((9, "Un besoin dit alors"), (1, "Un besoin dit hier")):
        upload = SimpleUploadedFile("besoins.txt", words.encode(), "text/plain")
        attach_evidence(
            karim,
            kind="need",
            cohort=cohort,
            enrolment=lived.place,
            note=words,
            upload=upload,
            happened_at=NOW - timedelta(days=days),
            now=NOW,
        )
    read_on()
    line, head = NOW - timedelta(days=5), verify_ledger().head
    old = Piece.objects.filter(at__lt=line)
    young = list(
        Piece.objects.filter(at__gte=line).order_by("number").values_list("author_part", "subject_part")
    )
    assert forget_pieces(line, NOW) > 2
    assert forget_pieces(line, NOW) == 0
    verdict = verify_ledger()
    assert (verdict.holds, verdict.head) == (True, head)
    for piece in old:
        assert "person" not in (piece.author_part or "") + (piece.subject_part or "")
    assert young == list(
        Piece.objects.filter(at__gte=line).order_by("number").values_list("author_part", "subject_part")
    )
    brought = Attachment.objects.order_by("happened_at")
    assert [(one.note, one.enrolment, bool(one.file)) for one in brought] == [
        ("", None, False),
        ("Un besoin dit hier", lived.place, True),
    ]
    assert File.objects.filter(name="besoins.txt").count() == 1


def test_who_left_before_the_ledger_read_on_is_never_in_it(lived: Planned, stage: Stage) -> None:
    record(Fact("path.withdrawn", lived.place.id, stage.cast.lea.id, data={
        "path": str(lived.taken.path.id), "cohort": str(lived.taken.cohort.id), "person": str(stage.cast.lea.id),
    }), at=NOW)  # fmt: skip
    forget_person(stage.cast.lea, by=None, now=NOW)
    read_on()
    (piece,) = pieces("withdrawal")
    assert (piece.subject_part, piece.subject_salt, piece.subject_id, piece.enrolment_id) == (None,) * 4
    assert piece.content_key is None
    assert not Piece.objects.filter(subject_id=stage.cast.lea.id).exists()
    assert verify_ledger().holds


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'work'",
        "at = at + interval '1 second'",
        "matter = '{}'",
        "leaf = '\\x00'",
        "author_part = NULL",  # its salt and identifier stay: half an erasure
        "author_part = '{}'",
        "content_key = '\\x00'",
        "subject_salt = NULL, subject_part = NULL, subject_id = NULL, enrolment_id = NULL, cohort_id = NULL",
        "number = number + 100",
    ],
)
def test_the_database_refuses_to_change_a_piece(lived: Planned, change: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE evidence_piece SET {change} WHERE number = 3")


def test_the_key_of_a_content_goes_with_the_person(lived: Planned) -> None:
    sealed = Piece.objects.filter(content_key__isnull=False)
    told = {"subject_part": None, "subject_salt": None, "subject_id": None, "enrolment_id": None}
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sealed.update(**told)
    assert sealed.update(**told, content_key=None) > 2


def test_the_database_refuses_to_remove_a_piece_or_a_checkpoint(lived: Planned) -> None:
    make_checkpoint(NOW)
    for rows in (Piece.objects.filter(number=3), Checkpoint.objects.all()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.delete()


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'work'",
        "subject_part = '{}'",
        "link = leaf",
        "recorded_at = now()",
        "cohort_id = gen_random_uuid()",
        "subject_id = gen_random_uuid()",
        "author_id = gen_random_uuid()",
    ],
)
def test_what_is_changed_behind_the_databases_back_is_named(lived: Planned, change: str) -> None:
    make_checkpoint(NOW)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE evidence_piece DISABLE TRIGGER evidence_piece_append_only")
        cursor.execute(f"UPDATE evidence_piece SET {change} WHERE number = 3")
        cursor.execute("ALTER TABLE evidence_piece ENABLE TRIGGER evidence_piece_append_only")
    faults = verify_ledger().faults
    assert faults[0].number == 3
    assert faults[0].expected != faults[0].found


def test_a_piece_that_is_gone_is_missed(lived: Planned) -> None:
    make_checkpoint(NOW)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE evidence_piece DISABLE TRIGGER evidence_piece_append_only")
        cursor.execute("DELETE FROM evidence_piece WHERE number = (SELECT max(number) FROM evidence_piece)")
        cursor.execute("ALTER TABLE evidence_piece ENABLE TRIGGER evidence_piece_append_only")
    (fault,) = verify_ledger().faults
    assert fault.what == "checkpoint"


def test_checkpoints_follow_each_other_and_say_nothing_twice(lived: Planned, stage: Stage) -> None:
    first = make_checkpoint(NOW)
    assert first is not None
    assert make_checkpoint(NOW + timedelta(days=1)) == first
    record(Fact("path.author-added", lived.taken.path.id, stage.cast.karim.id), at=NOW)
    read_on()
    second = make_checkpoint(NOW + timedelta(days=2))
    assert second is not None
    assert (second.number, second.last) == (2, first.last + 1)
    assert verify_ledger().checkpoints == 2


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), plain))
@settings(max_examples=100)
def test_what_is_hashed_looks_the_same_in_an_ordinary_writers_json(value: dict) -> None:
    ordinary = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical(value) == ordinary
    assert seal_of(ordinary, b"k" * 16) == seal_of(canonical(json.loads(ordinary)), b"k" * 16)


@pytest.mark.parametrize("value", [0.5, 2**53, {"é": 1}, {1: 1}, (1,), uuid4()])
def test_what_would_not_is_refused(value: object) -> None:
    with pytest.raises(NotPlainError):
        canonical({"one": [value]})


def test_every_verb_is_told_as_a_kind_that_is_known() -> None:
    names = {kind.name for kind in known()}
    assert {says.kind for says in SAYS.values() if isinstance(says.kind, str)} <= names
