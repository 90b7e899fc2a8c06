"""The health of a space and what is suggested, read by other software."""

from collections.abc import Callable

import pytest
from django.test import Client

from cordee.journal.readers import catch_up
from cordee.testing.cast import Stage

pytestmark = pytest.mark.django_db


def test_health_tells_no_number_of_few_people(stage: Stage, sign_in: Callable[..., Client]) -> None:
    catch_up()
    answer = sign_in(stage.cast.karim).get("/api/v1/spaces/entretiens/health").json()
    assert next(figure["name"] for figure in answer["figures"]) == "answered"
    assert all(point["value"] is None for figure in answer["figures"] for point in figure["points"])
    assert sign_in(stage.cast.lea).get("/api/v1/spaces/entretiens/health").status_code == 403


def test_suggestions_are_for_who_facilitates(stage: Stage, sign_in: Callable[..., Client]) -> None:
    address = "/api/v1/spaces/cercle/suggestions"
    told = [
        sign_in(one).get(address).status_code for one in (stage.cast.karim, stage.cast.lea, stage.cast.marc)
    ]
    assert told == [200, 403, 404]
