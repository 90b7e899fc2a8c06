"""The Python environments: ``.tools`` (uv, and Node where there is none) and ``.venv`` (the product).

Each is finished when its stamp stands: the stamp is written last, so a step that was interrupted is
seen as absent and starts again from nothing.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from cordee.launch.errors import Exit, LaunchError
from cordee.launch.place import FREE_TO_SET_UP, ROOT, replace_text, require_space
from cordee.launch.steps import note, run_logged, step

TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = TOOLS / "bin" / "uv"
STAMP = ".stamp"


def digest(*paths: Path) -> str:
    """Fingerprint of the contents of some files, whatever their dates."""
    total = hashlib.sha256()
    for path in paths:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def stamped(folder: Path, key: str) -> bool:
    """Tell whether ``folder`` was finished from exactly these inputs."""
    try:
        return (folder / STAMP).read_text() == key
    except OSError:
        return False


def ensure_environment(wanted: str, log: Path) -> None:
    """Make ``.venv`` hold what ``requirements/{wanted}.txt`` names (``run`` or ``test``, its superset).

    An environment made for the tests serves ``run`` too and is kept as it is.
    """
    if os.environ.get("CORDEE_SKIP_SETUP") == "1":
        if not PYTHON.exists():
            raise LaunchError("CORDEE_SKIP_SETUP is set but there is no .venv to run with.", Exit.PYTHON)
        return
    kept = _kept_set()
    wanted = "test" if "test" in (wanted, kept) else "run"
    lock = ROOT / "requirements" / f"{wanted}.txt"
    key = json.dumps({"set": wanted, "lock": digest(lock), "place": str(ROOT)})
    if PYTHON.exists() and stamped(VENV, key):
        return
    require_space(ROOT, FREE_TO_SET_UP)
    ensure_uv(log)
    with step(f"Python packages ({'tests included' if wanted == 'test' else 'product'})"):
        _sync(lock, log, fresh=kept is None or not PYTHON.exists())
        replace_text(VENV / STAMP, key)


def ensure_uv(log: Path) -> None:
    """Install uv, by its hash, into ``.tools`` unless it is there."""
    lock = ROOT / "requirements" / "tools.txt"
    key = digest(lock)
    if UV.exists() and stamped(TOOLS, key):
        return
    with step("Tools (uv)"):
        building = ROOT / ".tools" / f"building-{os.getpid()}"
        shutil.rmtree(TOOLS, ignore_errors=True)
        building.mkdir(parents=True)
        try:
            run_logged(
                [*_pip(building, log), "install", "--quiet", "--disable-pip-version-check",
                 "--require-hashes", "--no-deps", "--target", building / "ready", "-r", lock],
                log=log,
                what="The tools could not be installed",
                env={"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PIP_RETRIES": "2",
                     "PIP_DEFAULT_TIMEOUT": os.environ.get("PIP_DEFAULT_TIMEOUT", "20")},
            )  # fmt: skip
            for part in (building / "ready").iterdir():
                part.rename(TOOLS / part.name)
            replace_text(TOOLS / STAMP, key)
        except BaseException:
            shutil.rmtree(TOOLS, ignore_errors=True)
            raise
        shutil.rmtree(building, ignore_errors=True)


def index_settings() -> dict[str, str]:
    """What uv should know of a package mirror that only pip was told about (uv does not read pip's files)."""
    if any(name in os.environ for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_CONFIG_FILE")):
        return {}
    found = os.environ.get("PIP_INDEX_URL")
    if not found and importlib.util.find_spec("pip"):
        answer = subprocess.run(
            [sys.executable, "-m", "pip", "config", "get", "global.index-url"],
            capture_output=True,
            text=True,
            check=False,
        )
        found = answer.stdout.strip()
    return {"UV_DEFAULT_INDEX": found} if found else {}


def _kept_set() -> str | None:
    """Which set the present ``.venv`` was made for; None when it is absent, unfinished or moved."""
    try:
        stamp = json.loads((VENV / STAMP).read_text())
        return str(stamp["set"]) if stamp["place"] == str(ROOT) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sync(lock: Path, log: Path, *, fresh: bool) -> None:
    what = "The Python packages could not be installed"
    env = {"UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1", "VIRTUAL_ENV": "", **index_settings()}
    (VENV / STAMP).unlink(missing_ok=True)
    if fresh:
        shutil.rmtree(VENV, ignore_errors=True)
    try:
        if fresh:
            python = getattr(sys, "_base_executable", sys.executable)
            run_logged(
                [UV, "venv", "--quiet", "--python", python, VENV], log=log, what=what, env=env, cwd=ROOT
            )
        run_logged(
            [UV, "pip", "sync", "--require-hashes", "--python", PYTHON, lock],
            log=log,
            what=what,
            env=env,
            cwd=ROOT,
        )
    except BaseException:
        if fresh:
            shutil.rmtree(VENV, ignore_errors=True)
        raise


def _pip(building: Path, log: Path) -> list[str | Path]:
    """Find a pip: the machine's own, else the one that Python carries, else one in a throw-away environment."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    if not (carried := importlib.util.find_spec("ensurepip")):
        _install_debian_venv(log)
    elif carried.origin and (wheel := next(Path(carried.origin).parent.glob("_bundled/pip-*.whl"), None)):
        return [sys.executable, wheel / "pip"]
    run_logged(
        [sys.executable, "-m", "venv", building / "pip"],
        log=log,
        what="Python's own environment could not be made",
    )
    return [building / "pip" / "bin" / "python", "-m", "pip"]


def _install_debian_venv(log: Path) -> None:
    """Debian and Ubuntu ship Python without pip and venv: install them when we may, else say how."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise LaunchError(
            "This Python has neither pip nor venv: install them once (on Debian or Ubuntu: "
            "sudo apt install python3-venv), then run the same command again.",
            Exit.PYTHON,
        )
    note("(this Python lacks venv: installing the system package python3-venv)")
    install_debian("python3-venv", log)


def install_debian(package: str, log: Path) -> None:
    """Install one system package with apt (as root)."""
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    what = f"The system package {package} could not be installed"
    run_logged(["apt-get", "update", "-q"], log=log, what=what, env=env)
    run_logged(
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", package], log=log, what=what, env=env
    )
