"""The data folder: writable, with room, and one holder at a time."""

import os
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from cordee.launch import place
from cordee.launch.errors import Exit, LaunchError
from cordee.launch.place import Home, replace_text, require_space, try_lock
from cordee.launch.tests.conftest import command


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LaunchError, match="cannot be written") as refused:
        Home(tmp_path / "file" / "home").prepare()
    assert refused.value.code == Exit.FOLDER


def test_a_read_only_folder(tmp_path: Path) -> None:
    with mounted(tmp_path, "ro,size=1m"):
        refused = command("run", "--port", "1024", home=tmp_path / "home")
    assert refused.returncode == Exit.FOLDER
    assert len(refused.stderr.splitlines()) == 1


def test_a_full_disk(tmp_path: Path) -> None:
    with mounted(tmp_path, "size=512k"):
        (tmp_path / "filler").write_bytes(b"x" * 500 * 1024)
        refused = command("run", "--port", "1024", home=tmp_path / "home")
    assert refused.returncode == Exit.DISK
    assert "The disk is full" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_too_little_space_is_said_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(place.shutil, "disk_usage", lambda folder: usage(10**12, 10**12, 5 * 2**20))
    with pytest.raises(LaunchError, match="5 MB free and needs 60 MB"):
        require_space(tmp_path, place.FREE_TO_RUN)


def test_a_lock_ends_with_its_holder(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import fcntl; f = open({str(lock)!r}, 'w'); fcntl.flock(f, 2); print(); input()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout
    holder.stdout.readline()
    assert try_lock(lock) is None
    holder.kill()
    holder.communicate()
    held = try_lock(lock)
    assert held is not None
    os.close(held)


def test_several_users_share_a_lock_that_nobody_can_have_alone(tmp_path: Path) -> None:
    users = [try_lock(tmp_path / "users", shared=True) for _ in range(2)]
    assert None not in users
    assert try_lock(tmp_path / "users") is None
    for descriptor in users:
        assert descriptor is not None
        os.close(descriptor)
    alone = try_lock(tmp_path / "users")
    assert alone is not None
    os.close(alone)


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "state"
    target.write_text("old")
    with pytest.raises(TypeError):
        replace_text(target, 5)  # type: ignore[arg-type]
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


class mounted:  # noqa: N801
    """A small file system in memory, where the machine lets us mount one."""

    def __init__(self, folder: Path, options: str) -> None:
        self.folder, self.options = folder, options

    def __enter__(self) -> None:
        call = ["mount", "-t", "tmpfs", "-o", self.options, "tmpfs", str(self.folder)]
        try:
            done = subprocess.run(call, capture_output=True, check=False).returncode == 0
        except FileNotFoundError:
            done = False
        if not done:
            pytest.skip("mounting a small file system needs root")

    def __exit__(self, *details: object) -> None:
        subprocess.run(["umount", str(self.folder)], check=True)
