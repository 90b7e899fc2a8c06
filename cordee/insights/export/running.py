"""Bringing a folder to what the record store has: what changed is written again, what is missing is added.

Nothing depends on how the run before ended: what counts is named in the manifest, and everything else is compared.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from cordee.core.errors import Conflict
from cordee.core.models import Organisation
from cordee.insights.export import store
from cordee.insights.export.columns import VERSION, Flattening, Row
from cordee.insights.export.differing import Run, difference
from cordee.insights.export.folder import RECORDS, File, Folder, opened
from cordee.insights.export.parquet import Engine
from cordee.insights.export.pseudonyms import pseudonyms
from cordee.insights.export.telling import Telling
from cordee.insights.export.writing import Writer, kept, rewrite
from cordee.records.positions import from_moment

Tell = Callable[[str], None]
MARGIN = timedelta(minutes=10)  # changes are read again for so long: clocks of two database servers differ
NAMED_EVERY = 5.0  # seconds; a run that is killed has written what is older than that
MANY, SMALL = 8, 16 * 1024 * 1024  # so many files of a day, each smaller than so many bytes, become one
AT_ONCE = 10_000


@dataclass
class Report:
    """What a run did, and what the folder holds."""

    added: int = 0
    rewritten: int = 0
    removed: int = 0
    merged: int = 0
    cleaned: int = 0
    statements: int = 0
    files: int = 0
    bytes: int = 0


@dataclass(frozen=True)
class Wanted:
    """What to export. ``since`` and ``until`` bound what is added, by when it was stored; what is there is kept up to
    date whatever they are. ``people``: who did it; without, keys that say nothing elsewhere. ``thoroughly``: read all
    files.
    """

    raw: bool = True
    people: bool = True
    since: datetime | None = None
    until: datetime | None = None
    thoroughly: bool = False


def export_records(path: Path, wanted: Wanted, *, now: datetime, tell: Tell = lambda line: None) -> Report:
    """Bring the folder up to date. Raises Conflict (not a folder for this), OSError (full disk, no right to write)."""
    organisation = installation()
    raw = wanted.raw and wanted.people  # the JSON says who did it
    with opened(path, format=RECORDS, organisation=organisation, raw=raw, people=wanted.people) as folder:
        report = Report(cleaned=folder.clean(thoroughly=wanted.thoroughly))
        engine = Engine(folder.unfinished / "spill")
        try:
            with store.snapshot() as moment:
                _bring(folder, engine, wanted, moment, report, tell)
            folder.manifest.changes_from = moment
            _merge_small(folder, engine, report)
        finally:
            engine.close()
        folder.finish(now)
        manifest = folder.manifest
        report.statements, report.files = manifest.statements, len(manifest.files)
        report.bytes = sum(one.bytes for one in manifest.files.values())
    return report


def installation() -> str:
    """By what this installation is told from others. Raises Conflict. One query."""
    organisation = Organisation.objects.first()
    if organisation is None:
        raise Conflict(_("There is nothing to export: this Cordée is not set up yet."))
    return str(organisation.id)


def _bring(
    folder: Folder, engine: Engine, wanted: Wanted, moment: datetime, report: Report, tell: Tell
) -> None:
    manifest = folder.manifest
    if manifest.changes_from is None:
        manifest.changes_from = moment
    flattening = Flattening(
        store.people_here(), manifest.raw, None if manifest.people else pseudonyms(manifest.key), Telling()
    )
    files = folder.paths()
    found = difference(
        store.fingerprints(),
        engine.fingerprints(files),
        store.places,
        lambda first, last: engine.places(files, first, last),
    )
    changed = store.changed_since(manifest.changes_from - MARGIN)
    _write_again(folder, engine, flattening, [*found.gone, *changed], report, tell)
    report.removed = len(found.gone)
    runs = [run for one in found.missing if (run := _within(one, wanted))]
    _add(folder, engine, flattening, runs, report, tell)


def _write_again(
    folder: Folder, engine: Engine, flattening: Flattening, places: list[int], report: Report, tell: Tell
) -> None:
    files = folder.manifest.files
    touched = {str(Path(one).relative_to(folder.path)) for one in engine.holding(folder.paths(), places)}
    touched |= {name for name, one in files.items() if one.version != VERSION}
    named = time.monotonic()
    for number, name in enumerate(sorted(touched), start=1):
        file = files.pop(name)
        with closing(_rows_of(folder, engine, file)) as rows:
            for one in rewrite(folder, engine, flattening, name, rows):
                files[one.path] = one
        report.rewritten += 1
        if time.monotonic() - named > NAMED_EVERY:
            folder.write_manifest()
            tell(f"{number:,} of {len(touched):,} files written again")
            named = time.monotonic()
    if touched:
        folder.write_manifest()


def _rows_of(folder: Folder, engine: Engine, file: File) -> Generator[Row, None, None]:
    places = list(engine.places([str(folder.full(file.path))], file.first, file.last))
    for begin in range(0, len(places), AT_ONCE):
        yield from store.rows_at(places[begin : begin + AT_ONCE])


def _add(
    folder: Folder, engine: Engine, flattening: Flattening, runs: list[Run], report: Report, tell: Tell
) -> None:
    total, began = sum(run.count for run in runs), time.monotonic()
    named = began

    def written(files: list[File]) -> None:
        nonlocal named
        folder.manifest.files.update({one.path: one for one in files})
        report.added += sum(one.rows for one in files)
        rate = report.added / max(0.001, time.monotonic() - began)
        tell(f"{report.added:,} of {total:,} statements, {rate:,.0f} a second")
        if time.monotonic() - named > NAMED_EVERY:
            folder.write_manifest()
            named = time.monotonic()

    with Writer(folder, engine, flattening, written) as writer:
        for run in runs:
            # Closed at once where something fails: the connection is not left in the middle of what it reads.
            with closing(store.rows_between(run.first, run.last)) as rows:
                writer.add(rows)
        writer.finish()
    if runs:
        folder.write_manifest()


def _within(run: Run, wanted: Wanted) -> Run | None:
    first = max(run.first, from_moment(wanted.since)) if wanted.since else run.first
    last = min(run.last, from_moment(wanted.until) - 1) if wanted.until else run.last
    if first > last:
        return None
    if (first, last) == (run.first, run.last):
        return run
    return replace(run, first=first, last=last, count=store.count_between(first, last))


def _merge_small(folder: Folder, engine: Engine, report: Report) -> None:
    """A folder that grows each night has many small files: those of a day become one."""
    files = folder.manifest.files
    days = defaultdict(list)
    for one in files.values():
        if one.bytes < SMALL:
            days[Path(one.path).parent.name].append(one.path)
    for day, names in sorted(days.items()):
        if len(names) < MANY:
            continue
        merged = engine.merge(folder.paths(names), folder.unfinished / day)
        file = kept(folder, merged, folder.new_name(day))
        files[file.path] = file
        for name in names:
            del files[name]
        folder.write_manifest()
        for name in names:
            folder.full(name).unlink()
        report.merged += len(names)
