"""The browser of the tests: found where it is, installed where it is not."""

from pathlib import Path

import pytest

from cordee.launch import browser
from cordee.launch.errors import LaunchError


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser; its PATH is the folder that is returned."""
    monkeypatch.delenv("CORDEE_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "MACOS", tmp_path / "none")
    monkeypatch.setattr(browser, "_WHERE", f"print({str(tmp_path / 'playwright' / 'chrome')!r})")
    return tmp_path


def program(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_found_on_the_machine(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chrome = program(machine / "google-chrome")
    assert browser.find_browser() == str(chrome)
    chromium = program(machine / "chromium")
    assert browser.find_browser() == str(chromium)
    monkeypatch.setenv("CORDEE_CHROMIUM", "/mine")
    assert browser.find_browser() == "/mine"


def test_installed_by_apt_as_root(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(machine / "apt-get")
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)
    monkeypatch.setattr(browser, "install_debian", lambda package, log: program(machine / package))
    assert browser.ensure_browser(machine / "log") == str(machine / "chromium")


def test_installed_by_playwright_otherwise(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(
        browser, "run_logged", lambda command, **options: program(machine / "playwright" / "chrome")
    )
    assert browser.ensure_browser(machine / "log") == str(machine / "playwright" / "chrome")


def test_an_installation_that_brings_nothing(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(browser, "run_logged", lambda command, **options: None)
    with pytest.raises(LaunchError, match="CORDEE_CHROMIUM"):
        browser.ensure_browser(machine / "log")
