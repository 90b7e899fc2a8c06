"""Whole starts: ready, restarted after a crash, stopped without a trace, found again after a power cut."""

import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from cordee.launch import memory
from cordee.launch.errors import Exit
from cordee.launch.place import Home
from cordee.launch.tests.conftest import PATIENCE, Start, command, own_folder

pytestmark = pytest.mark.slow

Begin = Callable[..., Start]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """One data folder for all starts: its tables are made once."""
    with own_folder() as folder:
        yield folder


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError as error:
        assert error.code == 503, "a lost database is said, not a defect"
        return False


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


def test_a_start_beside_others_and_its_end(start: Begin, home: Path, port: int) -> None:
    run = start()
    line = run.until("ready")
    assert f"http://127.0.0.1:{port}" in line
    assert f"http://127.0.0.1:{port}/set-up/?key=" in line  # nobody can come in yet
    assert answers(port)
    family = run.family()
    assert len(family) > 4

    second = command("run", "--port", str(port), home=home)
    assert second.returncode == Exit.RUNNING
    assert f"http://127.0.0.1:{port}" in second.stderr

    doctor = command("cordee", "doctor", home=home)
    assert "ok       Worker: running" in doctor.stdout
    assert run.server()  # a command that ends leaves the database to who still uses it

    shares = memory.measure(Home(home))
    assert {"supervisor", "web-1", "worker", "postgres"} <= {share.name for share in shares}
    assert sum(share.pss for share in shares) < 350 * 2**20

    assert run.end(signal.SIGINT) == Exit.OK
    assert not [process for process in family if process.is_running()]
    assert not run.home.state_file.exists()


def test_what_is_killed_comes_back(start: Begin, port: int) -> None:
    first = start()
    first.until("ready")
    web = first.home.read_state()["children"]["web-1"]
    os.kill(web, signal.SIGKILL)
    first.until("web-1 ended (killed by SIGKILL)")
    wait_for(lambda: first.home.read_state()["children"].get("web-1", web) != web)
    assert answers(port)

    server = first.server()
    assert server
    server.kill()
    first.until("PostgreSQL ended")
    wait_for(lambda: answers(port))  # once each connection has noticed

    # The supervisor itself: its children end, the next start finds the database that still runs.
    children = [psutil.Process(pid) for pid in first.home.read_state()["children"].values()]
    server = first.server()
    first.process.kill()
    first.process.wait()
    second = start()
    second.until("ready")
    assert answers(port)
    assert second.server() == server
    wait_for(lambda: not [process for process in children if process.is_running()])
    assert second.end() == Exit.OK
    assert second.server() is None


def test_a_port_in_use_is_said_at_once(port: int) -> None:
    with own_folder() as empty, socket.create_server(("127.0.0.1", port)):
        run = Start(empty, port)
        assert run.process.wait(PATIENCE) == Exit.PORT
        assert run.rest() == [
            f"Port {port} is in use by another program: choose another with --port {port + 1}."
        ]
        assert not (empty / "postgres").exists()
