"""Following the journal: what the worker does all day."""

import logging
import threading

import psycopg
from django.db import close_old_connections, connection

from cordee.journal import listening
from cordee.journal.actions import CHANNEL
from cordee.journal.readers import catch_up

IDLE = 5.0  # seconds between two looks when no hint comes
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds, after a reader failed

log = logging.getLogger(__name__)


def follow(stop: threading.Event) -> None:
    """Let the readers catch up whenever something is recorded, until ``stop`` is set.

    A reader that fails is tried again after a pause that doubles; its cursor has not moved, so
    nothing is lost, and its lag shows in ``/healthz`` and ``doctor``.
    """
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            _listen_and_catch_up(stop)
            pause = FIRST_PAUSE
        except Exception:
            log.exception("The journal's readers stopped; they try again in %s s", pause)
            connection.close()
            stop.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


def _listen_and_catch_up(stop: threading.Event) -> None:
    with psycopg.connect(**listening.parameters(), autocommit=True) as ear:
        ear.execute(f"LISTEN {CHANNEL}".encode())
        while not stop.is_set():
            catch_up()
            close_old_connections()
            # One second at most, so that a stop is heeded soon; IDLE is reached by the look itself being cheap.
            for _second in range(int(IDLE)):
                if stop.is_set() or any(True for _ in ear.notifies(timeout=1.0, stop_after=1)):
                    break
