"""``bin/cordee doctor``: a line each, a way out for each problem, an exit code."""

import shutil
from collections import namedtuple
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from cordee.web import checks

pytestmark = pytest.mark.django_db

Usage = namedtuple("Usage", "total used free")


def report(**options: object) -> str:
    out = StringIO()
    call_command("doctor", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def built(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text("{}")
    settings.DJANGO_VITE = {"default": {"manifest_path": manifest}}  # type: ignore[attr-defined]
    settings.HOME = tmp_path  # type: ignore[attr-defined]


@pytest.mark.usefixtures("built")
def test_a_sound_installation() -> None:
    said = report()
    assert "problem" not in said
    assert "ok       Tables: those of this version" in said
    assert "warning  Worker: none runs: start bin/run, or bin/cordee worker" in said
    assert "Python" not in report(quiet=True)


@pytest.mark.usefixtures("built")
def test_a_disk_nearly_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(10**12, 10**12, 50 * 2**20))
    with pytest.raises(CommandError, match="One problem to solve") as ended:
        report()
    assert ended.value.returncode == 1


@pytest.mark.usefixtures("built")
def test_no_database_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable() -> None:
        raise OperationalError("connection refused\nIs the server running?")

    monkeypatch.setattr(checks.connection, "cursor", unreachable)
    found = list(checks.examine())
    assert [finding.level for finding in found if finding.level == "problem"] == ["problem"]
    assert "connection refused" in found[-1].text
