"""The embedded PostgreSQL survives what happens to a machine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from cordee.launch.errors import Exit, LaunchError
from cordee.launch.place import ROOT
from cordee.launch.postgres import Server
from cordee.launch.postgres_settings import CARELESS, SETTINGS


def ask(server: Server, sql: str) -> object:
    with psycopg.connect(server.url()) as link:
        row = link.execute(sql.encode()).fetchone()
        return row[0] if row else None


def test_the_last_user_stops_it(server: Server) -> None:
    other = Server(server.data, settings=CARELESS)
    server.enter()
    other.enter()
    assert ask(server, "SELECT lower('ÉŒ')") == "éœ"
    server.leave()
    assert other.running()
    assert ask(other, "SELECT current_user::text") == "cordee"
    other.leave()
    assert other.running() is None


def test_a_user_that_was_killed_does_not_count(server: Server) -> None:
    code = (
        "import os, pathlib, sys; from cordee.launch.postgres import Server\n"
        "Server(pathlib.Path(sys.argv[1])).enter(); os.kill(os.getpid(), 9)"
    )
    subprocess.run(
        [sys.executable, "-c", code, server.data], check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    orphan = server.running()
    assert orphan
    server.enter()
    assert server.running() == orphan
    server.leave()
    assert server.running() is None


def test_a_process_id_left_by_a_power_cut_may_belong_to_anyone(server: Server) -> None:
    server.enter()
    words = (server.data / "postmaster.pid").read_text()
    server.leave()
    ours = words.replace(words.split("\n", 1)[0], str(os.getpid()), 1)
    (server.data / "postmaster.pid").write_text(ours)
    assert server.running() is None
    server.enter()
    assert ask(server, "SELECT 1") == 1


def test_a_killed_server_recovers_what_was_committed(server: Server) -> None:
    server.settings = SETTINGS  # those of a real one: the others forget on purpose
    server.enter()
    with psycopg.connect(server.url()) as link:
        link.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    process = server.running()
    assert process
    process.kill()
    process.wait(30)
    server.revive()
    assert ask(server, "SELECT answer FROM kept") == 42


def test_an_initialisation_that_was_killed_starts_again(server: Server) -> None:
    half = server.data.with_name("postgres.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    server.enter()
    assert not half.exists()
    assert ask(server, "SELECT 1") == 1


def test_a_folder_of_something_else_is_left_alone(server: Server) -> None:
    server.data.mkdir()
    (server.data / "letter.txt").write_text("dear")
    with pytest.raises(LaunchError, match="not a PostgreSQL data folder") as refused:
        server.enter()
    assert refused.value.code == Exit.DATABASE
    assert (server.data / "letter.txt").read_text() == "dear"


def test_data_of_another_version_is_refused(server: Server) -> None:
    server.data.mkdir()
    (server.data / "PG_VERSION").write_text("16\n")
    with pytest.raises(LaunchError, match="made by PostgreSQL 16"):
        server.enter()


def test_a_path_too_long_for_a_socket(home: Path) -> None:
    folder = home / ("long-" * 20)
    folder.mkdir()
    server = Server(folder / "postgres", settings=CARELESS)
    server.enter()
    try:
        assert server.socket_folder != server.data
        assert server.socket_folder.stat().st_mode & 0o077 == 0
        assert ask(server, "SELECT 1") == 1
    finally:
        server.leave()
        shutil.rmtree(server.socket_folder, ignore_errors=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts a server for someone else")
def test_data_made_by_an_ordinary_user_stays_theirs(server: Server) -> None:
    server.enter()
    server.leave()
    owner = 65533
    for path in (server.data, *server.data.rglob("*")):
        os.chown(path, owner, owner, follow_symlinks=False)
    again = Server(server.data, settings=CARELESS)
    again.enter()
    process = again.running()
    assert process
    assert process.uids().real == owner
    again.leave()
