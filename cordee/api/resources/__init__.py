"""The API's resources: each reads the request and calls the same actions and queries as the pages."""

from http import HTTPStatus
from typing import Any

from cordee.api.schemas import Problem

FAILURES = frozenset({400, 401, 403, 404, 409, 413, 422, 429})


CSV = {"responses": {200: {"description": "CSV.", "content": {"text/csv": {}}}}}


def answers(schema: Any, status: int = HTTPStatus.OK) -> dict[Any, Any]:
    """What an operation answers when it works, and the problems that it may meet."""
    return {int(status): schema, FAILURES: Problem}
