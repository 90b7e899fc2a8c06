"""How to open a connection of one's own to the database, for hearing what it tells (LISTEN)."""

from typing import Any

from django.db import connection


def parameters() -> dict[str, Any]:
    """What psycopg needs, as Django would connect."""
    given = connection.get_connection_params()
    given.pop("cursor_factory", None)
    given.pop("context", None)
    return given
