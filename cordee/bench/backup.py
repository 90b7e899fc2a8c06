"""Backup and restore of a whole community with gigabytes of files: seconds, bytes, and the memory that it takes."""

import os
import shutil
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg

from cordee.bench.site import PYTHON, Site, SiteError
from cordee.launch.place import Home

GIGABYTES = 2
FILE = 20_000_000  # bytes of each made file
LOOK = 0.05  # seconds between two looks at the memory


def run(site: Site, folder: Path) -> str:
    """Back up a running site to which files were added, restore it elsewhere; returns a table."""
    path = folder / "bench-backup.tar"
    target = Site("restored", folder / "restored", site.port + 2)
    shutil.rmtree(target.folder, ignore_errors=True)
    path.unlink(missing_ok=True)
    try:
        with _files(site):
            taken = measured(site, "backup", str(path))
        Home(target.folder).prepare()
        target.command("migrate", "--no-input")
        back = measured(target, "restore", str(path))
        size = path.stat().st_size
    finally:
        path.unlink(missing_ok=True)
        shutil.rmtree(target.folder, ignore_errors=True)
    lines = [
        f"| {size / 1e9:.2f} GB in one file | seconds | MB/s | peak MB of memory |",
        "| --- | --- | --- | --- |",
    ]
    for name, (seconds, peak) in (
        ("backup, while it serves, and verified", taken),
        ("restore, verified first", back),
    ):
        lines.append(f"| {name} | {seconds:.0f} | {size / 1e6 / seconds:.0f} | {peak / 2**20:.0f} |")
    return "\n".join(lines)


@contextmanager
def _files(site: Site) -> Iterator[None]:
    """Files that do not compress, stored and known to the database during the block."""
    names = [f"bench-{uuid.uuid4()}" for _ in range(GIGABYTES * 10**9 // FILE)]
    media = site.folder / "media"
    url = site.url
    noise = os.urandom(FILE)
    with psycopg.connect(url, autocommit=True) as link:
        for number, name in enumerate(names):
            (media / name).write_bytes(noise[number:] + noise[:number])
            link.execute(
                "INSERT INTO media_file (id, kind, name, stored_as, media_type, size, alternative, at) "
                "VALUES (%s, 'attachment', 'bench', %s, 'application/octet-stream', %s, '', now())",
                [uuid.uuid4(), name, FILE],
            )
        try:
            yield
        finally:
            link.execute("DELETE FROM media_file WHERE stored_as = ANY(%s)", [names])
            for name in names:
                (media / name).unlink(missing_ok=True)


def measured(site: Site, *arguments: str) -> tuple[float, int]:
    """Seconds and peak resident memory of a command on ``site``."""
    started, peak = time.perf_counter(), 0
    process = subprocess.Popen(
        [*PYTHON, "cordee.launch.cli", *arguments],
        env=site.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            peak = max(peak, watched.memory_info().rss)
        except psutil.Error:
            break
        time.sleep(LOOK)
    if process.wait():
        assert process.stderr
        raise SiteError(f"{arguments[0]} failed: {process.stderr.read().strip()[-300:]}")
    return time.perf_counter() - started, peak
