"""The API under /api/v1: its operations, its description, its errors."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from cordee import __version__
from cordee.api.auth import Caller
from cordee.api.idempotency import LONGEST_KEY, UNSAFE
from cordee.api.problems import MEDIA_TYPE, handle_errors
from cordee.api.resources import (
    accounts,
    administration,
    asks,
    chart,
    circulation,
    cmi5,
    cohorts,
    coming_in,
    devices,
    dossiers,
    evidence,
    experts,
    facilitating,
    following,
    improvement,
    insights,
    keeping,
    learning,
    mailings,
    moderation,
    notifications,
    paths,
    people,
    polls,
    posts,
    privacy,
    programmes,
    qualiopi,
    reach,
    register,
    search,
    sessions,
    spaces,
    writing,
)

KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Of your making, one an act: sent again with the same key within a day, the act happens once.",
    "schema": {"type": "string", "maxLength": LONGEST_KEY},
}


class CordeeAPI(NinjaAPI):
    """Ninja, which says in its description what all operations share: problems, keys, pages."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._described: dict[str | None, OpenAPISchema] = {}

    def create_response(self, request: HttpRequest, data: Any, **details: Any) -> HttpResponse:
        """The answer; with a page of a list, where the next one is (RFC 8288)."""
        response = super().create_response(request, data, **details)
        if isinstance(data, dict) and data.get("next") and "items" in data:
            query = request.GET.copy()
            query["after"] = data["next"]
            response["Link"] = f'<{request.path}?{query.urlencode()}>; rel="next"'
        return response

    def get_openapi_schema(self, *, path_prefix: str | None = None, **kwargs: Any) -> OpenAPISchema:
        """The description, with the media type that problems really have. Made once: it takes seconds."""
        if path_prefix not in self._described:
            self._described[path_prefix] = self._describe(path_prefix=path_prefix, **kwargs)
        return self._described[path_prefix]

    def _describe(self, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**kwargs)
        for path in schema["paths"].values():
            for method, operation in path.items():
                if method.upper() in UNSAFE:
                    operation.setdefault("parameters", []).append(KEY)
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
        return schema


api = CordeeAPI(
    title="Cordée",
    version=__version__,
    description=(
        "Everything that people can do, for other software. Call with `Authorization: Bearer <token>` (made by "
        "`bin/cordee token create`); a token reads with the scope `read` and acts with the scope `write`; what lies "
        "below `/administration/` asks for the scope `administer` too. Lists come in "
        "pages by key: pass `next` as `after`, or follow the `Link` header. Reads carry an `ETag`; writes take an "
        "`Idempotency-Key`. Errors are problem details (RFC 9457)."
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
    following,
    keeping,
    polls,
    notifications,
    devices,
    reach,
    moderation,
    sessions,
    mailings,
    privacy,
    programmes,
    administration,
    accounts,
    chart,
    circulation,
    register,
    coming_in,
    paths,
    learning,
    cohorts,
    facilitating,
    asks,
    experts,
    cmi5,
    improvement,
    insights,
    dossiers,
    qualiopi,
    evidence,
):
    api.add_router("", room.router)
