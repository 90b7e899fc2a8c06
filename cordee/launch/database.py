"""Which database a command works on: the one of ``DATABASE_URL``, else the embedded one."""

import os

from cordee.launch.errors import Exit, LaunchError
from cordee.launch.place import Home
from cordee.launch.postgres import Server

OLDEST = 15
PATIENCE = 10  # seconds to reach a server


def choose_database(home: Home) -> Server | None:
    """Decide, without touching it yet, which database ``DATABASE_URL`` (set here when it is not) leads to.

    Returns the embedded server, or None when the operator has one of their own.
    """
    if os.environ.get("DATABASE_URL"):
        return None
    server = Server(home.path / "postgres")
    os.environ["DATABASE_URL"] = server.url()
    return server


def enter_database(server: Server | None) -> None:
    """Make the chosen database usable, or refuse; an embedded server has to be left at the end."""
    if server:
        server.enter()
    else:
        check(os.environ["DATABASE_URL"])


def check(url: str) -> None:
    """Refuse, without showing the password, a database that cannot be reached or is too old."""
    import psycopg

    if not url.startswith(("postgres://", "postgresql://")):
        raise LaunchError("DATABASE_URL must begin with postgresql:// (the only database).", Exit.DATABASE)
    try:
        with psycopg.connect(url, connect_timeout=PATIENCE) as link:
            version = link.info.server_version // 10000
    except psycopg.OperationalError as error:
        reason = first_words(error)
        raise LaunchError(f"The database of DATABASE_URL cannot be used: {reason}.", Exit.DATABASE) from error
    except psycopg.ProgrammingError as error:
        reason = first_words(error)
        raise LaunchError(f"DATABASE_URL is not a valid address: {reason}.", Exit.DATABASE) from error
    if version < OLDEST:
        raise LaunchError(
            f"The database of DATABASE_URL is PostgreSQL {version}: Cordée needs {OLDEST} or later.",
            Exit.DATABASE,
        )


def first_words(error: Exception) -> str:
    """The first line of a database error: libpq repeats itself for each address that it tried."""
    line = (str(error).strip() or type(error).__name__).splitlines()[0]
    return line.removeprefix("connection failed: ").rstrip(".")
