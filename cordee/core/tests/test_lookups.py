"""Many values at once."""

import uuid

import pytest

from cordee.people.models import Person
from cordee.testing.cast import Cast


@pytest.mark.django_db
def test_there_may_be_more_values_than_parameters(cast: Cast) -> None:
    many = [uuid.UUID(int=n) for n in range(70_000)]
    assert Person.objects.filter(id__among=[*many, cast.lea.id]).get() == cast.lea
    assert not Person.objects.filter(id__among=many).exists()
