"""A request of xAPI, whichever way it came: as HTTP has it, or all in a form (1.0.3 Communication, 1.3)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest

from cordee.records.parsing import parsed
from cordee.records.refusals import Bad, TooLarge
from cordee.records.versions import HEADER, Version, spoken

FORM = "application/x-www-form-urlencoded"
METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE")
_MOST_FIELDS = 100
# What a form may bring of the headers; everything else in it is a parameter.
_HEADERS = (
    "authorization",
    "x-experience-api-version",
    "content-type",
    "content-length",
    "if-match",
    "if-none-match",
)
_COPIED = (*_HEADERS, "accept-language", "accept")


@dataclass(frozen=True)
class Asked:
    """What is asked: the method, the parameters (each once), the headers by their names in small letters, the body."""

    method: str
    parameters: dict[str, str]
    headers: dict[str, str]
    body: bytes
    version: Version

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Read a request. Raises Bad, TooLarge."""
        query = _once(parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True))
        headers = {name: request.headers[name] for name in _COPIED if name in request.headers}
        body = _body(request)
        if request.method == "POST" and "method" in query:
            return cls._of_form(query, headers, body)
        version = spoken(headers.get(HEADER.lower()))
        return cls(str(request.method), query, headers, body, version)

    @classmethod
    def _of_form(cls, query: dict[str, str], headers: dict[str, str], body: bytes) -> Self:
        method = query.pop("method")
        if query:
            raise Bad("Beside “method” everything goes into the form.")
        if method not in METHODS:
            raise Bad("“method” must be GET, PUT, POST, DELETE or HEAD.")
        if _media(headers.get("content-type", FORM)) != FORM:
            raise Bad(f"A request with “method” must be {FORM}.")
        try:
            pairs = parse_qsl(
                body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict"
            )
        except ValueError:
            raise Bad("The form cannot be read.") from None
        form = _once(pairs)
        headers.pop("content-type", None)
        headers.pop("content-length", None)
        headers |= {name.lower(): form.pop(name) for name in list(form) if name.lower() in _HEADERS}
        version = spoken(headers.get(HEADER.lower()))
        if version is not Version.FIRST:
            raise Bad("xAPI 2.0 has no alternate request syntax.")
        content = form.pop("content", None)
        if method in ("PUT", "POST") and content is None:
            raise Bad("The form has no “content”.")
        headers.setdefault("content-type", "application/json")
        return cls(method, form, headers, (content or "").encode(), version)

    @property
    def reads(self) -> bool:
        """GET, or HEAD, which is answered likewise."""
        return self.method in ("GET", "HEAD")

    @property
    def media_type(self) -> str:
        """The media type of the body, without its parameters."""
        return _media(self.headers.get("content-type", ""))

    def only(self, known: Collection[str], needed: Collection[str] = ()) -> None:
        """Raises Bad where a parameter is not known here (also: written otherwise), or one is missing."""
        for name in self.parameters:
            if name not in known:
                raise Bad(f"The parameter {name[:60]!r} is not known here.")
        for name in needed:
            if not self.parameters.get(name):
                raise Bad(f"The parameter {name!r} is missing.")

    def value(self, name: str, check: Callable[[Any, str], object]) -> str | None:
        """A parameter that is as ``check`` wants it, or None. Raises Bad."""
        if (found := self.parameters.get(name)) is not None:
            check(found, name)
        return found

    def flag(self, name: str) -> bool:
        """A parameter that is true or false (absent). Raises Bad."""
        found = self.parameters.get(name, "false")
        if found not in ("true", "false"):
            raise Bad(f"{name} must be true or false.")
        return found == "true"

    def json(self, name: str, check: Callable[[Any, str], object]) -> dict[str, Any] | None:
        """A parameter that is a JSON object as ``check`` wants it, or None. Raises Bad."""
        if name not in self.parameters:
            return None
        found = parsed(self.parameters[name].encode("utf-8", "replace"))
        check(found, name)
        return found


def _once(pairs: list[tuple[str, str]]) -> dict[str, str]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Bad("A parameter is given twice.")
    return found


def _media(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _body(request: HttpRequest) -> bytes:
    """The body, unless it is longer than this store takes: then not a byte of it is read where its length is told."""
    largest = settings.XAPI_LARGEST
    if int(request.META.get("CONTENT_LENGTH") or 0) > largest:
        raise TooLarge(f"At most {largest} bytes are taken at once.")
    body = request.read(largest + 1)
    if len(body) > largest:
        raise TooLarge(f"At most {largest} bytes are taken at once.")
    return body
