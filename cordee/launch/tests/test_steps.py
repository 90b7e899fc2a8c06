"""A step that fails says why in one sentence, and takes its programs with it."""

import contextlib
import os
import signal
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from cordee.launch import steps
from cordee.launch.errors import DISK_FULL, Exit, LaunchError
from cordee.launch.steps import failure, run_logged, step


@pytest.mark.parametrize(
    ("output", "code"),
    [
        ("write failed: No space left on device (os error 28)", Exit.DISK),
        ("npm ERR! code ENOSPC", Exit.DISK),
        ("error: Failed to fetch: `https://index.example/simple/django/`", Exit.NETWORK),
        ("npm ERR! request failed, reason: getaddrinfo ENOTFOUND index.example", Exit.NETWORK),
        ("Could not find a version that satisfies uv (from versions: none)", Exit.NETWORK),
        ("src/editor.ts(3,1): error TS2304: Cannot find name 'x'", Exit.FAILED),
    ],
)
def test_the_reason_is_found_in_what_the_program_said(output: str, code: Exit) -> None:
    refusal = failure("It could not be done", output, Path("setup.log"))
    assert refusal.code == code
    assert refusal.sentence == DISK_FULL or refusal.sentence.startswith("It could not be done")


def test_a_failure_keeps_its_details_in_the_log(tmp_path: Path) -> None:
    log = tmp_path / "setup.log"
    with pytest.raises(LaunchError, match="Packages: last words"):
        run_logged(
            [sys.executable, "-c", "print('first'); print('last words'); exit(3)"], log=log, what="Packages"
        )
    assert "first" in log.read_text()


def test_an_interruption_ends_the_program_and_what_it_started(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    script = (
        "import subprocess, sys, pathlib\n"
        "child = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE)\n"
        f"pathlib.Path({str(told)!r}).write_text(str(child.pid)); child.wait()"
    )

    def interrupt() -> None:
        while not (told.exists() and told.read_text()):
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    waiting = threading.Thread(target=interrupt)
    waiting.start()
    with pytest.raises(KeyboardInterrupt):
        run_logged([sys.executable, "-c", script], log=tmp_path / "log", what="Packages")
    waiting.join()
    grandchild = int(told.read_text())
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(grandchild).wait(10)


def test_a_step_shows_its_time_or_that_it_stopped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "time", SimpleNamespace(monotonic=iter([5.0, 6.3, 7.0]).__next__))
    with step("Packages"):
        pass
    assert capsys.readouterr().out == "  Packages … 1.3 s\n"
    with pytest.raises(ValueError, match="x"), step("Packages"):
        raise ValueError("x")
    assert capsys.readouterr().out == "  Packages … stopped\n"
