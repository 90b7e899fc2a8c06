"""How a command ends when it cannot go on: one clear sentence and an exit code, never a traceback."""

import errno
import os
import traceback
from enum import IntEnum
from pathlib import Path


class Exit(IntEnum):
    """The exit codes of ``bin/run``, ``bin/test`` and ``bin/cordee``."""

    OK = 0
    FAILED = 1  # the work itself failed: a step, a test, a check, an import with a fatal error
    USAGE = 2  # unknown option or command
    PORT = 10  # the port is taken
    RUNNING = 11  # another bin/run holds this data folder
    FOLDER = 12  # a folder cannot be written
    DISK = 13  # the disk is full
    NETWORK = 14  # something could not be downloaded
    DATABASE = 15  # no database, or one that is too old
    PYTHON = 16  # no suitable Python
    INTERRUPTED = 130  # Ctrl-C before the work was done


class LaunchError(Exception):
    """A reason to stop that the person at the keyboard can act upon."""

    def __init__(self, sentence: str, code: Exit = Exit.FAILED) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


DISK_FULL = "The disk is full: free some space, then run the same command again (nothing is left half-done)."


def explain_os_error(error: OSError) -> LaunchError:
    """Turn an error of the operating system into a sentence that says what to do."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return LaunchError(f"{DISK_FULL[:-1]}{where}.", Exit.DISK)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return LaunchError(
            f"{error.filename or 'A file'} cannot be written: give yourself the right to it, "
            "or set CORDEE_HOME to another folder.",
            Exit.FOLDER,
        )
    return LaunchError(f"The system refused: {error.strerror or error}{where}.")


def explain_defect(error: Exception, log: Path) -> LaunchError:
    """A fault of ours: its trace goes to a file, where whoever reports it finds it."""
    if os.environ.get("CORDEE_DEBUG") == "1":
        raise error
    with log.open("a") as file:
        traceback.print_exception(error, file=file)
    first = (str(error).strip() or "no message").splitlines()[0]
    return LaunchError(f"Unexpected error: {type(error).__name__}: {first} (the whole trace is in {log}).")
