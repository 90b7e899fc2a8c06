"""Starting commands beside a test, on the test's own database."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def database_url() -> str:
    """The address of the database that this test uses (its name has a prefix, and a worker's suffix)."""
    settings = connection.settings_dict
    options = settings.get("OPTIONS", {})
    place = {
        "host": settings["HOST"] or options.get("host", ""),
        "port": settings["PORT"] or options.get("port", ""),
    }
    query = urlencode({name: value for name, value in place.items() if value})
    return f"postgresql://{quote(settings['USER'])}:{quote(settings['PASSWORD'])}@/{settings['NAME']}?{query}"


def start(command: str, *arguments: str, **options: object) -> subprocess.Popen:
    """Start a management command as a process of its own; ``options`` go to ``Popen``."""
    return subprocess.Popen(  # type: ignore[call-overload]  # noqa: S603 (our own command)
        [sys.executable, "-m", "django", command, *arguments],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "cordee.settings_test",
            "PYTHONUNBUFFERED": "1",
        },
        **options,
    )
