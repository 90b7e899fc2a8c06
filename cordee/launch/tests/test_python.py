"""The commands look for a Python that is recent enough, and say so when there is none."""

import os
import subprocess
from pathlib import Path

from cordee.launch.errors import Exit
from cordee.launch.place import ROOT

OLD = """#!/bin/sh
# Stands for Python 3.9: says no to the question that bin/launch.sh asks, and knows its version.
case "$2" in *print*) echo 3.9 ;; *) exit 1 ;; esac
"""


def run_with(path: Path) -> subprocess.CompletedProcess[str]:
    for tool in ("dirname", "sh", "env"):
        (path / tool).symlink_to(
            next(f for f in (Path("/usr/bin") / tool, Path("/bin") / tool) if f.exists())
        )
    return subprocess.run(
        [ROOT / "bin" / "run"],
        env={**os.environ, "PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_python_too_old(tmp_path: Path) -> None:
    (tmp_path / "python3").write_text(OLD)
    (tmp_path / "python3").chmod(0o755)
    ended = run_with(tmp_path)
    assert ended.returncode == Exit.PYTHON
    assert ended.stderr == (
        "Cordée needs Python 3.11 or later (found: 3.9): install it, then run the same command again.\n"
    )


def test_no_python(tmp_path: Path) -> None:
    ended = run_with(tmp_path)
    assert ended.returncode == Exit.PYTHON
    assert "found: none" in ended.stderr
