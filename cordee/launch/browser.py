"""A Chromium for the browser tests: the machine's, else one that is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from cordee.launch.environment import install_debian
from cordee.launch.errors import LaunchError
from cordee.launch.steps import run_logged, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
_WHERE = (
    "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
)


def ensure_browser(log: Path) -> str:
    """Return a Chromium's path, after installing one (Debian's as root, else Playwright's) if need be."""
    if found := find_browser():
        return found
    with step("Browser for the tests (Chromium)"):
        if os.geteuid() == 0 and shutil.which("apt-get"):
            install_debian("chromium", log)
        else:
            run_logged(
                [sys.executable, "-m", "playwright", "install", "chromium"],
                log=log,
                what="Chromium could not be installed",
            )
    if found := find_browser():
        return found
    raise LaunchError(
        "No Chromium was found after its installation: install one, or set CORDEE_CHROMIUM to it."
    )


def find_browser() -> str | None:
    """Look at ``$CORDEE_CHROMIUM``, at the PATH, at macOS's place, then at Playwright's own."""
    if given := os.environ.get("CORDEE_CHROMIUM"):
        return given
    for name in NAMES:
        if path := shutil.which(name):
            return path
    if MACOS.exists():
        return str(MACOS)
    answer = subprocess.run([sys.executable, "-c", _WHERE], capture_output=True, text=True, check=False)
    path = answer.stdout.strip()
    return path if path and Path(path).exists() else None
