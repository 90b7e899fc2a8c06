"""What is hidden cannot be told from what does not exist: every address and every operation, read or written.

Walks the addresses that Django knows and the operations that the API describes, so that a new one is held to it
without a line here.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cordee.api.actions import create_token
from cordee.api.app import api
from cordee.journal.readers import catch_up
from cordee.media.actions import store_attachment
from cordee.people.models import Person
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.posts import publish
from cordee.testing.cast import NOW, Stage

Enter = Callable[..., Client]
SPOKEN_OF = {"slug", "post_id", "comment_id", "space_id"}
WORD = "Chamois"  # stands in every text of the hidden space, and nowhere else


@dataclass(frozen=True)
class Names:
    """What the parameters of addresses are called for one set of things."""

    slug: str
    post: UUID
    comment: UUID
    file: str
    space: UUID

    def value(self, parameter: str) -> str | None:
        given = {
            "slug": self.slug,
            "post_id": self.post,
            "comment_id": self.comment,
            "space_id": self.space,
            "name": self.file,
            "meaning": "useful",
            "place": f"reply:{self.post}",
            "kind": "post",
            "handle": "lea",
        }.get(parameter)
        return str(given) if given else None


@pytest.fixture
def secret(stage: Stage) -> Names:
    """A life in the hidden space."""
    cast = stage.cast
    upload = SimpleUploadedFile("chamois.txt", WORD.encode())
    file = store_attachment(cast.lea, upload, space_id=stage.hidden.id, now=NOW)
    details = {"title": f"{WORD} au col", "body": f"Un {WORD} passe.", "attachment": file}
    post = publish(cast.lea, stage.hidden, kind="resource", now=NOW, **details)
    comment = reply(cast.ines, post, body=f"Le {WORD} revient", now=NOW)
    catch_up()
    return Names("cercle", post.id, comment.id, file.stored_as, stage.hidden.id)


NOTHING = Names("nulle-part", uuid4(), uuid4(), "0.webp", uuid4())


def patterns(found: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, set[str]]]:
    """Every address as a template, ``/posts/{post_id}/``, with its parameters."""
    for pattern in found:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, here)
        else:
            parameters = set(pattern.pattern.converters)
            yield "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", here), parameters


def filled(template: str, parameters: set[str], names: Names) -> str:
    """The address; a parameter that nobody here knows of gets a new identifier."""
    return template.format(**{one: names.value(one) or NOTHING.post for one in parameters})


def told(answer: HttpResponse, names: Names) -> tuple[int, str, str]:
    """What an answer says, without the names that were asked for and the tokens of the day."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = body.decode("utf-8", "replace")
    assert WORD not in text
    place = answer.headers.get("Location", "")
    for name in (names.slug, names.post, names.comment, names.file, names.space):
        text, place = text.replace(str(name), "…"), place.replace(str(name), "…")
    return answer.status_code, place, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_no_page_tells_that_something_hidden_is_there(
    stage: Stage, secret: Names, sign_in: Enter, method: str
) -> None:
    client = sign_in(stage.cast.marc)
    wrong, walked = [], 0
    for template, parameters in patterns(get_resolver().url_patterns):
        if not parameters & (SPOKEN_OF | {"name"}) or template.startswith("/api/"):
            continue
        walked += 1
        there = told(getattr(client, method)(filled(template, parameters, secret)), secret)
        nowhere = told(getattr(client, method)(filled(template, parameters, NOTHING)), NOTHING)
        if there != nowhere:
            wrong.append(f"{method} {template}: {there[:2]} {there[2][:200]!r}, for nothing {nowhere[:2]}")
    assert not wrong, "\n".join(wrong)
    assert walked > 15


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of every operation."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def sample(schema: dict[str, Any], names: Names) -> Any:
    """Something that fits a schema, about ``names`` where it asks for an identifier."""
    if "$ref" in schema:
        return sample(api.get_openapi_schema()["components"]["schemas"][schema["$ref"].split("/")[-1]], names)
    if "anyOf" in schema:
        return sample(schema["anyOf"][0], names)
    match schema.get("type"):
        case "object":
            return {
                key: sample(one, names)
                for key, one in schema.get("properties", {}).items()
                if key in schema.get("required", []) or one.get("format") == "uuid"
            }
        case "array":
            return []
        case "integer" | "number":
            return 1
        case "boolean":
            return True
        case _:
            return str(names.comment) if schema.get("format") == "uuid" else "tip"


def call(secret_token: str, method: str, path: str, operation: dict[str, Any], names: Names) -> HttpResponse:
    parameters = set(re.findall(r"{(\w+)}", path))
    content = operation.get("requestBody", {}).get("content", {})
    details: dict[str, Any] = {}
    if "application/json" in content:
        details = {
            "data": sample(content["application/json"]["schema"], names),
            "content_type": "application/json",
        }
    address = filled(path, parameters, names)
    return getattr(Client(), method)(address, headers={"Authorization": f"Bearer {secret_token}"}, **details)


def token_of(person: Person) -> str:
    return create_token(person, name="t", scopes=["read", "write", "administer"], now=NOW)[1]


@pytest.mark.django_db
def test_no_operation_tells_that_something_hidden_is_there(stage: Stage, secret: Names) -> None:
    token = token_of(stage.cast.marc)
    wrong, walked = [], 0
    for method, path, operation in operations():
        if not set(re.findall(r"{(\w+)}", path)) & SPOKEN_OF:
            continue
        walked += 1
        there = told(call(token, method, path, operation, secret), secret)
        nowhere = told(call(token, method, path, operation, NOTHING), NOTHING)
        if there != nowhere:
            wrong.append(f"{method} {path}: {there[0]} {there[2][:200]}, for nothing {nowhere[0]}")
    assert not wrong, "\n".join(wrong)
    assert walked > 25


@pytest.mark.django_db
def test_no_list_holds_a_word_of_what_is_hidden(stage: Stage, secret: Names, sign_in: Enter) -> None:
    """Every page and read without a parameter, and those about people: the word is nowhere."""
    client, token = sign_in(stage.cast.marc), token_of(stage.cast.marc)
    for template, parameters in patterns(get_resolver().url_patterns):
        if parameters <= {"handle"} and not template.startswith("/api/"):
            told(client.get(f"{filled(template, parameters, secret)}?q=chamois"), secret)
    for method, path, operation in operations():
        if method == "get" and set(re.findall(r"{(\w+)}", path)) <= {"handle"}:
            told(call(token, method, f"{path}?q=chamois", operation, secret), secret)


@pytest.mark.django_db
def test_no_operation_serves_a_stranger(stage: Stage, secret: Names) -> None:
    served = [
        f"{method} {path}"
        for method, path, operation in operations()
        if call("cordee_nobody", method, path, operation, secret).status_code != 401
    ]
    assert not served
