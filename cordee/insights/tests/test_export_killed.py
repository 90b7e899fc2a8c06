"""An export that a real ``kill -9`` ends in the middle of writing: the next run finishes it, nothing is there twice."""

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


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_killed_is_finished_by_the_next(cast: Cast, tmp_path: Path) -> None:
    to = tmp_path / "records"
    for turn in range(DAYS // 2):
        post(100, at=BEGIN + timedelta(days=2 * turn))
    for turn in range(KILLS):
        process = start("export_records", "--to", str(to))
        deadline = time.monotonic() + MOST
        # Later at each turn: when the first file is there, then when some more are.
        while len(list(to.glob("day=*/*.parquet"))) < turn * 5 + 1:
            assert time.monotonic() < deadline
            process.join(timeout=0.005)
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        assert not (to / "_manifest.json").exists() or len(files(to)) < DAYS
    export(to)
    check_whole(to)
