"""What the indicators are made of, as Parquet: acts, a folder a day, and who belonged where.

Acts change after they were written (a reply is hidden, a reader begins anew), and there is no telling which: a day whose
acts are not as they were is written again, as one file that takes the place of the old one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection

from cordee.insights.export import store
from cordee.insights.export.columns import MOMENT, TEXT, TRUTH
from cordee.insights.export.folder import ACTS, Folder, opened
from cordee.insights.export.parquet import Engine
from cordee.insights.export.running import Tell, installation
from cordee.insights.models import Act, Presence

COLUMNS: Mapping[str, str] = {
    "id": TEXT, "at": MOMENT, "person_id": TEXT, "kind": TEXT, "mode": TEXT, "space_id": TEXT, "path_id": TEXT,
    "cohort_id": TEXT, "unit_id": TEXT, "object_id": TEXT, "thread_id": TEXT, "toward_id": TEXT, "question": TRUTH,
    "kept": TRUTH, "seen": TRUTH, "source": TEXT,
}  # fmt: skip
PRESENCES: Mapping[str, str] = {
    "scope": TEXT, "scope_id": TEXT, "person_id": TEXT, "since": MOMENT, "until": MOMENT, "anew": TRUTH, "leads": TRUTH,
}  # fmt: skip
BELONGING = "presences/part-000001.parquet"
NAMED_EVERY = 200  # files
_ACTS, _PRESENCES = Act._meta.db_table, Presence._meta.db_table
_STATE = "count(*) || ':' || coalesce(bit_xor(hashtextextended({0}::text, 0)), 0)"
_DAYS = f"SELECT day, {_STATE.format('a')} FROM {_ACTS} a GROUP BY day"  # noqa: S608
_BELONGING = f"SELECT {_STATE.format('p')} FROM {_PRESENCES} p"  # noqa: S608


@dataclass
class Report:
    """What a run did, and what the folder holds."""

    written: int = 0
    removed: int = 0
    acts: int = 0
    files: int = 0


def export_acts(path: Path, *, now: datetime, tell: Tell = lambda line: None) -> Report:
    """Bring the folder up to date. Raises Conflict (not a folder for this), OSError (full disk, no right to write)."""
    report = Report()
    with opened(path, format=ACTS, organisation=installation()) as folder:
        engine = Engine(folder.unfinished / "spill")
        folder.clean()
        try:
            with store.snapshot():
                wanted = _states()
                for name in folder.manifest.files.keys() - wanted.keys():
                    folder.full(name).unlink(missing_ok=True)
                    del folder.manifest.files[name]
                    report.removed += 1
                kept = {name: one.version for name, one in folder.manifest.files.items()}
                due = [name for name, state in wanted.items() if kept.get(name) != state]
                for number, name in enumerate(due, start=1):
                    _write(folder, engine, name, wanted[name])
                    report.written += 1
                    if number % NAMED_EVERY == 0:
                        folder.write_manifest()
                        tell(f"{number:,} of {len(due):,} files")
        finally:
            engine.close()
        folder.finish(now)
        files = folder.manifest.files
        report.files = len(files)
        report.acts = sum(one.rows for name, one in files.items() if name != BELONGING)
    return report


def _states() -> dict[str, str]:
    """What each file should hold, in short. Two queries, which read all acts."""
    with connection.cursor() as cursor:
        cursor.execute(_DAYS)
        states = {f"acts/day={day}/part-000001.parquet": state for day, state in sorted(cursor.fetchall())}
        cursor.execute(_BELONGING)
        states[BELONGING] = cursor.fetchone()[0]
    return states


def _write(folder: Folder, engine: Engine, name: str, state: str) -> None:
    """One file, in the place of the one before. One query."""
    if name == BELONGING:
        types, where, order = PRESENCES, "true", "scope, scope_id, person_id, since"
        table = _PRESENCES
    else:
        day = Path(name).parent.name.removeprefix("day=")
        types, where, order = (
            COLUMNS,
            f"day = '{day}' AND at >= '{day}'::date - 1 AND at < '{day}'::date + 2",
            "at, id",
        )
        table = _ACTS
    rows, part = folder.unfinished / "rows.csv", folder.unfinished / "part.parquet"
    query = (
        f"COPY (SELECT {', '.join(types)} FROM {table} WHERE {where} ORDER BY {order}) TO STDOUT (FORMAT csv)"  # noqa: S608
    )
    with rows.open("wb") as out, connection.cursor() as cursor, cursor.copy(query) as copy:
        for block in copy:
            out.write(block)
    count = engine.copy(rows, types, part)
    folder.full(name).parent.mkdir(parents=True, exist_ok=True)
    file = folder.keep(part, name, rows=count, first=0, last=0)
    file.version = state
    folder.manifest.files[name] = file
