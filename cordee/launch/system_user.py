"""Running as root: PostgreSQL refuses to, so it gets a system user of its own."""

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

from cordee.launch.errors import Exit, LaunchError
from cordee.launch.steps import note

NAME = "cordee-postgres"


def identity(data: Path) -> tuple[int, int] | None:
    """The user and group that PostgreSQL runs as; None when we are not root and it runs as we do.

    Data that an ordinary user made stays theirs, even if root starts Cordée once.
    """
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return data.stat().st_uid, data.stat().st_gid
    account = _account()
    return account.pw_uid, account.pw_gid


def _account() -> pwd.struct_passwd:
    """Our own system user, made at the first need."""
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        pass
    command = (
        [
            "useradd",
            "--system",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
            "--shell",
            "/bin/false",
            NAME,
        ]
        if shutil.which("useradd")
        else ["adduser", "-S", "-D", "-H", "-s", "/bin/false", NAME]  # BusyBox
    )
    try:
        subprocess.run(command, check=True, capture_output=True)
        note(f"(running as root: PostgreSQL gets the system user {NAME})")
        return pwd.getpwnam(NAME)
    except (OSError, subprocess.CalledProcessError, KeyError) as error:
        raise LaunchError(
            "PostgreSQL does not run as root and a user could not be made for it: "
            "start Cordée as an ordinary user, or set DATABASE_URL.",
            Exit.DATABASE,
        ) from error


def let_through(path: Path) -> None:
    """Let that user reach ``path``: every folder above must be traversable (not readable) by others."""
    for folder in [path, *path.parents]:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH and folder.is_dir() and folder != path:
            folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
            note(f"(PostgreSQL's user may now pass through {folder}, without reading it)")
