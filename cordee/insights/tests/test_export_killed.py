"""An export that a real ``kill -9`` ends in the middle of writing: the next run finishes it, nothing is there twice."""

import shutil
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest

from cordee.insights.tests.test_export import BEGIN, check_whole, export, files, post
from cordee.testing.cast import Cast
from cordee.testing.processes import start

MOST = 60.0  # seconds until something is being written
KILLS, DAYS = 2, 20
TRIES = 10  # a run takes a fraction of a second: where this process is held up for as long, it is over


def is_caught(to: Path, most: int) -> bool:
    """Begin a run and kill it once so many files are there; whether it was still writing."""
    process = start("export_records", "--to", str(to))
    deadline = time.monotonic() + MOST
    while len(list(to.glob("day=*/*.parquet"))) < most:
        assert time.monotonic() < deadline
        process.join(timeout=0.005)
    process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL and len(files(to)) < DAYS


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_killed_is_finished_by_the_next(cast: Cast, tmp_path: Path) -> None:
    to = tmp_path / "records"
    for turn in range(DAYS // 2):
        post(100, at=BEGIN + timedelta(days=2 * turn))
    for _try in range(TRIES):
        shutil.rmtree(to, ignore_errors=True)
        # Later at each turn: when the first file is there, then when some more are.
        if all(is_caught(to, turn * 5 + 1) for turn in range(KILLS)):
            break
    else:
        pytest.fail("every run was over before it was killed")
    export(to)
    check_whole(to)
