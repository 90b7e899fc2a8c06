"""Run what nobody waits for: the journal's readers and the background jobs."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from cordee.journal.follow import follow


class Command(BaseCommand):
    """``bin/cordee worker``: several may run at once, on several machines."""

    help = "Run background jobs and the journal's readers until stopped. Several workers may run at once."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        reading = threading.Thread(target=follow, args=(stop,), name="journal", daemon=True)
        reading.start()
        previous = signal.getsignal(signal.SIGTERM)
        try:
            assert isinstance(app.connector, DjangoConnector)
            with app.replace_connector(app.connector.get_worker_connector()) as jobs:
                # procrastinate installs its own handlers for SIGTERM and SIGINT and returns when one came.
                jobs.run_worker(concurrency=2, listen_notify=True, install_signal_handlers=True)
        finally:
            signal.signal(signal.SIGTERM, previous)
            stop.set()
            reading.join(timeout=10)
