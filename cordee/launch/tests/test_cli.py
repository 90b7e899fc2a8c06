"""The operator's tool: help without a database, sentences instead of tracebacks, exit codes that mean something."""

from pathlib import Path

import pytest

from cordee.launch import cli
from cordee.launch.cli import COMMANDS, main
from cordee.launch.errors import Exit
from cordee.launch.tests.conftest import command


def test_the_overview_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == Exit.OK
    said = capsys.readouterr().out
    assert all(name in said for name in COMMANDS)
    assert main([]) == Exit.USAGE


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli._command(name)[1].parse_args(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith(f"usage: bin/cordee {name}")
    assert "--settings" not in said


def test_an_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["climb"]) == Exit.USAGE
    assert capsys.readouterr().err == "There is no command climb: bin/cordee --help lists them.\n"


@pytest.mark.slow
def test_a_database_that_was_not_prepared(home: Path) -> None:
    ended = command("cordee", "replay", "activity", home=home)
    assert ended.returncode == Exit.DATABASE
    assert ended.stderr.startswith("The tables are not those of this version: run bin/cordee migrate")
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.slow
def test_an_unreachable_database(home: Path) -> None:
    url = "postgresql://me:secret@127.0.0.1:1/x"
    ended = command("cordee", "replay", "activity", home=home, DATABASE_URL=url)
    assert ended.returncode == Exit.DATABASE
    assert "secret" not in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
