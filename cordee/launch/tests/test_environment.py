"""The environments: made once, shared by run and test, absent rather than half-made."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from cordee.launch import assets, environment
from cordee.launch.environment import ensure_environment
from cordee.launch.errors import LaunchError


class Programs:
    """Stands for uv and npm: notes what was asked, and fails on demand."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.asked: list[str] = []
        self.failing = ""

    def __call__(self, command: Sequence[str | Path], **options: object) -> None:
        words = " ".join(map(str, command))
        self.asked.append(words)
        if " venv " in words:
            python = self.root / ".venv" / "bin" / "python"
            python.parent.mkdir(parents=True)
            python.touch()
        if "--outDir" in words:
            built = Path(command[command.index("--outDir") + 1])
            built.mkdir(parents=True)
            (built / "main.js").write_text("new")
        if self.failing and self.failing in words:
            raise LaunchError("no network")

    def names(self) -> list[str]:
        return [Path(words.split()[-1]).name for words in self.asked if "pip sync" in words]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    monkeypatch.delenv("CORDEE_SKIP_SETUP", raising=False)
    programs = Programs(tmp_path)
    for module in (environment, assets):
        monkeypatch.setattr(module, "run_logged", programs)
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(environment, "ensure_uv", lambda log: None)
    monkeypatch.setattr(environment, "index_settings", dict)
    monkeypatch.setattr(environment, "require_space", lambda folder, needed: None)
    monkeypatch.setattr(assets, "FRONTEND", tmp_path / "frontend")
    monkeypatch.setattr(assets, "MODULES", tmp_path / "frontend" / "node_modules")
    monkeypatch.setattr(assets, "BUILT", tmp_path / "dist")
    monkeypatch.setattr(assets, "ensure_npm", lambda log: assets.Npm(("npm",), {}))
    (tmp_path / "requirements").mkdir()
    for name in ("run", "test"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(name)
    (tmp_path / "frontend" / "src").mkdir(parents=True)
    for name in ("package.json", "package-lock.json", "src/main.ts"):
        (tmp_path / "frontend" / name).write_text("{}")
    (tmp_path / "frontend" / "node_modules").mkdir()
    return programs


def test_a_run_after_a_test_keeps_the_test_packages(programs: Programs, tmp_path: Path) -> None:
    log = tmp_path / "log"
    for wanted in ("run", "run", "test", "run", "test"):
        ensure_environment(wanted, log)
    assert programs.names() == ["run.txt", "test.txt"]
    (tmp_path / "requirements" / "test.txt").write_text("newer")
    ensure_environment("run", log)
    assert programs.names() == ["run.txt", "test.txt", "test.txt"]


def test_a_first_set_up_that_fails_leaves_nothing(programs: Programs, tmp_path: Path) -> None:
    programs.failing = "pip sync"
    with pytest.raises(LaunchError):
        ensure_environment("run", tmp_path / "log")
    assert not (tmp_path / ".venv").exists()


def test_an_update_that_fails_is_done_again(programs: Programs, tmp_path: Path) -> None:
    ensure_environment("run", tmp_path / "log")
    (tmp_path / "requirements" / "run.txt").write_text("newer")
    programs.failing = "pip sync"
    with pytest.raises(LaunchError):
        ensure_environment("run", tmp_path / "log")
    programs.failing = ""
    ensure_environment("run", tmp_path / "log")
    assert programs.names() == ["run.txt"] * 3


def test_a_checkout_that_moved_gets_a_new_environment(
    programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_environment("run", tmp_path / "log")
    stamp = tmp_path / ".venv" / ".stamp"
    stamp.write_text(stamp.read_text().replace(str(tmp_path), "/elsewhere"))
    ensure_environment("run", tmp_path / "log")
    assert [words for words in programs.asked if " venv " in words] == [programs.asked[0]] * 2


def test_a_front_end_that_does_not_build_leaves_the_old_one(programs: Programs, tmp_path: Path) -> None:
    assets.ensure_assets(tmp_path / "log")
    built = tmp_path / "dist" / "main.js"
    assert built.read_text() == "new"
    built.write_text("old")
    assets.ensure_assets(tmp_path / "log")
    assert built.read_text() == "old"  # same sources: nothing to do

    (tmp_path / "frontend" / "src" / "main.ts").write_text("changed")
    programs.failing = "run build"
    with pytest.raises(LaunchError):
        assets.ensure_assets(tmp_path / "log")
    assert built.read_text() == "old"
    programs.failing = ""
    assets.ensure_assets(tmp_path / "log")
    assert built.read_text() == "new"
