"""The records as open files: all of them, once, as they are now."""

import contextlib
import errno
import fcntl
import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pyarrow.dataset
import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from cordee.core.errors import Conflict
from cordee.core.models import Organisation
from cordee.insights.export import folder as folders
from cordee.insights.export import running, store, writing
from cordee.insights.export.columns import COLUMNS
from cordee.insights.export.parquet import Engine
from cordee.insights.export.running import Report, Wanted, export_records
from cordee.records.actions.forgetting import forget_recorded, forget_records
from cordee.records.models import Statement
from cordee.records.people import agent_of
from cordee.records.profile.telling import activity
from cordee.records.tests.conftest import a_statement, an_id, an_lrs
from cordee.testing.cast import NOW, Cast

pytestmark = pytest.mark.django_db
SPACE = "0190aaaa-0000-7000-8000-000000000001"
BEGIN = datetime(2026, 11, 1, 23, 0, tzinfo=UTC)
VOIDED = {"id": "http://adlnet.gov/expapi/verbs/voided"}


class Killed(BaseException):
    """As a ``kill -9`` would: nothing of ours catches it."""


@pytest.fixture
def to(tmp_path: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be; the test's own transaction is the snapshot."""

    @contextlib.contextmanager
    def snapshot() -> Iterator[datetime]:
        yield timezone.now()

    monkeypatch.setattr(store, "snapshot", snapshot)
    return tmp_path / "records"


def export(to: Path, **wanted: Any) -> Report:
    return export_records(to, Wanted(**wanted), now=NOW)


def rows(to: Path, columns: str = "* EXCLUDE day", where: str = "true") -> list[tuple]:
    files = f"read_parquet('{to}/*/*.parquet', hive_partitioning = true)"
    return duckdb.sql(f"SELECT {columns} FROM {files} WHERE {where} ORDER BY position").fetchall()


def files(to: Path) -> dict[str, str]:
    """Every file that readers see, with what is in it."""
    return {
        str(one.relative_to(to)): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in to.glob("*/*.parquet")
    }


def post(count: int, *, at: datetime = BEGIN, **said: Any) -> list[str]:
    """Statements half an hour apart."""
    half = timedelta(minutes=30)
    told = [a_statement(timestamp=(at + half * number).isoformat(), **said) for number in range(count)]
    return an_lrs().post(told).json()


def check_whole(to: Path) -> None:
    """The folder has what the store has, no more, once, and the manifest says so to the byte."""
    there = Statement.objects.order_by("position").values_list("position", "voided", "raw")
    assert rows(to, "position, voided, raw") == list(there)
    manifest = orjson.loads((to / "_manifest.json").read_bytes())
    assert {one["path"]: one["sha256"] for one in manifest["files"]} == files(to)
    assert manifest["statements"] == sum(one["rows"] for one in manifest["files"]) == len(there)
    assert sorted(one.name for one in to.iterdir() if not one.name.startswith("day=")) == [
        "_lock",
        "_manifest.json",
    ]


def test_a_statement_is_a_row_of_typed_columns(cast: Cast, to: Path) -> None:
    registration, lrs = an_id(), an_lrs()
    (whole,) = lrs.post(
        a_statement(
            actor=agent_of(cast.lea.id),
            object={"id": "http://example.org/a'b", "definition": {"type": "http://example.org/type"}},
            result={
                "success": True, "completion": False, "duration": "P1DT2H3M4.5S",
                "score": {"scaled": -0.25}, "response": 'a "word",\ta tab\r\nand\\more é 🧗',
            },
            context={"registration": registration, "contextActivities": {"grouping": [activity("space", SPACE)]}},
            timestamp="2026-11-01T23:30:00.1234567-02:00",
        )
    ).json()  # fmt: skip
    (mail,) = lrs.post(
        a_statement(
            actor={"mbox": f"mailto:{cast.ines.email}"}, object={"objectType": "StatementRef", "id": an_id()}
        )
    ).json()
    group = {"objectType": "Group", "account": {"homePage": "http://example.org", "name": "a\tb"}}
    (third,) = lrs.post(
        a_statement(actor=group, object={**group, "objectType": "Agent"}, timestamp="0001-01-01T00:00:00Z")
    ).json()
    voiding = lrs.kept(verb=VOIDED, object={"objectType": "StatementRef", "id": third})
    assert export(to).added == 4
    check_whole(to)
    known = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in rows(to)}
    expected = {
        "timestamp": datetime(2026, 11, 2, 1, 30, 0, 123456, tzinfo=UTC),
        "actor": f"http://localhost:8000|{cast.lea.id}",
        "person_id": str(cast.lea.id),
        "verb": "http://adlnet.gov/expapi/verbs/attended",
        "activity": "http://example.org/a'b",
        "activity_type": "http://example.org/type",
        "registration": registration,
        "success": True,
        "completion": False,
        "score_scaled": -0.25,
        "duration_seconds": 93784.5,
        "kind": "attend",
        "mode": "formal",
        "space_id": SPACE,
        "question": False,
        "source": "statement",
        "voided": False,
    }
    assert {name: known[whole][name] for name in expected} == expected
    assert known[mail]["person_id"] == str(cast.ines.id) and known[mail]["activity"] is None
    assert known[third]["actor"] == "http://example.org|a b" and known[third]["voided"]
    assert not known[voiding]["voided"]
    assert rows(to, "day", f"id = '{whole}'") == [(date(2026, 11, 2),)]
    table = pyarrow.dataset.dataset(to, partitioning="hive").to_table(
        filter=pyarrow.dataset.field("id") == whole
    )
    (arrow,) = table.to_pylist()
    assert {name: arrow[name] for name in expected} == expected and arrow["day"] == "2026-11-02"


def test_again_it_adds_what_is_new_and_touches_nothing_else(
    to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "CHUNK", 3)
    post(7)
    assert export(to).added == 7
    before = files(to)
    assert export(to) == Report(
        statements=7, files=len(before), bytes=sum(one.stat().st_size for one in to.glob("*/*"))
    )
    assert files(to) == before
    post(2, at=BEGIN + timedelta(days=3))
    # One that was stored earlier and is committed only now.
    late = Statement.objects.order_by("position")[2]
    late.position, late.id = late.position - 1, an_id()
    late.raw = late.raw.replace("attended", "failed")
    late.save(force_insert=True)
    assert export(to).added == 3
    assert before.items() < files(to).items()
    check_whole(to)
    assert export(to, since=timezone.now() + timedelta(days=1)).added == 0


def test_what_changed_is_written_again_and_what_is_gone_goes(
    cast: Cast, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "CHUNK", 3)
    monkeypatch.setattr(running, "MARGIN", timedelta(0))
    post(4, actor=agent_of(cast.lea.id))
    others = post(4, at=BEGIN + timedelta(days=1), actor=agent_of(cast.ines.id))
    marc = post(1, at=BEGIN + timedelta(days=2), actor=agent_of(cast.marc.id))
    export(to)
    assert export(to).rewritten == 0
    an_lrs().kept(verb=VOIDED, object={"objectType": "StatementRef", "id": others[0]})
    forget_recorded(cast.lea, remove=False)
    forget_recorded(cast.marc, remove=True)
    report = export(to)
    assert (report.added, report.removed) == (1, 1) and report.rewritten >= 3
    check_whole(to)
    assert rows(to, "id", "voided") == [(others[0],)]
    assert not rows(to, "id", f"id = '{marc[0]}'")
    told = "".join(f"{actor} {raw}" for actor, raw in rows(to, "actor, raw"))
    assert str(cast.lea.id) not in told and str(cast.ines.id) in told
    assert rows(to, "DISTINCT person_id, 0 AS position", "person_id IS NOT NULL") == [(str(cast.ines.id), 0)]
    assert export(to).rewritten == 0
    forget_records(timezone.now() + timedelta(days=1), timezone.now())
    assert export(to).removed == 9 and not list(to.glob("day=*"))


def test_killed_at_any_point_the_next_run_finishes(
    cast: Cast, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each step that the disk sees, one after the other; meanwhile statements come, change and go."""
    monkeypatch.setattr(writing, "CHUNK", 4)
    monkeypatch.setattr(running, "NAMED_EVERY", 0.0)
    monkeypatch.setattr(running, "MANY", 3)
    steps: Iterator[None]

    def stepping(done: Any) -> Any:
        def step(*given: Any, **named: Any) -> Any:
            next(steps)
            result = done(*given, **named)
            next(steps)
            return result

        return step

    for name in ("replace", "unlink", "mkdir"):
        monkeypatch.setattr(Path, name, stepping(getattr(Path, name)))
    monkeypatch.setattr(folders, "_sync", stepping(folders._sync))

    def killed_after(count: int) -> Iterator[None]:
        yield from [None] * count
        raise Killed

    for point in range(1, 37, 5):
        if point == 16:
            forget_records(timezone.now(), timezone.now())
        post(3, at=BEGIN + timedelta(hours=point % 5))
        voided_last()
        steps = killed_after(point)
        with contextlib.suppress(Killed, RuntimeError, StopIteration):
            export(to)
        steps = iter(lambda: None, 1)
        if point % 2:
            export(to)
            check_whole(to)
    export(to)
    check_whole(to)


def voided_last() -> None:
    last = Statement.objects.filter(voids=False).latest("position")
    an_lrs().kept(verb=VOIDED, object={"objectType": "StatementRef", "id": str(last.id)})


def test_many_small_files_of_a_day_become_one(to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MANY", 3)
    for _night in range(3):
        post(1)
        report = export(to)
    assert (report.merged, report.files) == (3, 1)
    check_whole(to)


def test_damaged_and_missing_files_are_made_again(to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post(4, at=BEGIN - timedelta(hours=1))
    post(2, at=BEGIN + timedelta(days=1))
    export(to)
    first, second = sorted(to.glob("*/*.parquet"))[:2]
    content = bytearray(first.read_bytes())
    content[20] ^= 1
    first.write_bytes(content)
    second.unlink()
    (to / "day=2026-11-01" / "part-999999.parquet").write_bytes(b"half")
    assert export(to, thoroughly=True).cleaned == 3
    check_whole(to)


def test_without_people_nobody_is_in_it(cast: Cast, to: Path) -> None:
    post(2, actor=agent_of(cast.lea.id), context={"registration": an_id()})
    post(1, actor=agent_of(cast.ines.id))
    export(to, people=False)
    found = rows(to, "actor, person_id, registration")
    assert found[0] == found[1] and found[0][0] != found[2][0] and all(len(one) == 32 for one in found[0])
    content = repr(rows(to))
    assert str(cast.lea.id) not in content and "lea@" not in content and "raw" not in content
    other = to.with_name("other")
    export(other, people=False)
    assert not {row[1] for row in rows(other, "position, person_id")} & {row[1] for row in found}


@translation.override("en")
def test_a_folder_for_something_else_is_refused(cast: Cast, to: Path) -> None:
    post(1)
    export(to)
    before = files(to)
    with pytest.raises(Conflict, match="other columns"):
        export(to, raw=False)
    with (to / "_lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Conflict, match="Another export"):
            export(to)
    Organisation.objects.all().delete()
    with pytest.raises(Conflict, match="not set up"):
        export(to)
    Organisation.objects.create(name="Another")
    with pytest.raises(Conflict, match="another installation"):
        export(to)
    (to / "_manifest.json").write_text("{")
    with pytest.raises(Conflict, match="cannot be read"):
        export(to)
    (to / "_manifest.json").unlink()
    with pytest.raises(Conflict, match="something else"):
        export(to)
    assert files(to) == before


def test_a_full_disk_is_said_as_one(to: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engine = Engine(tmp_path)
    with pytest.raises(OSError) as full:
        engine._run("COPY (SELECT range FROM range(1000000)) TO '/dev/full' (FORMAT parquet)")
    assert full.value.errno == errno.ENOSPC
    engine.close()
    post(1)
    call_command("export_records", to=to)
    assert "1 statements added; 1 in 1 files" in capsys.readouterr().out
