"""The API under /api/v1: its operations, its description, its errors."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from cordee import __version__
from cordee.api.auth import Caller
from cordee.api.problems import MEDIA_TYPE, handle_errors
from cordee.api.resources import (
    accounts,
    administration,
    keeping,
    live,
    moderation,
    notifications,
    people,
    posts,
    privacy,
    search,
    spaces,
    writing,
)


class CordeeAPI(NinjaAPI):
    """Ninja, which says in its description that errors are problem details."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """The description, with the media type that problems really have."""
        schema = super().get_openapi_schema(*args, **kwargs)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
        return schema


api = CordeeAPI(
    title="Cordée",
    version=__version__,
    description=(
        "Everything that people can do, for other software. Call with `Authorization: Bearer <token>` (made by "
        "`bin/cordee token create`); a token reads with the scope `read` and acts with the scope `write`. Lists come in "
        "pages by key: pass `next` as `after`. Errors are problem details (RFC 9457)."
    ),
    auth=Caller(),
    docs_url=None,
    urls_namespace="api",
)
handle_errors(api)
for room in (
    people,
    spaces,
    posts,
    writing,
    search,
    keeping,
    notifications,
    live,
    moderation,
    accounts,
    privacy,
    administration,
):
    api.add_router("", room.router)
