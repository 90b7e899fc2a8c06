"""Callers with a token."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from cordee.api.actions import create_token
from cordee.api.models import SCOPES
from cordee.people.models import Person
from cordee.testing.cast import NOW

Call = Callable[..., HttpResponse]


@pytest.fixture
def calling() -> Callable[..., Call]:
    """``calling(person)("get", "/spaces")``: with a token of all scopes unless told otherwise."""

    def as_person(person: Person, scopes: tuple[str, ...] = SCOPES) -> Call:
        _token, secret = create_token(person, name="test", scopes=scopes, now=NOW)

        def call(method: str, path: str, body: Any = None) -> Any:
            headers = {"Authorization": f"Bearer {secret}"}
            if body is None:
                return getattr(Client(), method)(f"/api/v1{path}", headers=headers)
            return getattr(Client(), method)(
                f"/api/v1{path}", body, content_type="application/json", headers=headers
            )

        return call

    return as_person
