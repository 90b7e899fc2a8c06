"""The API keeps to its own description, for data that fits it and for data that does not (schemathesis)."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode, checks
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks as openapi

from cordee.api.actions import create_token
from cordee.api.app import api
from cordee.api.models import SCOPES
from cordee.api.schemas import Given
from cordee.testing.cast import NOW, Stage
from cordee.wsgi import application

HELD = (
    checks.not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_schema_conformance,
)


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """The server may close its connection after a request; this test's transaction lives on it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("kept_connection")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fitting", "unfit"])
def test_the_api_keeps_its_word(stage: Stage, subtests: pytest.Subtests, mode: GenerationMode) -> None:
    """Every operation: fitting data is answered as described, anything else is refused as described."""
    keys = {
        below: create_token(person, name="t", scopes=SCOPES, now=NOW)[1]
        for below, person in (("/administration/", stage.cast.thomas), ("/", stage.cast.karim))
    }
    asked = 0
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for result in schema.get_all_operations():
        operation = result.ok()
        secret = keys["/administration/" if "/administration/" in operation.path else "/"]
        headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}

        @settings(
            max_examples=5,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @_given(operation, mode)
        def keeps(case: schemathesis.Case) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(headers=headers, checks=HELD)  # noqa: B023 (called in this very turn)

        with subtests.test(operation=operation.label):
            try:
                keeps()
            except FailureGroup as failures:
                pytest.fail("\n".join(str(failure) for failure in failures.exceptions))
    assert asked > 100


def _given(operation: Any, mode: GenerationMode) -> Any:
    return given(case=operation.as_strategy(generation_mode=mode))


def test_an_address_belongs_to_one_resource() -> None:
    """Django stops at the first pattern that fits: a method of the same address elsewhere would never be found."""
    owners: dict[str, set[int]] = {}
    for _prefix, router in api._routers:
        for path in router.path_operations:
            owners.setdefault(path, set()).add(id(router))
    assert [path for path, routers in owners.items() if len(routers) > 1] == []


def test_every_body_is_shown_by_an_example_that_fits() -> None:
    """In the description, beside each field's own words."""
    schemas = api.get_openapi_schema()["components"]["schemas"]
    bodies = [
        one for one in _below(Given) if one.__name__.endswith(("In", "Change")) and one.__name__ in schemas
    ]
    assert len(bodies) > 40
    for body in bodies:
        if "examples" in schemas[body.__name__]:
            body.model_validate(schemas[body.__name__]["examples"][0])
    assert [one.__name__ for one in bodies if "examples" not in schemas[one.__name__]] == []


def _below(base: type[Given]) -> list[type[Given]]:
    return [found for one in base.__subclasses__() for found in (one, *_below(one))]
