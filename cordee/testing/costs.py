"""How many queries pages cost."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client


def costs(client: "Client", paths: Iterable[str]) -> dict[str, int]:
    """The queries that each page takes; every one must answer."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    told: dict[str, int] = {}
    for path in paths:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200, path
        told[path] = len(asked)
    return told
